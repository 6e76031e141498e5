"""Names and texts that services refuse although their models allow them.

Each row names the member of an operation, what it must match, and the code and message that AWS answers, with its
source. The model's own patterns (roles, log groups, repositories, …) are not repeated here.
"""

import re
from typing import NamedTuple

from terrace_local.strict.refusals import Refused


class Rule(NamedTuple):
    service: str
    actions: tuple
    member: str  # as it is on the wire, with * for any name or number
    pattern: str
    code: str
    message: str  # {value} and {member} are filled in
    source: str
    when: tuple = ()  # a member and the value that it must have for the rule to hold


# https://github.com/hashicorp/terraform-provider-aws/pull/3396 and https://github.com/byu-oit/handel/issues/232
IDENTIFIER = r"[A-Za-z](?!.*--)[A-Za-z0-9-]{0,254}(?<!-)"
IDENTIFIER_MESSAGE = ("The parameter {member} is not a valid identifier. Identifiers must begin with a letter; must "
                      "contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two "
                      "consecutive hyphens.")
# https://github.com/cds-snc/notification-terraform/pull/561
DESCRIPTION = r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}"
RULE_DESCRIPTION = ("Invalid rule description. Valid descriptions are strings less than 256 characters from the following "
                    "set:  a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*")
LOAD_BALANCER = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"
TARGET_GROUP = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"
INSTANCE = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html"
GROUP = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"


def _identifiers(service, source, *members):
    return [Rule(service, actions, member, IDENTIFIER, "InvalidParameterValue", IDENTIFIER_MESSAGE, source)
            for member, actions in members]


RULES = [
    *_identifiers("rds", INSTANCE,
                  ("DBInstanceIdentifier", ("CreateDBInstance",)),
                  ("NewDBInstanceIdentifier", ("ModifyDBInstance",)),
                  ("DBParameterGroupName", ("CreateDBParameterGroup",)),
                  ("FinalDBSnapshotIdentifier", ("DeleteDBInstance",)),
                  ("DBSnapshotIdentifier", ("CreateDBSnapshot",))),
    *_identifiers("elasticache",
                  "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
                  ("ReplicationGroupId", ("CreateReplicationGroup",)),
                  ("CacheClusterId", ("CreateCacheCluster",)),
                  ("CacheParameterGroupName", ("CreateCacheParameterGroup",)),
                  ("CacheSubnetGroupName", ("CreateCacheSubnetGroup",))),
    Rule("rds", ("CreateDBInstance",), "DBInstanceIdentifier", r".{1,63}", "InvalidParameterValue",
         "The parameter DBInstanceIdentifier is not a valid identifier because it is longer than 63 characters.", INSTANCE),
    Rule("elasticache", ("CreateReplicationGroup",), "ReplicationGroupId", r".{1,40}", "InvalidParameterValue",
         "The parameter ReplicationGroupId must have 1 to 40 characters.",
         "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html"),
    Rule("rds", ("CreateDBInstance", "ModifyDBInstance"), "MasterUserPassword", r"(?s)[!#-.0-?A-~]*",
         "InvalidParameterValue", "The parameter MasterUserPassword is not a valid password. Only printable ASCII "
                                  "characters besides '/', '@', '\"', ' ' may be used.",
         "https://github.com/alphagov/govuk-infrastructure/pull/1270"),
    Rule("rds", ("CreateDBInstance", "ModifyDBInstance"), "MasterUserPassword", r"(?s).{8,}", "InvalidParameterValue",
         "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.", INSTANCE),
    Rule("rds", ("CreateDBInstance",), "MasterUsername", r"(?!(admin|rdsadmin)$).*", "InvalidParameterValue",
         "MasterUsername {value} cannot be used as it is a reserved word used by the engine",
         "https://github.com/aws-cloudformation/cfn-lint/pull/4425", ("Engine", "postgres")),
    Rule("rds", ("CreateDBInstance",), "MasterUsername", r"(?!pg_).*", "InvalidParameterValue",
         "MasterUsername {value} cannot be used because role names starting with \"pg_\" are reserved by the PostgreSQL "
         "engine", "https://github.com/DataShades/ckan-aws-templates/issues/6", ("Engine", "postgres")),
    Rule("elbv2", ("CreateLoadBalancer",), "Name", r".{0,32}", "ValidationError",
         "The load balancer name '{value}' cannot be longer than '32' characters",
         "https://github.com/aws-cloudformation/cfn-lint/issues/3259"),
    Rule("elbv2", ("CreateLoadBalancer",), "Name", r"(?!internal-)(?!-)[A-Za-z0-9-]*(?<!-)", "ValidationError",
         "The load balancer name '{value}' can only contain characters that are alphanumeric characters and hyphens(-), "
         "and cannot begin or end with a hyphen or begin with 'internal-'", LOAD_BALANCER),
    Rule("elbv2", ("CreateTargetGroup",), "Name", r".{0,32}", "ValidationError",
         "Target group name '{value}' cannot be longer than '32' characters", TARGET_GROUP),
    Rule("elbv2", ("CreateTargetGroup",), "Name", r"(?!-)[A-Za-z0-9-]*(?<!-)", "ValidationError",
         "Target group name '{value}' can only contain characters that are alphanumeric characters or hyphens(-), and "
         "cannot begin or end with a hyphen", TARGET_GROUP),
    Rule("ec2", ("CreateSecurityGroup",), "GroupName", r"(?!sg-)" + DESCRIPTION, "InvalidParameterValue",
         "Value ({value}) for parameter GroupName is invalid. Group names may not be in the format sg-*, and may use the "
         "characters a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*", GROUP),
    Rule("ec2", ("CreateSecurityGroup",), "GroupDescription", r"[\x00-\x7f]*", "InvalidParameterValue",
         "Value ({value}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.",
         "https://github.com/hashicorp/terraform-provider-aws/pull/43854"),
    Rule("ec2", ("CreateSecurityGroup",), "GroupDescription", DESCRIPTION, "InvalidParameterValue",
         "Invalid security group description. Valid descriptions are strings less than 256 characters from the following "
         "set:  a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*", "https://github.com/cds-snc/notification-terraform/pull/561"),
    Rule("ec2", ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress"),
         "IpPermissions.*.*.*.Description", DESCRIPTION, "InvalidParameterValue", RULE_DESCRIPTION,
         "https://github.com/aws-cloudformation/cfn-lint/issues/173"),
    Rule("ec2", ("ModifySecurityGroupRules",), "SecurityGroupRule.*.SecurityGroupRule.Description", DESCRIPTION,
         "InvalidParameterValue", RULE_DESCRIPTION, "https://github.com/aws-cloudformation/cfn-lint/issues/173"),
    Rule("kms", ("CreateAlias",), "AliasName", r"alias/(?!aws/).+", "InvalidAliasNameException",
         "Alias must start with the prefix \"alias/\", and must not start with \"alias/aws/\"",
         "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html"),
    Rule("sns", ("CreateTopic",), "Name", r"[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo", "InvalidParameter",
         "Invalid parameter: Topic Name", "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"),
    Rule("sqs", ("CreateQueue",), "QueueName", r"[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo",
         "InvalidParameterValue", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
         "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"),
    Rule("s3", ("CreateBucket",), "Bucket",
         r"(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
         r"(?<!-s3alias)(?<!--ol-s3)(?<!\.mrap)(?<!--x-s3)(?<!--table-s3)",
         "InvalidBucketName", "The specified bucket is not valid.",
         "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"),
]

BY_OPERATION = {}
for _rule in RULES:
    for _action in _rule.actions:
        BY_OPERATION.setdefault((_rule.service, _action), []).append((_rule, re.compile(_rule.pattern)))


def check(service, action, values):
    """Raises what AWS answers if a member of ``values``, as it is on the wire, is a name that the service refuses."""
    for rule, pattern in BY_OPERATION.get((service, action), ()):
        if rule.when and values.get(rule.when[0]) != rule.when[1]:
            continue
        for value in found(values, rule.member.split(".")):
            if not pattern.fullmatch(value):
                raise Refused(rule.code, rule.message.format(value=value, member=rule.member))


def found(value, path):
    """The texts at a path; ``*`` stands for any name or number."""
    if not path:
        return [value] if isinstance(value, str) else []
    if not isinstance(value, dict):
        return []
    inner = value.values() if path[0] == "*" else [value[path[0]]] if path[0] in value else []
    return [text for item in inner for text in found(item, path[1:])]
