"""Quotas of AWS that a configuration can reach, with AWS's default values, codes and messages."""

import base64
import re

from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateBackend
from moto.ecs.models import EC2ContainerServiceBackend
from moto.elbv2.models import ELBv2Backend
from moto.iam.models import IAMBackend

from terrace_local.patching import AwsError

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
INLINE_OF_ROLE, MANAGED, TRUST, ATTACHED = 10_240, 6_144, 2_048, 10
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
RULES_OF_LOAD_BALANCER, VALUES_OF_RULE = 100, 5
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
USER_DATA = 16_384
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html: MiB by CPU units
FARGATE = {256: [512, 1024, 2048], 512: range(1024, 4097, 1024), 1024: range(2048, 8193, 1024),
           2048: range(4096, 16385, 1024), 4096: range(8192, 30721, 1024), 8192: range(16384, 61441, 4096),
           16384: range(32768, 122881, 8192)}


def apply(patches):
    patches.wrap("sizes of inline policies", IAMBackend, "put_role_policy", inline_policy)
    patches.wrap("sizes of managed policies", IAMBackend, "create_policy", managed_policy)
    patches.wrap("sizes of managed policies", IAMBackend, "create_policy_version", policy_version)
    patches.wrap("sizes of trust policies", IAMBackend, "create_role", trust_of_new_role)
    patches.wrap("sizes of trust policies", IAMBackend, "update_assume_role_policy", trust_policy)
    patches.wrap("managed policies per role", IAMBackend, "attach_role_policy", attached_policies)
    patches.wrap("rules per load balancer", ELBv2Backend, "create_rule", rules)
    patches.wrap("values of a rule's conditions", ELBv2Backend, "_validate_conditions", condition_values)
    patches.wrap("user data of launch templates", LaunchTemplateBackend, "create_launch_template", user_data)
    patches.wrap("user data of launch templates", LaunchTemplate, "create_version", user_data_of_version)
    patches.wrap("sizes of Fargate tasks", EC2ContainerServiceBackend, "register_task_definition", task_size)


def size(policy):
    """IAM does not count white space when it measures a policy (see the quotas' page)."""
    return len(re.sub(r"\s", "", policy))


def refuse_policy(policy, quota, name):
    """Messages: https://github.com/ministryofjustice/cloud-platform-environments/pull/14473 and
    https://github.com/kubeflow/dashboard/issues/29."""
    if size(policy) > quota:
        raise AwsError("LimitExceeded", f"Cannot exceed quota for {name}: {quota}")


def inline_policy(original):
    """All inline policies of a role together; message: https://github.com/aws/copilot-cli/issues/5917."""

    def put_role_policy(self, role_name, policy_name, policy_json):
        others = [text for name, text in self.get_role(role_name).policies.items() if name != policy_name]
        if sum(size(text) for text in [*others, policy_json]) > INLINE_OF_ROLE:
            raise AwsError("LimitExceeded", f"Maximum policy size of {INLINE_OF_ROLE} bytes exceeded for role {role_name}")
        return original(self, role_name, policy_name, policy_json)

    return put_role_policy


def managed_policy(original):
    def create_policy(self, description, path, policy_document, *args, **more):
        refuse_policy(policy_document, MANAGED, "PolicySize")
        return original(self, description, path, policy_document, *args, **more)

    return create_policy


def policy_version(original):
    def create_policy_version(self, policy_arn, policy_document, *args, **more):
        refuse_policy(policy_document, MANAGED, "PolicySize")
        return original(self, policy_arn, policy_document, *args, **more)

    return create_policy_version


def trust_of_new_role(original):
    def create_role(self, role_name, assume_role_policy_document, *args, **more):
        refuse_policy(assume_role_policy_document, TRUST, "ACLSizePerRole")
        return original(self, role_name, assume_role_policy_document, *args, **more)

    return create_role


def trust_policy(original):
    def update_assume_role_policy(self, role_name, policy_document):
        refuse_policy(policy_document, TRUST, "ACLSizePerRole")
        return original(self, role_name, policy_document)

    return update_assume_role_policy


def attached_policies(original):
    """Message: https://github.com/ministryofjustice/cloud-platform-environments/pull/14118."""

    def attach_role_policy(self, policy_arn, role_name):
        attached = self.get_role(role_name).managed_policies
        if policy_arn not in attached and len(attached) >= ATTACHED:
            raise AwsError("LimitExceeded", f"Cannot exceed quota for PoliciesPerRole: {ATTACHED}")
        return original(self, policy_arn, role_name)

    return attach_role_policy


def rules(original):
    """Without default rules; message: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1856."""

    def create_rule(self, listener_arn, *args, **more):
        balancer = next((balancer for balancer in self.load_balancers.values() if listener_arn in balancer.listeners), None)
        if balancer is not None:
            kept = sum(1 for listener in balancer.listeners.values()
                       for rule in listener.rules.values() if rule.priority != "default")
            if kept >= RULES_OF_LOAD_BALANCER:
                raise AwsError("TooManyRules", f"The maximum number of rules on load balancer {balancer.arn} has been "
                                               f"reached")
        return original(self, listener_arn, *args, **more)

    return create_rule


def condition_values(original):
    """Message: https://github.com/aws-cloudformation/cfn-lint/issues/3833."""

    def _validate_conditions(self, conditions):
        if sum(len(values(condition)) for condition in conditions) > VALUES_OF_RULE:
            raise AwsError("ValidationError", f"A rule can only have '{VALUES_OF_RULE}' condition values")
        return original(self, conditions)

    return _validate_conditions


def values(condition):
    nested = [inner.get("Values", []) for inner in condition.values() if isinstance(inner, dict)]
    return nested[0] if nested else condition.get("Values", [])


def user_data(original):
    def create_launch_template(self, name, description, template_data, *args, **more):
        refuse_user_data(template_data)
        return original(self, name, description, template_data, *args, **more)

    return create_launch_template


def user_data_of_version(original):
    def create_version(self, data, *args, **more):
        refuse_user_data(data)
        return original(self, data, *args, **more)

    return create_version


def refuse_user_data(data):
    """Before base64; message: https://github.com/github-aws-runners/terraform-aws-github-runner/issues/3700."""
    if len(base64.b64decode(str(data.get("UserData") or ""))) > USER_DATA:
        raise AwsError("InvalidUserData.Malformed", f"User data is limited to {USER_DATA} bytes.")


def task_size(original):
    """Messages: https://github.com/mongodb/terraform-aws-ecs-task-definition/issues/38 and
    https://github.com/towardsthecloud/aws-cdk-examples/issues/1."""

    def register_task_definition(self, *args, **more):
        if "FARGATE" in (more.get("requires_compatibilities") or []):
            cpu, memory = number(more.get("cpu")), number(more.get("memory"))
            for name, given in (("cpu", cpu), ("memory", memory)):
                if given is None:
                    raise AwsError("ClientException", f"Fargate requires that '{name}' be defined at the task level.")
            if memory not in FARGATE.get(cpu, []):
                raise AwsError("ClientException", f"No Fargate configuration exists for given values: {cpu} CPU, {memory} "
                                                  "memory. See the Amazon ECS documentation for the valid values.")
        return original(self, *args, **more)

    return register_task_definition


def number(text):
    """CPU units or MiB; "1 vCPU" and "2 GB" are other ways to write them."""
    if not text:
        return None
    digits, _, unit = str(text).strip().lower().replace("vcpu", " u").replace("gb", " u").partition(" ")
    return int(float(digits) * 1024) if unit else int(digits)
