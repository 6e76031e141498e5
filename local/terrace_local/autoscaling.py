"""EC2 Auto Scaling: attributes of a group that moto forgets, instance refreshes."""

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
