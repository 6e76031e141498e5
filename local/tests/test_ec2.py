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
