from support import AwsTest, fills


class CodeDeployTest(AwsTest):

    def group(self):
        return self.aws("deploy", "get-deployment-group", "--application-name", "b",
                        "--deployment-group-name", "g")["deploymentGroupInfo"]

    @fills("codedeploy", "times", "deployment group attributes", "UpdateApplication", "DeleteApplication",
           "UpdateDeploymentGroup", "DeleteDeploymentGroup")
    def test_applications_and_groups_read_back_change_and_go_away(self):
        self.aws("deploy", "create-application", "--application-name", "a", "--compute-platform", "Server")
        self.aws("deploy", "update-application", "--application-name", "a", "--new-application-name", "b")
        self.assertIsInstance(self.wire("codedeploy", "CodeDeploy_20141006.GetApplication",
                                        {"applicationName": "b"})["application"]["createTime"], (int, float))
        self.aws("deploy", "create-deployment-group", "--application-name", "b", "--deployment-group-name", "g",
                 "--service-role-arn", "arn:aws:iam::123456789012:role/r", "--auto-scaling-groups", "asg")
        group = self.group()
        self.assertEqual(["asg"], [item["name"] for item in group["autoScalingGroups"]])
        self.assertEqual(("IN_PLACE", "UPDATE"),
                         (group["deploymentStyle"]["deploymentType"], group["outdatedInstancesStrategy"]))
        self.aws("deploy", "update-deployment-group", "--application-name", "b", "--current-deployment-group-name",
                 "g", "--deployment-config-name", "CodeDeployDefault.AllAtOnce",
                 "--alarm-configuration", "enabled=true,alarms=[{name=x}]")
        group = self.group()
        self.assertEqual(("CodeDeployDefault.AllAtOnce", [{"name": "x"}]),
                         (group["deploymentConfigName"], group["alarmConfiguration"]["alarms"]))
        self.aws("deploy", "delete-deployment-group", "--application-name", "b", "--deployment-group-name", "g")
        self.refused("DeploymentGroupDoesNotExistException", "deploy", "get-deployment-group",
                     "--application-name", "b", "--deployment-group-name", "g")
        self.aws("deploy", "delete-application", "--application-name", "b")
        self.refused("ApplicationDoesNotExistException", "deploy", "get-application", "--application-name", "b")
