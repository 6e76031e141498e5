"""EC2: descriptions of security group rules with a group or a prefix list, rules for every protocol, launch templates."""

from moto.core.types import Base64EncodedString
from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateBackend
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

from terrace_local.patching import remembered

EVERY_PROTOCOL = "-1"


def apply(patches):
    patches.wrap("description of a rule with a group", SecurityGroupRule, "description", described,
                 fault='return self.ip_range.get("Description")')
    patches.wrap("ModifySecurityGroupRules", SecurityGroupBackend, "modify_security_group_rules", modify,
                 fault="TODO: Handle cidr_ipv6, prefix_list_id and reference_group_id")
    patches.wrap("tags of a launch template", LaunchTemplateBackend, "create_launch_template", own_tags_only)
    patches.wrap("user data of a template's new version", LaunchTemplate, "create_version", user_data_as_encoded)


def own_tags_only(original):
    """moto takes the template's own tags for tags that its instances get."""

    def create_launch_template(self, name, description, template_data, tag_spec):
        specifications = template_data.get("TagSpecifications")
        if specifications:
            template_data["TagSpecifications"] = [
                item for item in specifications if item["ResourceType"] != "launch-template"]
        return original(self, name, description, template_data, tag_spec)

    return create_launch_template


def user_data_as_encoded(original):
    """moto marks it as encoded in the first version only, and then cannot start an instance from another one."""

    def create_version(self, data, description):
        if isinstance(data.get("UserData"), str):
            data = {**data, "UserData": Base64EncodedString(data["UserData"])}
        return original(self, data, description)

    return create_version


def described(original):
    def description(self):
        peers = (self.source_group, self.prefix_list_id)
        given = [peer["Description"] for peer in peers if isinstance(peer, dict) and peer.get("Description")]
        return remembered(self, "description", dict).get("text") or original(self) or (given[0] if given else None)

    return property(description)


def modify(original):
    def modify_security_group_rules(self, group_id, rules):
        group = self.get_security_group_by_name_or_id(group_id)
        for rule_id, new in rules.items():
            ports = {}
            if new.get("IpProtocol") == EVERY_PROTOCOL:
                ports = {"FromPort": -1, "ToPort": -1}
            original(self, group_id, {rule_id: {**new, **ports}})
            rule = group.get_rule(rule_id)
            if ports:
                rule.from_port = rule.to_port = None
            if new.get("ReferencedGroupId"):
                # moto keeps the description with the address range, which this rule does not have.
                rule.ip_range.pop("Description", None)
                rule.source_group["GroupId"] = new["ReferencedGroupId"]
            if new.get("CidrIpv6"):
                rule.ip_range["CidrIpv6"] = new["CidrIpv6"]
            if new.get("Description") is not None:
                remembered(rule, "description", dict)["text"] = new["Description"]

    return modify_security_group_rules
