from support import AwsTest, fills


class AutoScalingTest(AwsTest):

    @fills("autoscaling", "group attributes", "StartInstanceRefresh", "DescribeInstanceRefreshes",
           "CancelInstanceRefresh")
    def test_a_group_remembers_what_it_was_given(self):
        _, subnets, _ = self.network()
        self.aws("ec2", "create-launch-template", "--launch-template-name", "group",
                 "--launch-template-data", "ImageId=ami-12c6146b,InstanceType=t3.micro")
        named = ["--auto-scaling-group-name", "g"]
        self.aws("autoscaling", "create-auto-scaling-group", *named, "--min-size", "0", "--max-size", "1",
                 "--launch-template", "LaunchTemplateName=group", "--vpc-zone-identifier", subnets[0],
                 "--default-instance-warmup", "60",
                 "--instance-maintenance-policy", "MinHealthyPercentage=90,MaxHealthyPercentage=120")

        def group():
            return self.aws("autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names",
                            "g")["AutoScalingGroups"][0]

        self.assertEqual((60, 120), (group()["DefaultInstanceWarmup"],
                                     group()["InstanceMaintenancePolicy"]["MaxHealthyPercentage"]))
        self.aws("autoscaling", "update-auto-scaling-group", *named, "--default-instance-warmup", "90",
                 "--default-cooldown", "100", "--termination-policies", "OldestInstance")
        self.assertEqual((90, 100, ["OldestInstance"]), (
            group()["DefaultInstanceWarmup"], group()["DefaultCooldown"], group()["TerminationPolicies"]))
        refresh = self.aws("autoscaling", "start-instance-refresh", *named)["InstanceRefreshId"]
        found = self.aws("autoscaling", "describe-instance-refreshes", *named)["InstanceRefreshes"]
        self.assertEqual([(refresh, "Successful")], [(item["InstanceRefreshId"], item["Status"]) for item in found])
        self.refused("ActiveInstanceRefreshNotFound", "autoscaling", "cancel-instance-refresh", *named)
