"""ECR: lifecycle rules are evaluated, and an image whose tag moves stays without one.

AWS evaluates rules within 24 hours; here it happens at once, after each push and each change of the rules.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
"""

import fnmatch
import json
import time

from moto.ecr.models import ECRBackend
from moto.ecr.responses import ECRResponse

from terrace_local.patching import AwsError, remembered

DAY = 24 * 60 * 60


def apply(patches):
    patches.wrap("lifecycle rules", ECRBackend, "put_lifecycle_policy", evaluate_rules)
    patches.wrap("images whose tag moved", ECRBackend, "put_image", keep_untagged)
    patches.action(ECRResponse, "CreatePullThroughCacheRule", create_cache_rule)
    patches.action(ECRResponse, "DescribePullThroughCacheRules", describe_cache_rules)
    patches.action(ECRResponse, "DeletePullThroughCacheRule", delete_cache_rule)


def cache_rules(response):
    """Rules by prefix: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PullThroughCacheRule.html."""
    return remembered(response.ecr_backend, "cache_rules")


def create_cache_rule(response, params):
    prefix = params["ecrRepositoryPrefix"]
    if prefix in cache_rules(response):
        raise AwsError("PullThroughCacheRuleAlreadyExistsException",
                       f"A pull through cache rule already exists for the repository prefix '{prefix}'.")
    names = ("ecrRepositoryPrefix", "upstreamRegistryUrl", "credentialArn", "customRoleArn",
             "upstreamRepositoryPrefix", "upstreamRegistry")
    cache_rules(response)[prefix] = {
        "createdAt": time.time(), "registryId": response.current_account,
        **{name: params[name] for name in names if params.get(name)}}
    return cache_rules(response)[prefix]


def describe_cache_rules(response, params):
    wanted = params.get("ecrRepositoryPrefixes") or list(cache_rules(response))
    for prefix in wanted:
        cache_rule(response, prefix)
    return {"pullThroughCacheRules": [cache_rules(response)[prefix] for prefix in wanted]}


def delete_cache_rule(response, params):
    rule = cache_rule(response, params["ecrRepositoryPrefix"])
    del cache_rules(response)[params["ecrRepositoryPrefix"]]
    return rule


def cache_rule(response, prefix):
    if prefix not in cache_rules(response):
        raise AwsError("PullThroughCacheRuleNotFoundException",
                       f"The pull through cache rule with repository prefix '{prefix}' does not exist.")
    return cache_rules(response)[prefix]


def evaluate_rules(original):
    def put_lifecycle_policy(self, registry_id, repository_name, lifecycle_policy_text):
        answer = original(self, registry_id, repository_name, lifecycle_policy_text)
        expire(self._get_repository(repository_name, registry_id))
        return answer

    return put_lifecycle_policy


def keep_untagged(original):
    """https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html: a tag moves to the new image."""

    def put_image(self, repository_name, *args, **more):
        repository = self.repositories.get(repository_name)
        before = list(repository.images) if repository else []
        image = original(self, repository_name, *args, **more)
        lost = [kept for kept in before if kept not in repository.images]
        for kept in lost:
            kept.image_tags, kept.image_tag = [], None
        repository.images[:0] = lost
        expire(repository)
        return image

    return put_image


def expire(repository):
    if repository.lifecycle_policy:
        gone = expired(json.loads(repository.lifecycle_policy)["rules"], repository.images, time.time())
        repository.images[:] = [image for image in repository.images if image not in gone]


def expired(rules, images, now):
    """The images that the rules remove.

    All rules look at all images, then apply by priority. An image that a rule selects is not expired by a rule with
    a lower priority, and one that an image index refers to is kept while the index is.
    """
    gone, decided = [], []
    for rule in sorted(rules, key=lambda rule: rule["rulePriority"]):
        selection = rule["selection"]
        # Sorting is stable: of two that were pushed within one second, the later one is the newer.
        selected = sorted((image for image in reversed(images) if selects(selection, image.image_tags)),
                          key=lambda image: image.image_pushed_at, reverse=True)
        for image in beyond(selection, selected, now):
            if image not in decided:
                gone.append(image)
        decided.extend(selected)
    referred = {digest for image in images if image not in gone for digest in referred_by(image)}
    return [image for image in gone if image.get_image_digest() not in referred]


def selects(selection, tags):
    """A rule with several prefixes or patterns selects an image that has a tag for each of them."""
    if selection["tagStatus"] == "any":
        return True
    if selection["tagStatus"] == "untagged":
        return not tags
    patterns = [*selection.get("tagPatternList", []), *(f"{prefix}*" for prefix in selection.get("tagPrefixList", []))]
    return bool(tags) and all(any(matches(tag, pattern) for tag in tags) for pattern in patterns)


def matches(tag, pattern):
    """``*`` alone is a wildcard."""
    return fnmatch.fnmatchcase(tag, pattern.replace("[", "[[]").replace("?", "[?]"))


def beyond(selection, selected, now):
    if selection["countType"] == "imageCountMoreThan":
        return selected[selection["countNumber"]:]
    return [image for image in selected if now - image.image_pushed_at > selection["countNumber"] * DAY]


def referred_by(image):
    return [item["digest"] for item in json.loads(image.image_manifest).get("manifests", [])]
