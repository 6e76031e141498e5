"""Application Auto Scaling: tags of scalable targets."""

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from terrace_local.patching import AwsError, remembered


def apply(patches):
    patches.action(ApplicationAutoScalingResponse, "ListTagsForResource", list_tags)
    patches.action(ApplicationAutoScalingResponse, "TagResource", tag)
    patches.action(ApplicationAutoScalingResponse, "UntagResource", untag)
    patches.wrap("tags at registration", ApplicationAutoScalingResponse, "register_scalable_target", tag_at_registration)
    patches.wrap("tags at registration", ApplicationAutoScalingResponse, "deregister_scalable_target", forget_tags)


def tags(response, arn):
    backend = response.applicationautoscaling_backend
    known = {target.arn for targets in backend.targets.values() for target in targets.values()}
    if arn not in known:
        raise AwsError("ResourceNotFoundException", f"The scalable target doesn't exist: {arn}")
    return remembered(backend, "tags").setdefault(arn, {})


def list_tags(response, params):
    return {"Tags": tags(response, params["ResourceARN"])}


def tag(response, params):
    tags(response, params["ResourceARN"]).update(params["Tags"])


def untag(response, params):
    for key in params["TagKeys"]:
        tags(response, params["ResourceARN"]).pop(key, None)


def target_of(response):
    backend = response.applicationautoscaling_backend
    return backend.targets.get(response._get_param("ScalableDimension"), {}).get(response._get_param("ResourceId"))


def tag_at_registration(original):
    def register_scalable_target(self):
        answer = original(self)
        given = self._get_param("Tags")
        if given:
            tags(self, target_of(self).arn).update(given)
        return answer

    return register_scalable_target


def forget_tags(original):
    def deregister_scalable_target(self):
        target = target_of(self)
        if target:
            remembered(self.applicationautoscaling_backend, "tags").pop(target.arn, None)
        return original(self)

    return deregister_scalable_target
