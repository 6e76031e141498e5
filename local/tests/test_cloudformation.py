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

    @fills("cloudformation", "references to secrets")
    def test_the_password_of_a_database_is_the_one_in_its_secret(self):
        secret = {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "resolved", "GenerateSecretString": {
            "SecretStringTemplate": "{}", "GenerateStringKey": "password"}}}
        database = {"Type": "AWS::RDS::DBInstance", "Properties": {
            "DBInstanceIdentifier": "resolved", "Engine": "postgres", "DBInstanceClass": "db.t3.micro",
            "AllocatedStorage": "20", "MasterUsername": "u", "MasterUserPassword": {"Fn::Join": [
                "", ["{{resolve:secretsmanager:", {"Ref": "Secret"}, ":SecretString:password::}}"]]}}}
        self.aws("cloudformation", "create-stack", "--stack-name", "resolved", "--template-body", json.dumps(
            {"Resources": {"Secret": secret, "Database": database}}))
        self.assertEqual("u", self.aws("rds", "describe-db-instances", "--db-instance-identifier", "resolved")
                         ["DBInstances"][0]["MasterUsername"])

    @fills("cloudformation", "previous values of parameters", "changes of retention alone", "scope of a change")
    def test_a_stack_goes_and_leaves_what_it_retains(self):
        self.aws("ssm", "put-parameter", "--name", "/left/name", "--type", "String", "--value", "left-behind")
        queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Name"}}}
        group = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/left/behind"}}
        parameters = {"Name": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/left/name"}}
        template = {"Parameters": parameters, "Resources": {"Queue": queue, "Group": group}}
        self.aws("cloudformation", "create-stack", "--stack-name", "left", "--template-body", json.dumps(template))

        retained = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
        template["Resources"] = {"Queue": queue | retained, "Group": group | retained}
        of = ("--stack-name", "left", "--change-set-name", "retain")
        self.aws("cloudformation", "create-change-set", *of, "--change-set-type", "UPDATE", "--template-body",
                 json.dumps(template), "--parameters", "ParameterKey=Name,UsePreviousValue=true")
        changes = self.aws("cloudformation", "describe-change-set", *of)["Changes"]
        self.assertEqual([("Modify", "False", ["DeletionPolicy", "UpdateReplacePolicy"])] * 2, [
            (each["ResourceChange"]["Action"], each["ResourceChange"]["Replacement"], each["ResourceChange"]["Scope"])
            for each in changes])
        self.aws("cloudformation", "execute-change-set", *of)
        self.assertEqual(template, self.aws("cloudformation", "get-template", "--stack-name", "left")["TemplateBody"])
        self.aws("cloudformation", "delete-stack", "--stack-name", "left")

        self.assertIn("left-behind", self.aws("sqs", "get-queue-url", "--queue-name", "left-behind")["QueueUrl"])
        self.assertEqual(1, len(self.aws(
            "logs", "describe-log-groups", "--log-group-name-prefix", "/left/behind")["logGroups"]))

    def test_a_change_of_properties_is_no_change_of_retention_alone(self):
        group = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/changed"}}
        self.aws("cloudformation", "create-stack", "--stack-name", "changed", "--template-body",
                 json.dumps({"Resources": {"Group": group}}))
        other = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/other"}, "DeletionPolicy": "Retain"}
        of = ("--stack-name", "changed", "--change-set-name", "change")
        self.aws("cloudformation", "create-change-set", *of, "--change-set-type", "UPDATE", "--template-body",
                 json.dumps({"Resources": {"Group": other}}))
        change = self.aws("cloudformation", "describe-change-set", *of)["Changes"][0]["ResourceChange"]
        self.assertEqual(("Conditional", ["Properties", "DeletionPolicy"]), (change["Replacement"], change["Scope"]))
