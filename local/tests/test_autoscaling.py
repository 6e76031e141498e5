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

    @fills("autoscaling", "detaching deleted target groups")
    def test_a_deleted_target_group_stays_until_it_is_detached(self):
        vpc, subnets, _ = self.network()
        self.aws("ec2", "create-launch-template", "--launch-template-name", "detached",
                 "--launch-template-data", "ImageId=ami-12c6146b,InstanceType=t3.micro")
        arns = [self.aws("elbv2", "create-target-group", "--name", name, "--protocol", "HTTP", "--port", "80",
                         "--vpc-id", vpc)["TargetGroups"][0]["TargetGroupArn"] for name in ("stays", "goes")]
        named = ["--auto-scaling-group-name", "detached"]
        self.aws("autoscaling", "create-auto-scaling-group", *named, "--min-size", "1", "--max-size", "1",
                 "--launch-template", "LaunchTemplateName=detached", "--vpc-zone-identifier", subnets[0],
                 "--target-group-arns", *arns)

        def attached():
            return self.aws("autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names",
                            "detached")["AutoScalingGroups"][0]["TargetGroupARNs"]

        self.aws("elbv2", "delete-target-group", "--target-group-arn", arns[1])
        self.assertEqual(arns, attached())
        self.aws("autoscaling", "detach-load-balancer-target-groups", *named, "--target-group-arns", arns[1])
        self.assertEqual(arns[:1], attached())
        self.aws("autoscaling", "detach-load-balancer-target-groups", *named, "--target-group-arns", arns[0])
        self.assertEqual([], attached())
