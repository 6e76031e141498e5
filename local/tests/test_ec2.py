from support import AwsTest, fills


class SecurityGroupRuleTest(AwsTest):

    @fills("ec2", "description of a rule with a group", "ModifySecurityGroupRules")
    def test_a_rule_with_a_group_has_a_description_and_changes_in_place(self):
        vpc, _, _ = self.network()
        group = self.aws("ec2", "create-security-group", "--group-name", "rules", "--description", "d",
                         "--vpc-id", vpc)["GroupId"]
        rule = self.aws("ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions",
                        f"IpProtocol=-1,UserIdGroupPairs=[{{GroupId={group},Description=self}}]")["SecurityGroupRules"][0]
        self.assertEqual("self", rule["Description"])
        name = rule["SecurityGroupRuleId"]
        self.aws("ec2", "modify-security-group-rules", "--group-id", group, "--security-group-rules",
                 f"SecurityGroupRuleId={name},"
                 f"SecurityGroupRule={{IpProtocol=-1,ReferencedGroupId={group},Description=changed}}")
        rule = self.aws("ec2", "describe-security-group-rules", "--security-group-rule-ids",
                        name)["SecurityGroupRules"][0]
        self.assertEqual(("changed", "-1", group),
                         (rule["Description"], rule["IpProtocol"], rule["ReferencedGroupInfo"]["GroupId"]))


class LaunchTemplateTest(AwsTest):

    @fills("ec2", "tags of a launch template")
    def test_own_tags_are_no_tags_of_the_instances(self):
        self.aws("ec2", "create-launch-template", "--launch-template-name", "tagged", "--tag-specifications",
                 "ResourceType=launch-template,Tags=[{Key=a,Value=b}]", "--launch-template-data",
                 "TagSpecifications=[{ResourceType=instance,Tags=[{Key=c,Value=d}]}]")
        version = self.aws("ec2", "describe-launch-template-versions", "--launch-template-name",
                           "tagged")["LaunchTemplateVersions"][0]
        self.assertEqual(["instance"], [item["ResourceType"] for item in
                                        version["LaunchTemplateData"]["TagSpecifications"]])
        template = self.aws("ec2", "describe-launch-templates", "--launch-template-names",
                            "tagged")["LaunchTemplates"][0]
        self.assertEqual([{"Key": "a", "Value": "b"}], template["Tags"])

    @fills("ec2", "user data of a template's new version")
    def test_a_group_takes_a_new_version_with_user_data(self):
        _, subnets, _ = self.network()
        named = ["--launch-template-name", "versions"]
        data = "ImageId=ami-12c6146b,InstanceType=t3.micro,UserData="
        self.aws("ec2", "create-launch-template", *named, "--launch-template-data", data + "Zmlyc3Q=")
        self.aws("ec2", "create-launch-template-version", *named, "--launch-template-data", data + "c2Vjb25k")
        self.aws("autoscaling", "create-auto-scaling-group", "--auto-scaling-group-name", "versions", "--min-size", "1",
                 "--max-size", "1", "--vpc-zone-identifier", subnets[0],
                 "--launch-template", "LaunchTemplateName=versions,Version=2")
        versions = self.aws("ec2", "describe-launch-template-versions", *named)["LaunchTemplateVersions"]
        self.assertEqual(["Zmlyc3Q=", "c2Vjb25k"],
                         sorted(version["LaunchTemplateData"]["UserData"] for version in versions))
        self.aws("autoscaling", "delete-auto-scaling-group", "--auto-scaling-group-name", "versions", "--force-delete")
