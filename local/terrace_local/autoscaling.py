"""EC2 Auto Scaling: attributes of a group that moto forgets."""

from moto.autoscaling.responses import AutoScalingResponse

ON_CREATE = {"DefaultInstanceWarmup": "default_instance_warmup",
             "InstanceMaintenancePolicy": "instance_maintenance_policy",
             "MaxInstanceLifetime": "max_instance_lifetime", "DesiredCapacityType": "desired_capacity_type"}
ON_UPDATE = {**ON_CREATE, "DefaultCooldown": "default_cooldown", "TerminationPolicies": "termination_policies",
             "CapacityRebalance": "capacity_rebalance", "PlacementGroup": "placement_group"}


def apply(patches):
    patches.wrap("group attributes", AutoScalingResponse, "create_auto_scaling_group", remembering(ON_CREATE))
    patches.wrap("group attributes", AutoScalingResponse, "update_auto_scaling_group", remembering(ON_UPDATE))


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
