"""CloudFormation: types that moto lacks, or makes with half of their properties, through the services' own APIs."""

import json
import re
from functools import lru_cache
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSResponse
from flask import request as current
from moto.cloudformation import models, parsing
from moto.core.botocore_stubber import MockRawResponse
from werkzeug.test import Client

from .server import Dispatcher

MAKERS = {}


def apply(patches):
    patches.done("references to secrets")
    patches.wrap("types of resources", parsing, "resource_class_from_type", made_through_apis)
    patches.wrap("previous values of parameters", parsing.ResourceMap, "update", as_they_were_given)
    patches.wrap("changes of retention alone", parsing.ResourceMap, "update", touching_no_resource)
    patches.wrap("scope of a change", models.ChangeSet, "diff", scoped)


RETENTION = ("DeletionPolicy", "UpdateReplacePolicy")


def without_retention(described):
    return {key: value for key, value in described.items() if key not in RETENTION}


def touching_no_resource(original):
    def update(self, template, parameters=None):
        for name, described in template["Resources"].items():
            before = self._resource_json_map.get(name)
            if before is not None and without_retention(before) == without_retention(described):
                self._resource_json_map[name] = described  # so that moto finds no difference
        return original(self, template, parameters)

    return update


def scoped(original):
    def diff(self):
        changes = original(self)
        before = self.stack.resource_map._resource_json_map
        for change in changes:
            if change.action == "Modify":
                one, other = before[change.logical_resource_id], self.template_dict["Resources"][change.logical_resource_id]
                change.scope = [key for key in ("Properties", "Metadata", *RETENTION) if one.get(key) != other.get(key)]
                change.replacement = "False" if set(change.scope) <= {"Metadata", *RETENTION} else "Conditional"
        return changes

    return diff


def as_they_were_given(original):
    def update(self, template, parameters=None):
        # moto has what was read from SSM as the previous value, where the name in SSM was given, or a default.
        kept = {name for name, value in (parameters or {}).items() if value == self.resolved_parameters.get(name)}
        given = {name: self.input_parameters.get(name) if name in kept else value
                 for name, value in (parameters or {}).items()}
        return original(self, template, {name: value for name, value in given.items() if value is not None})

    return update


def made_through_apis(original):
    def resource_class_from_type(resource_type):
        return resource_class(resource_type) if resource_type in MAKERS else original(resource_type)

    return resource_class_from_type


def makes(kind):
    def mark(maker):
        MAKERS[kind] = maker
        return maker

    return mark


class Made:
    """What moto asks of a resource of a stack."""

    def __init__(self, physical_resource_id, **attributes):
        self.physical_resource_id = physical_resource_id
        self.attributes = attributes

    def get_cfn_attribute(self, name):
        return self.attributes[name]

    def is_created(self):
        return True


@lru_cache(maxsize=None)
def resource_class(kind):
    # No subclass of moto's model: moto would take it for the class of the type everywhere.
    class Resource:
        @classmethod
        def has_cfn_attr(cls, _):
            return True

        @classmethod
        def create_from_cloudformation_json(cls, _name, described, account_id, region_name, **_):
            return MAKERS[kind](Apis(account_id, region_name), described.get("Properties", {}))

    return Resource


class Apis:
    """Clients of the services of this simulation, in the same process."""

    def __init__(self, account, region):
        self.account = account
        self.region = region

    def __getattr__(self, service):
        return client(service.replace("_", "-"), self.region, current.host_url)


@lru_cache(maxsize=None)
def client(service, region, endpoint):
    made = boto3.client(service, region_name=region, endpoint_url=endpoint,  # URLs of queues repeat it
                        aws_access_key_id="local", aws_secret_access_key="local")
    made.meta.events.register("before-send", answer)
    return made


def answer(request, **_):
    """Answers a request of botocore without a network."""
    body = request.body.read() if hasattr(request.body, "read") else request.body
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
    url = urlsplit(request.url)
    said = Client(Dispatcher.running).open(
        url.path or "/", base_url=f"{url.scheme}://{url.netloc}", query_string=url.query, method=request.method,
        data=body, headers=headers, buffered=True)
    return AWSResponse(request.url, said.status_code, dict(said.headers), MockRawResponse(said.get_data()))


def given(properties, *names, **renamed):
    """The properties of these names that are set, under the API's name for them."""
    chosen = {name: name for name in names} | renamed
    return {api: properties[name] for name, api in chosen.items() if properties.get(name) is not None}


def tagged(kind, properties):
    tags = properties.get("Tags")
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def text(document):
    return document if isinstance(document, str) else json.dumps(document)


@makes("AWS::EC2::VPC")
def vpc(aws, properties):
    made = aws.ec2.create_vpc(
        **given(properties, "CidrBlock", "InstanceTenancy"),
        **tagged("vpc", properties))["Vpc"]["VpcId"]
    for name in ("EnableDnsSupport", "EnableDnsHostnames"):
        if name in properties:
            aws.ec2.modify_vpc_attribute(VpcId=made, **{name: {"Value": properties[name]}})
    return Made(made, VpcId=made, CidrBlock=properties["CidrBlock"])


@makes("AWS::EC2::SubnetRouteTableAssociation")
def subnet_route_table_association(aws, properties):
    return Made(aws.ec2.associate_route_table(**given(properties, "RouteTableId", "SubnetId"))["AssociationId"])


@makes("AWS::EC2::SecurityGroup")
def security_group(aws, properties):
    made = aws.ec2.create_security_group(
        **given(properties, "VpcId", "GroupName", GroupDescription="Description"),
        **tagged("security-group", properties))["GroupId"]
    if properties.get("SecurityGroupEgress"):
        aws.ec2.revoke_security_group_egress(
            GroupId=made, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
    for rule in properties.get("SecurityGroupEgress", []):
        aws.ec2.authorize_security_group_egress(GroupId=made, IpPermissions=[permission(rule)])
    for rule in properties.get("SecurityGroupIngress", []):
        aws.ec2.authorize_security_group_ingress(GroupId=made, IpPermissions=[permission(rule)])
    return Made(made, GroupId=made, VpcId=properties.get("VpcId"))


@makes("AWS::EC2::SecurityGroupIngress")
def security_group_ingress(aws, properties):
    rule = aws.ec2.authorize_security_group_ingress(
        GroupId=properties["GroupId"], IpPermissions=[permission(properties)])
    return Made(rule["SecurityGroupRules"][0]["SecurityGroupRuleId"])


@makes("AWS::EC2::SecurityGroupEgress")
def security_group_egress(aws, properties):
    group = properties["GroupId"]
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    rules = aws.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"]
    # CloudFormation takes the default rule away with the first one of its own.
    if len(rules) == 1 and rules[0]["IpProtocol"] == "-1" and not rules[0]["IpRanges"][0].get("Description"):
        aws.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[everything])
    rule = aws.ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[permission(properties)])
    return Made(rule["SecurityGroupRules"][0]["SecurityGroupRuleId"])


def permission(rule):
    made = given(rule, "IpProtocol", "FromPort", "ToPort")
    description = given(rule, "Description")
    peer = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    if peer:
        made["UserIdGroupPairs"] = [{"GroupId": peer} | description]
    else:
        made["IpRanges"] = [{"CidrIp": rule["CidrIp"]} | description]
    return made


@makes("AWS::IAM::Role")
def role(aws, properties):
    name = properties["RoleName"]
    made = aws.iam.create_role(
        AssumeRolePolicyDocument=text(properties["AssumeRolePolicyDocument"]),
        **given(properties, "RoleName", "Path", "Description", "MaxSessionDuration", "Tags"))["Role"]
    for arn in properties.get("ManagedPolicyArns", []):
        aws.iam.attach_role_policy(RoleName=name, PolicyArn=arn)
    for policy in properties.get("Policies", []):
        aws.iam.put_role_policy(
            RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=text(policy["PolicyDocument"]))
    return Made(name, Arn=made["Arn"], RoleId=made["RoleId"])


@makes("AWS::IAM::Policy")
def role_policy(aws, properties):
    for name in properties["Roles"]:
        aws.iam.put_role_policy(
            RoleName=name, PolicyName=properties["PolicyName"], PolicyDocument=text(properties["PolicyDocument"]))
    return Made(properties["PolicyName"])


@makes("AWS::IAM::InstanceProfile")
def instance_profile(aws, properties):
    name = properties["InstanceProfileName"]
    made = aws.iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    for each in properties["Roles"]:
        aws.iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=each)
    return Made(name, Arn=made["Arn"])


@makes("AWS::KMS::Key")
def key(aws, properties):
    made = aws.kms.create_key(
        Policy=text(properties["KeyPolicy"]), KeyUsage="ENCRYPT_DECRYPT", KeySpec="SYMMETRIC_DEFAULT", **given(properties, "Description"),
        Tags=[{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.get("Tags", [])])["KeyMetadata"]
    if properties.get("EnableKeyRotation"):
        aws.kms.enable_key_rotation(KeyId=made["KeyId"])
    return Made(made["KeyId"], Arn=made["Arn"])


@makes("AWS::S3::Bucket")
def bucket(aws, properties):
    name = properties["BucketName"]
    where = {} if aws.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": aws.region}}
    aws.s3.create_bucket(Bucket=name, **where)
    if "BucketEncryption" in properties:
        aws.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [
            {"BucketKeyEnabled": rule.get("BucketKeyEnabled", False),
             "ApplyServerSideEncryptionByDefault": given(rule["ServerSideEncryptionByDefault"], "SSEAlgorithm",
                                                         "KMSMasterKeyID")}
            for rule in properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]]})
    if "VersioningConfiguration" in properties:
        aws.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=properties["VersioningConfiguration"])
    if "PublicAccessBlockConfiguration" in properties:
        aws.s3.put_public_access_block(
            Bucket=name, PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"])
    if "LifecycleConfiguration" in properties:
        rules = [{("ID" if key == "Id" else key): value for key, value in rule.items() if key != "Prefix"}
                 | {"Filter": {"Prefix": rule.get("Prefix", "")}}
                 for rule in properties["LifecycleConfiguration"]["Rules"]]
        aws.s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": rules})
    if properties.get("Tags"):
        aws.s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": properties["Tags"]})
    return Made(name, Arn=f"arn:aws:s3:::{name}")


@makes("AWS::S3::BucketPolicy")
def bucket_policy(aws, properties):
    aws.s3.put_bucket_policy(Bucket=properties["Bucket"], Policy=text(properties["PolicyDocument"]))
    return Made(properties["Bucket"])


@makes("AWS::RDS::DBSubnetGroup")
def db_subnet_group(aws, properties):
    aws.rds.create_db_subnet_group(
        **given(properties, "DBSubnetGroupName", "DBSubnetGroupDescription", "SubnetIds", "Tags"))
    return Made(properties["DBSubnetGroupName"])


@makes("AWS::RDS::DBParameterGroup")
def db_parameter_group(aws, properties):
    name = properties["DBParameterGroupName"]
    aws.rds.create_db_parameter_group(
        **given(properties, "DBParameterGroupName", "Description", "Tags", Family="DBParameterGroupFamily"))
    aws.rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=[
        {"ParameterName": each, "ParameterValue": value, "ApplyMethod": "immediate"}
        for each, value in properties.get("Parameters", {}).items()])
    return Made(name)


def resolved(aws, text):
    """A dynamic reference to a secret, or to one value in it, is replaced.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
    """

    def value(reference):
        secret = aws.secretsmanager.get_secret_value(SecretId=reference["secret"])["SecretString"]
        return json.loads(secret)[reference["key"]] if reference["key"] else secret

    return re.sub(r"\{\{resolve:secretsmanager:(?P<secret>[^}]+?)(:SecretString(:(?P<key>[^:}]*))?(:[^}]*)?)?\}\}", value, text)


@makes("AWS::RDS::DBInstance")
def db_instance(aws, properties):
    numbers = ("AllocatedStorage", "Port", "MaxAllocatedStorage", "BackupRetentionPeriod")
    properties = properties | {name: int(properties[name]) for name in numbers if name in properties}
    if "MasterUserPassword" in properties:
        properties = properties | {"MasterUserPassword": resolved(aws, properties["MasterUserPassword"])}
    made = aws.rds.create_db_instance(**given(
        properties, "DBInstanceIdentifier", "DBInstanceClass", "Engine", "EngineVersion", "AllocatedStorage",
        "MaxAllocatedStorage", "StorageType", "StorageEncrypted", "KmsKeyId", "DBName", "MasterUsername",
        "MasterUserPassword", "Port", "MultiAZ", "PubliclyAccessible", "DBSubnetGroupName", "DBParameterGroupName",
        "BackupRetentionPeriod", "CopyTagsToSnapshot", "DeletionProtection", "AutoMinorVersionUpgrade",
        "MonitoringInterval", "MonitoringRoleArn", "PerformanceInsightsRetentionPeriod", "Tags",
        VPCSecurityGroups="VpcSecurityGroupIds", EnableCloudwatchLogsExports="EnableCloudwatchLogsExports",
        EnablePerformanceInsights="EnablePerformanceInsights",
        PerformanceInsightsKMSKeyId="PerformanceInsightsKMSKeyId"))["DBInstance"]
    return Made(made["DBInstanceIdentifier"], **{"Endpoint.Address": made["Endpoint"]["Address"],
                                                 "Endpoint.Port": str(made["Endpoint"]["Port"])})


@makes("AWS::SecretsManager::Secret")
def secret(aws, properties):
    value = "placeholder"
    generated = properties.get("GenerateSecretString")
    if generated:
        password = aws.secretsmanager.get_random_password(ExcludePunctuation=True)["RandomPassword"]
        value = json.dumps(json.loads(generated["SecretStringTemplate"]) | {generated["GenerateStringKey"]: password})
    made = aws.secretsmanager.create_secret(
        SecretString=value, **given(properties, "Name", "Description", "KmsKeyId", "Tags"))["ARN"]
    return Made(made, Id=made)


@makes("AWS::SSM::Parameter")
def parameter(aws, properties):
    aws.ssm.put_parameter(
        **given(properties, "Name", "Type", "Value", "Description"),
        Tags=[{"Key": name, "Value": value} for name, value in properties.get("Tags", {}).items()])
    return Made(properties["Name"], Type=properties["Type"], Value=properties["Value"])


@makes("AWS::SQS::Queue")
def queue(aws, properties):
    attributes = given(properties, "VisibilityTimeout", "MessageRetentionPeriod", "MaximumMessageSize",
                       "SqsManagedSseEnabled", "RedrivePolicy", "RedriveAllowPolicy")
    url = aws.sqs.create_queue(
        QueueName=properties["QueueName"],
        Attributes={name: json.dumps(value, separators=(",", ":")) for name, value in attributes.items()},
        tags={tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])})["QueueUrl"]
    name = properties["QueueName"]
    return Made(url, Arn=f"arn:aws:sqs:{aws.region}:{aws.account}:{name}", QueueName=name)


@makes("AWS::SQS::QueuePolicy")
def queue_policy(aws, properties):
    for url in properties["Queues"]:
        aws.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": text(properties["PolicyDocument"])})
    return Made(properties["Queues"][0])


@makes("AWS::SNS::Topic")
def topic(aws, properties):
    arn = aws.sns.create_topic(
        Name=properties["TopicName"], Attributes=given(properties, "KmsMasterKeyId"),
        Tags=properties.get("Tags", []))["TopicArn"]
    return Made(arn, TopicArn=arn, TopicName=properties["TopicName"])


@makes("AWS::SNS::TopicPolicy")
def topic_policy(aws, properties):
    for arn in properties["Topics"]:
        aws.sns.set_topic_attributes(
            TopicArn=arn, AttributeName="Policy", AttributeValue=text(properties["PolicyDocument"]))
    return Made(properties["Topics"][0])


@makes("AWS::SNS::Subscription")
def subscription(aws, properties):
    return Made(aws.sns.subscribe(
        ReturnSubscriptionArn=True, **given(properties, "TopicArn", "Protocol", "Endpoint"))["SubscriptionArn"])


@makes("AWS::CloudWatch::Alarm")
def alarm(aws, properties):
    aws.cloudwatch.put_metric_alarm(**properties)
    name = properties["AlarmName"]
    return Made(name, Arn=f"arn:aws:cloudwatch:{aws.region}:{aws.account}:alarm:{name}")


@makes("AWS::Logs::LogGroup")
def log_group(aws, properties):
    name = properties["LogGroupName"]
    tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
    aws.logs.create_log_group(logGroupName=name, **({"tags": tags} if tags else {}))
    if "RetentionInDays" in properties:
        aws.logs.put_retention_policy(logGroupName=name, retentionInDays=properties["RetentionInDays"])
    return Made(name, Arn=f"arn:aws:logs:{aws.region}:{aws.account}:log-group:{name}:*")


@makes("AWS::ECR::Repository")
def repository(aws, properties):
    name = properties["RepositoryName"]
    encryption = properties.get("EncryptionConfiguration")
    made = aws.ecr.create_repository(
        repositoryName=name, imageTagMutability=properties.get("ImageTagMutability", "MUTABLE"),
        imageScanningConfiguration={
            "scanOnPush": properties.get("ImageScanningConfiguration", {}).get("ScanOnPush", False)},
        encryptionConfiguration=given(encryption, EncryptionType="encryptionType", KmsKey="kmsKey")
        if encryption else {"encryptionType": "AES256"},
        tags=properties.get("Tags", []))["repository"]
    if "LifecyclePolicy" in properties:
        aws.ecr.put_lifecycle_policy(
            repositoryName=name, lifecyclePolicyText=properties["LifecyclePolicy"]["LifecyclePolicyText"])
    return Made(name, Arn=made["repositoryArn"], RepositoryUri=made["repositoryUri"])


# What AWS gives an application load balancer; moto leaves some of them out.
BALANCER_DEFAULTS = {
    "access_logs.s3.bucket": "",
    "access_logs.s3.enabled": "false",
    "access_logs.s3.prefix": "",
    "client_keep_alive.seconds": "3600",
    "connection_logs.s3.bucket": "",
    "connection_logs.s3.enabled": "false",
    "connection_logs.s3.prefix": "",
    "deletion_protection.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "zonal_shift.config.enabled": "false",
}


@makes("AWS::ElasticLoadBalancingV2::LoadBalancer")
def load_balancer(aws, properties):
    made = aws.elbv2.create_load_balancer(
        **given(properties, "Name", "Subnets", "SecurityGroups", "Scheme", "Tags", "Type"))["LoadBalancers"][0]
    attributes = BALANCER_DEFAULTS | {
        each["Key"]: each["Value"] for each in properties.get("LoadBalancerAttributes", [])}
    aws.elbv2.modify_load_balancer_attributes(LoadBalancerArn=made["LoadBalancerArn"], Attributes=[
        {"Key": name, "Value": value} for name, value in attributes.items()])
    return Made(made["LoadBalancerArn"], DNSName=made["DNSName"], CanonicalHostedZoneID=made["CanonicalHostedZoneId"],
                LoadBalancerFullName=made["LoadBalancerArn"].partition("loadbalancer/")[2],
                LoadBalancerArn=made["LoadBalancerArn"])


@makes("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_group(aws, properties):
    arn = aws.elbv2.create_target_group(**{
        name: value for name, value in properties.items() if name != "TargetGroupAttributes"})[
            "TargetGroups"][0]["TargetGroupArn"]
    aws.elbv2.modify_target_group_attributes(
        TargetGroupArn=arn, Attributes=properties.get("TargetGroupAttributes", []))
    return Made(arn, TargetGroupArn=arn, TargetGroupFullName=arn.rpartition(":")[2])


# What AWS puts where a redirect does not say it.
KEEPING = {"Host": "#{host}", "Path": "/#{path}", "Query": "#{query}"}


@makes("AWS::ElasticLoadBalancingV2::Listener")
def listener(aws, properties):
    actions = [action | {"RedirectConfig": KEEPING | action["RedirectConfig"]} if "RedirectConfig" in action else action
               for action in properties["DefaultActions"]]
    arn = aws.elbv2.create_listener(**properties | {"DefaultActions": actions})["Listeners"][0]["ListenerArn"]
    return Made(arn, ListenerArn=arn)


@makes("AWS::ElasticLoadBalancingV2::ListenerCertificate")
def listener_certificate(aws, properties):
    aws.elbv2.add_listener_certificates(**properties)
    return Made(properties["Certificates"][0]["CertificateArn"])


@makes("AWS::ElasticLoadBalancingV2::ListenerRule")
def listener_rule(aws, properties):
    arn = aws.elbv2.create_rule(**properties)["Rules"][0]["RuleArn"]
    return Made(arn, RuleArn=arn)


@makes("AWS::Route53::HostedZone")
def hosted_zone(aws, properties):
    made = aws.route53.create_hosted_zone(
        Name=properties["Name"], CallerReference=properties["Name"],
        HostedZoneConfig=properties.get("HostedZoneConfig", {}))["HostedZone"]["Id"].rpartition("/")[2]
    if properties.get("HostedZoneTags"):
        aws.route53.change_tags_for_resource(
            ResourceType="hostedzone", ResourceId=made, AddTags=properties["HostedZoneTags"])
    return Made(made, Id=made)


@makes("AWS::Route53::RecordSet")
def record_set(aws, properties):
    aws.route53.change_resource_record_sets(HostedZoneId=properties["HostedZoneId"], ChangeBatch={"Changes": [
        {"Action": "CREATE", "ResourceRecordSet": given(properties, "Name", "Type", "AliasTarget", "TTL")}]})
    return Made(properties["Name"])
