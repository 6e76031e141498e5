"""EC2 Auto Scaling: attributes of a group that moto forgets, instance refreshes."""

from moto.autoscaling.models import AutoScalingBackend
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random

from terrace_local.patching import AwsError, Page, remembered

ON_CREATE = {"DefaultInstanceWarmup": "default_instance_warmup",
             "InstanceMaintenancePolicy": "instance_maintenance_policy",
             "MaxInstanceLifetime": "max_instance_lifetime", "DesiredCapacityType": "desired_capacity_type"}
ON_UPDATE = {**ON_CREATE, "DefaultCooldown": "default_cooldown", "TerminationPolicies": "termination_policies",
             "CapacityRebalance": "capacity_rebalance", "PlacementGroup": "placement_group"}


def apply(patches):
    patches.wrap("group attributes", AutoScalingResponse, "create_auto_scaling_group", remembering(ON_CREATE))
    patches.wrap("group attributes", AutoScalingResponse, "update_auto_scaling_group", remembering(ON_UPDATE))
    patches.wrap("detaching deleted target groups", AutoScalingBackend, "detach_load_balancer_target_groups", detaching,
                 fault="deregister_targets(target_group")
    patches.action(AutoScalingResponse, "StartInstanceRefresh", start_refresh)
    patches.action(AutoScalingResponse, "DescribeInstanceRefreshes", describe_refreshes)
    patches.action(AutoScalingResponse, "CancelInstanceRefresh", cancel_refresh)


def remembering(attributes):
    def make(original):
        def method(self):
            answer = original(self)
            group = self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
            for name, attribute in attributes.items():
                value = self._get_param(name)
                if value is not None:
                    setattr(group, attribute, value)
            return answer

        return method

    return make


def detaching(original):
    """A group keeps target groups that were deleted until they are detached:
    https://github.com/zalando-incubator/kube-ingress-aws-controller/pull/198"""

    def detach_load_balancer_target_groups(self, group_name, target_group_arns):
        known = self.elbv2_backend.target_groups
        group = self.autoscaling_groups[group_name]
        group.target_group_arns = [arn for arn in group.target_group_arns
                                   if arn in known or arn not in target_group_arns]
        original(self, group_name, [arn for arn in target_group_arns if arn in known])

    return detach_load_balancer_target_groups


def refreshes(response, params):
    name = params["AutoScalingGroupName"]
    if name not in response.autoscaling_backend.autoscaling_groups:
        raise AwsError("ValidationError", f"AutoScalingGroup name not found - {name}")
    return remembered(response.autoscaling_backend, "refreshes").setdefault(name, [])


def start_refresh(response, params):
    """A refresh has ended well as soon as it is started."""
    now = utcnow()
    refresh = {"InstanceRefreshId": str(mock_random.uuid4()), "AutoScalingGroupName": params["AutoScalingGroupName"],
               "Status": "Successful", "StartTime": now, "EndTime": now, "PercentageComplete": 100,
               "InstancesToUpdate": 0, "Preferences": params.get("Preferences", {})}
    refreshes(response, params).insert(0, refresh)
    return refresh


def describe_refreshes(response, params):
    wanted = params.get("InstanceRefreshIds")
    return Page({"InstanceRefreshes": [refresh for refresh in refreshes(response, params)
                                       if not wanted or refresh["InstanceRefreshId"] in wanted]})


def cancel_refresh(response, params):
    refreshes(response, params)
    raise AwsError("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found for Auto Scaling "
                                                    f"group {params['AutoScalingGroupName']}")
