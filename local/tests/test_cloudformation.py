import json

from support import AwsTest, fills


class CloudFormationTest(AwsTest):

    @fills("cloudformation", "types of resources")
    def test_a_stack_is_made_with_all_its_properties(self):
        vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.9.0.0/16", "EnableDnsHostnames": True}}
        group = {"Type": "AWS::EC2::SecurityGroup", "Properties": {
            "GroupName": "web", "GroupDescription": "Web", "VpcId": {"Ref": "Vpc"},
            "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0",
                                      "Description": "HTTPS"}],
            "SecurityGroupEgress": [{"IpProtocol": "tcp", "FromPort": 53, "ToPort": 53, "CidrIp": "0.0.0.0/0",
                                     "Description": "DNS"}]}}
        queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work", "VisibilityTimeout": 60}}
        policy = {"Type": "AWS::SQS::QueuePolicy", "Properties": {
            "Queues": [{"Ref": "Queue"}], "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}]}}}
        self.aws("cloudformation", "create-stack", "--stack-name", "made", "--template-body", json.dumps({"Resources": {
            "Vpc": vpc, "Group": group, "Queue": queue, "Policy": policy}}))
        made = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in self.aws(
            "cloudformation", "list-stack-resources", "--stack-name", "made")["StackResourceSummaries"]}
        self.assertTrue(self.aws("ec2", "describe-vpc-attribute", "--vpc-id", made["Vpc"],
                                 "--attribute", "enableDnsHostnames")["EnableDnsHostnames"]["Value"])
        rules = self.aws("ec2", "describe-security-group-rules", "--filters",
                         f"Name=group-id,Values={made['Group']}")["SecurityGroupRules"]
        self.assertEqual([(False, 443, "HTTPS"), (True, 53, "DNS")], sorted(
            (rule["IsEgress"], rule["FromPort"], rule["Description"]) for rule in rules))
        attributes = self.aws("sqs", "get-queue-attributes", "--queue-url", made["Queue"],
                              "--attribute-names", "All")["Attributes"]
        self.assertEqual("60", attributes["VisibilityTimeout"])
        self.assertIn(attributes["QueueArn"], attributes["Policy"])
