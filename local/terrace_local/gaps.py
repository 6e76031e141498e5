"""What moto 5.2.1 lacks for the Terraform AWS provider 5.100, as data."""

from importlib import import_module
from typing import NamedTuple


class Gap(NamedTuple):
    service: str
    name: str
    moto: str
    here: str
    module: str


def _gaps(module, service, *rows):
    return [Gap(service, name, moto, here, module) for name, moto, here in rows]


GAPS = [
    *_gaps("server", "every service",
           ("unknown actions", "500, which clients retry for minutes; an empty 404 for an unknown path",
            "400 NotImplemented with service and action, which is not retried")),
    *_gaps("strict", "every service",
           ("requests against the service's model", "answered whatever their members are",
            "types, required and unknown members, enums, lengths, ranges and patterns are checked first"),
           ("S3 requests against the service's model", "answered whatever their members are", "the same")),
    *_gaps("quotas", "quotas",
           ("sizes of inline policies", "any", "10,240 characters for all of a role, without white space"),
           ("sizes of managed policies", "any", "6,144 characters without white space"),
           ("sizes of trust policies", "any", "2,048 characters without white space"),
           ("managed policies per role", "any number", "10"),
           ("rules per load balancer", "any number", "100 without default rules"),
           ("values of a rule's conditions", "any number", "5"),
           ("user data of launch templates", "any size", "16,384 bytes before base64"),
           ("sizes of Fargate tasks", "any", "those that Fargate has")),
    *_gaps("elasticache", "ElastiCache",
           *[(action, "500", "own parameter groups") for action in (
               "CreateCacheParameterGroup", "DescribeCacheParameterGroups", "ModifyCacheParameterGroup",
               "ResetCacheParameterGroup", "DeleteCacheParameterGroup", "DescribeCacheParameters")],
           ("ModifyCacheSubnetGroup", "500", "changed in place"),
           ("DeleteCacheSubnetGroup", "500", "deleted, refused while in use"),
           ("ModifyCacheCluster", "500", "changed in place"),
           ("ModifyReplicationGroup", "500", "changed in place, with its members"),
           ("IncreaseReplicaCount", "500", "members are added"),
           ("DecreaseReplicaCount", "500", "members are removed"),
           ("cache cluster attributes", "parameter group, security groups, topic and nodes are not read back",
            "read back"),
           ("cache cluster defaults", "version, parameter group and windows stay empty when not given",
            "filled as AWS does"),
           ("cache cluster deletion", "stays «deleting» forever", "gone"),
           ("replication group members", "one node whatever was asked, no member clusters, no reader endpoint",
            "all nodes, visible as cache clusters"),
           ("replication group deletion", "stays «deleting» forever", "gone, with its members"),
           ("replication group final snapshot", "not created", "created"),
           ("tags of parameter groups", "InvalidARN", "listed")),
    *_gaps("rds", "RDS",
           ("instance attributes", "monitoring, performance insights, CA and network type are forgotten on create",
            "read back"),
           ("engine version by its major", "«16» stays «16», and the default parameter group's name breaks",
            "the full version"),
           ("gp3 defaults", "no IOPS", "3000 IOPS"),
           ("default parameter group", "unknown until an instance used it", "exists"),
           ("parameter group in use", "deleted, then every read of its instance is a 500", "refused"),
           ("own parameters", "read back without their source, so Terraform does not see them", "source «user»"),
           ("parameters equal to the default", "as they were sent", "of the system, pending-reboot"),
           ("parameters that need a restart", "applied immediately", "refused with the method «immediate»"),
           ("ResetDBParameterGroup", "500", "parameters fall back to the family's")),
    *_gaps("ecr", "ECR",
           ("lifecycle rules", "kept, never evaluated", "evaluated after each push and each change of the rules"),
           ("images whose tag moved", "deleted", "kept without a tag"),
           *[(action, "500", "kept by prefix") for action in (
               "CreatePullThroughCacheRule", "DescribePullThroughCacheRules", "DeletePullThroughCacheRule")]),
    *_gaps("logs", "CloudWatch Logs",
           ("AssociateKmsKey", "500", "kept"),
           ("DisassociateKmsKey", "500", "removed")),
    *_gaps("efs", "EFS",
           ("PutBackupPolicy", "500", "kept"),
           ("DescribeBackupPolicy", "a disabled policy is «not found»", "DISABLED"),
           ("DeleteFileSystemPolicy", "500", "deleted"),
           ("UpdateFileSystem", "500", "throughput mode changes in place"),
           ("UpdateFileSystemProtection", "500", "kept"),
           ("replication overwrite protection", "never read back", "read back")),
    *_gaps("applicationautoscaling", "Application Auto Scaling",
           ("ListTagsForResource", "500", "listed"),
           ("TagResource", "500", "kept"),
           ("UntagResource", "500", "removed"),
           ("tags at registration", "forgotten", "kept until the target goes")),
    *_gaps("s3", "S3",
           ("conditions in bucket policies", "a conditional Deny denies everything",
            "conditions are evaluated; local requests count as TLS"),
           ("permission to deliver logs", "500 if the policy has a statement for everybody", "evaluated"),
           ("newer noncurrent versions", "a lifecycle rule forgets how many are kept", "read back"),
           ("versions in a suspended bucket", "deleting one deletes all, or fails at a delete marker",
            "deleted one by one")),
    *_gaps("ec2", "EC2",
           ("description of a rule with a group", "forgotten", "read back"),
           ("tags of a launch template", "read back as tags of its instances", "kept apart"),
           ("user data of a template's new version", "a group that uses it is a 500", "kept"),
           ("ModifySecurityGroupRules", "refuses rules forevery protocol, ignores groups", "changed in place")),
    *_gaps("ecs", "ECS",
           ("service attributes", "capacity providers, deployment settings, exec, grace period … are forgotten on create",
            "read back"),
           ("service steady state", "running tasks stay 0 and the rollout in progress",
            "desired tasks run and the deployment is completed, after every change"),
           ("service deletion", "counts and deployments stay", "drained"),
           ("deleted services in lists", "listed", "left out"),
           ("tasks by capacity provider", "500 unless the launch type is given", "run on Fargate"),
           ("tasks without container memory", "500", "run"),
           ("tasks in a network without host names", "500", "run"),
           ("all containers of a task", "the first one only, pending forever", "all, running"),
           ("one-off tasks end", "containers never stop, network interfaces stay",
            "stopped with exit code 0, interfaces released")),
    *_gaps("elbv2", "Elastic Load Balancing",
           ("certificates of a changed listener", "all but the default one are lost", "kept"),
           ("further certificates in DescribeListeners", "listed, so Terraform reads no default one",
            "the default one only"),
           ("deletion protection", "kept, and deleted all the same", "refused until it is lifted"),
           ("certificates of another account", "not found",
            "taken as issued: a configuration names those of the real account")),
    *_gaps("cloudwatch", "CloudWatch",
           ("PutCompositeAlarm", "500", "kept, changed in place"),
           ("rule of composite alarms", "not read back", "read back")),
    *_gaps("sqs", "SQS",
           ("policies of a changed queue", "a change of any attribute drops the queue's policy", "kept"),
           ("form of the redrive policy", "read back with spaces, so Terraform sees a change", "as given"),
           ("redrive-allow policy", "never read back", "read back"),
           ("removed policies", "read back as null, so Terraform waits forever", "left out"),
           ("URL of a queue", "has the port that was asked, another one in a fork",
            "has the port of the first server, in its forks too")),
    *_gaps("budgets", "Budgets",
           ("UpdateBudget", "500", "changed in place"),
           ("UpdateNotification", "500", "changed in place"),
           ("DescribeSubscribersForNotification", "500", "listed"),
           ("CreateSubscriber", "500", "added"),
           ("DeleteSubscriber", "500", "removed"),
           ("ListTagsForResource", "500", "listed"),
           ("TagResource", "500", "kept"),
           ("UntagResource", "500", "removed"),
           ("tags of a new budget", "forgotten", "kept")),
    *_gaps("backup", "AWS Backup",
           ("CreateBackupSelection", "500", "kept"),
           ("GetBackupSelection", "500", "read back"),
           ("ListBackupSelections", "500", "listed"),
           ("DeleteBackupSelection", "500", "deleted"),
           ("UpdateBackupPlan", "500", "changed in place"),
           ("tags", "not found for clients that send no last slash", "listed"),
           ("plan deletion", "the name stays taken; selections do not matter",
            "gone; refused while it has selections")),
    *_gaps("ce", "Cost Explorer",
           *[(f"{verb}Anomaly{noun}", "500", here) for noun in ("Monitor", "Subscription") for verb, here in (
               ("Create", "kept"), ("Update", "changed in place"), ("Delete", "deleted"))],
           ("GetAnomalyMonitors", "500", "listed"),
           ("GetAnomalySubscriptions", "500", "listed")),
    *_gaps("codeconnections", "CodeConnections and CodeStar Connections",
           *[(action, "the service is missing", here) for action, here in (
               ("CreateConnection", "kept, pending until a person completes it"), ("GetConnection", "read back"),
               ("ListConnections", "listed"), ("DeleteConnection", "deleted"), ("ListTagsForResource", "listed"),
               ("TagResource", "kept"), ("UntagResource", "removed"))]),
    *_gaps("codebuild", "CodeBuild",
           ("projects of a pipeline", "refused: a location is required", "created"),
           ("project attributes", "many are forgotten, timeouts are 0", "read back"),
           ("UpdateProject", "500", "changed in place"),
           ("deletion by ARN", "the project stays", "gone"),
           ("times of builds", "text where a number is due", "as the model says")),
    *_gaps("codedeploy", "CodeDeploy",
           ("times", "text where a number is due", "as the model says"),
           ("deployment group attributes", "instance groups in a wrong form, alarms and defaults missing", "read back"),
           ("UpdateApplication", "500", "renamed"),
           ("DeleteApplication", "500", "deleted"),
           ("UpdateDeploymentGroup", "500", "changed in place"),
           ("DeleteDeploymentGroup", "500", "deleted")),
    *_gaps("codepipeline", "CodePipeline",
           ("times", "text where a number is due", "as the model says")),
    *_gaps("codestarnotifications", "CodeStar Notifications",
           *[(action, "the service is missing", here) for action, here in (
               ("CreateNotificationRule", "kept"), ("DescribeNotificationRule", "read back"),
               ("UpdateNotificationRule", "changed in place"), ("DeleteNotificationRule", "deleted"),
               ("DeleteTarget", "removed from its rules"), ("ListNotificationRules", "listed"), ("ListTagsForResource", "listed"),
               ("TagResource", "kept"), ("UntagResource", "removed"))]),
    *_gaps("autoscaling", "EC2 Auto Scaling",
           ("group attributes", "warm-up, maintenance policy, lifetime … are forgotten", "read back"),
           ("StartInstanceRefresh", "500", "ends well at once"),
           ("DescribeInstanceRefreshes", "500", "listed"),
           ("CancelInstanceRefresh", "500", "refused, since none is running")),
    *_gaps("awslambda", "Lambda",
           ("function attributes", "logging and dead-letter configuration are forgotten", "read back")),
    *_gaps("cognitoidp", "Cognito",
           ("changed user pool", "loses its tags, user name attributes and aliases", "keeps them")),
    *_gaps("secretsmanager", "Secrets Manager",
           ("value after AWSCURRENT was moved", "the version before is still read", "the version of the stage")),
    *_gaps("servicediscovery", "Cloud Map",
           ("deletion of a service with instances", "deleted with its instances", "refused")),
    *_gaps("route53", "Route 53",
           ("ids of hosted zones", "start with any letter or digit", "start with Z")),
    *_gaps("cloudformation", "CloudFormation",
           ("types of resources", "some are left out, some created without half of their properties",
            "created through the services' own APIs, those of orcha"),
           ("references to secrets", "taken as text", "resolved in the password of a database"),
           ("previous values of parameters", "what SSM had is taken for the name in SSM", "what was given"),
           ("changes of retention alone", "handled as changes of the resources, which most types refuse", "kept, no resource is touched"),
           ("scope of a change", "missing", "properties, metadata, retention")),
]


def load():
    """Fills every gap; the list above and what the modules fill must be the same."""
    from terrace_local import server
    from terrace_local.patching import GapNotApplicable, Patches

    states = {}
    patches = Patches("every service")
    server.refuse_unknown_actions(patches)
    states.update({("server", gap): state for gap, state in patches.states.items()})
    for module in dict.fromkeys(gap.module for gap in GAPS if gap.module != "server"):
        patches = Patches(module)
        import_module(f"terrace_local.{module}").apply(patches)
        states.update({(module, gap): state for gap, state in patches.states.items()})
    listed = {(gap.module, gap.name) for gap in GAPS}
    if listed != set(states):
        raise GapNotApplicable(f"gaps.py and the modules differ: {sorted(listed ^ set(states))}")
    return states