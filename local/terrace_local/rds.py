"""RDS: attributes of an instance that moto forgets, full engine versions, parameter groups in use."""

from moto.rds.models import DBInstance, DBParameterGroup, RDSBackend
from moto.rds.responses import RDSResponse

from terrace_local.patching import AwsError

FULL_VERSIONS = {
    "postgres": {"13": "13.22", "14": "14.19", "15": "15.14", "16": "16.10", "17": "17.6", "18": "18.1"},
    "mysql": {"8.0": "8.0.43", "8.4": "8.4.6"},
    "mariadb": {"10.6": "10.6.23", "10.11": "10.11.14", "11.4": "11.4.8"},
}
# «This parameter can only be set at server start.» https://www.postgresql.org/docs/current/runtime-config-connection.html,
# …/runtime-config-resource.html, …/runtime-config-client.html
STATIC = {"max_connections", "shared_buffers", "shared_preload_libraries"}
FORGOTTEN = {"monitoring_interval": 0, "monitoring_role_arn": None, "enable_performance_insights": False,
             "performance_insights_kms_key_id": None, "performance_insights_retention_period": None,
             "network_type": "IPV4", "dedicated_log_volume": False, "backup_target": "region",
             "database_insights_mode": "standard", "engine_lifecycle_support": "open-source-rds-extended-support"}


def apply(patches):
    patches.wrap("instance attributes", DBInstance, "__init__", remember_attributes)
    patches.provide("instance attributes", DBInstance, "performance_insights_enabled",
                    property(lambda instance: instance.enable_performance_insights))
    patches.provide("instance attributes", DBInstance, "enhanced_monitoring_resource_arn",
                    property(monitoring_log_stream))
    patches.wrap("engine version by its major", DBInstance, "engine_version", full_version)
    patches.wrap("gp3 defaults", DBInstance, "storage_type", gp3_defaults)
    patches.wrap("default parameter group", RDSBackend, "modify_db_instance", modify_instance)
    patches.wrap("parameter group in use", RDSBackend, "delete_db_parameter_group", delete_parameter_group)
    patches.wrap("parameters that need a restart", RDSBackend, "modify_db_parameter_group", refuse_immediate)
    patches.done("parameters equal to the default")
    patches.wrap("own parameters", RDSResponse, "describe_db_parameters", describe_parameters)
    patches.action(RDSResponse, "ResetDBParameterGroup", reset_parameter_group)


def remember_attributes(original):
    def __init__(self, backend, *args, **given):
        for name, default in FORGOTTEN.items():
            setattr(self, name, given.get(name, default))
        if not given.get("ca_certificate_identifier"):
            given["ca_certificate_identifier"] = "rds-ca-rsa2048-g1"
        if given.get("publicly_accessible") is None:
            given["publicly_accessible"] = False
        original(self, backend, *args, **given)
        self.dbi_resource_id = f"db-{abs(hash(self.arn)) % 10 ** 18:018}TERRACE"
        if self.enable_performance_insights and not self.performance_insights_retention_period:
            self.performance_insights_retention_period = 7

    return __init__


def monitoring_log_stream(instance):
    if not instance.monitoring_interval:
        return None
    return (f"arn:aws:logs:{instance.region}:{instance.account_id}:log-group:RDSOSMetrics:log-stream:"
            f"{instance.dbi_resource_id}")


def full_version(original):
    found = DBInstance.engine_version
    return found.setter(lambda instance, value: found.fset(
        instance, FULL_VERSIONS.get(instance.engine, {}).get(value, value)))


def gp3_defaults(original):
    """AWS gives gp3 its baseline performance; moto has no default size for it either."""
    found = DBInstance.storage_type

    def set_storage_type(instance, value):
        found.fset(instance, value)
        if value == "gp3":
            instance.iops = instance.iops or 3000

    return found.setter(set_storage_type)


def modify_instance(original):
    def modify_db_instance(self, db_instance_identifier, db_kwargs):
        name = db_kwargs.get("db_parameter_group_name") or ""
        if name.startswith("default.") and name not in self.db_parameter_groups:
            self.db_parameter_groups[name] = DBParameterGroup(
                self, db_parameter_group_name=name, db_parameter_group_family=name.removeprefix("default."),
                description=f"Default parameter group for {name.removeprefix('default.')}", tags=[])
        instance = original(self, db_instance_identifier, db_kwargs)
        if not instance.enable_performance_insights:
            instance.performance_insights_kms_key_id = instance.performance_insights_retention_period = None
        if not instance.monitoring_interval:
            instance.monitoring_role_arn = None
        if db_kwargs.get("db_port_number"):
            instance.port = db_kwargs["db_port_number"]
        return instance

    return modify_db_instance


def delete_parameter_group(original):
    def delete_db_parameter_group(self, db_parameter_group_name):
        for instance in self.databases.values():
            if (instance.db_parameter_group_name or "").lower() == db_parameter_group_name.lower():
                raise AwsError("InvalidDBParameterGroupState",
                               f"One or more database instances are still members of this parameter group "
                               f"{db_parameter_group_name}, so the group cannot be deleted")
        return original(self, db_parameter_group_name)

    return delete_db_parameter_group


def defaults(family):
    """Values of a family that AWS sets and that are known here, with their source.

    rds.force_ssl is on since PostgreSQL 15:
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html; autovacuum is on:
    https://github.com/hashicorp/terraform-provider-aws/issues/18035.
    """
    version = (family or "").removeprefix("postgres")
    if not version.isdigit():
        return {}
    return {"autovacuum": "1", "rds.force_ssl": "1" if int(version) >= 15 else "0"}


def describe_parameters(original):
    """A parameter with the family's default stays one of the system, and takes effect at a restart whatever was asked.

    https://github.com/hashicorp/terraform-provider-aws/issues/39252 and …/issues/23335
    """

    def describe_db_parameters(self):
        answer = original(self)
        source = self.params.get("Source")
        group = self.backend.describe_db_parameter_groups(
            {"db_parameter_group_name": self.params.get("DBParameterGroupName")})[0]
        own = {parameter["ParameterName"]: {"Source": "user", "IsModifiable": True, "DataType": "string", **parameter}
               for parameter in answer.result["Parameters"]}
        for name, value in defaults(group.family).items():
            if own.get(name, {}).get("ParameterValue", value) == value:
                own[name] = {"ParameterName": name, "ParameterValue": value, "Source": "system", "IsModifiable": True,
                             "DataType": "boolean", "ApplyType": "dynamic", "ApplyMethod": "pending-reboot"}
        answer.result["Parameters"] = [parameter for parameter in own.values() if source in (None, parameter["Source"])]
        return answer

    return describe_db_parameters


def refuse_immediate(original):
    """https://github.com/ministryofjustice/cloud-platform/issues/1197 has AWS's answer."""

    def modify_db_parameter_group(self, db_parameter_group_name, db_parameter_group_parameters):
        parameters = list(db_parameter_group_parameters)
        for parameter in parameters:
            if parameter["ParameterName"] in STATIC and parameter.get("ApplyMethod") == "immediate":
                raise AwsError("InvalidParameterCombination", "cannot use immediate apply method for static parameter")
        return original(self, db_parameter_group_name, parameters)

    return modify_db_parameter_group


def reset_parameter_group(response, params):
    groups = response.backend.db_parameter_groups
    name = params["DBParameterGroupName"]
    if name not in groups:
        raise AwsError("DBParameterGroupNotFound", f"DBParameterGroup not found: {name}")
    if params.get("ResetAllParameters"):
        groups[name].parameters.clear()
    for parameter in params.get("Parameters", []):
        groups[name].parameters.pop(parameter["ParameterName"], None)
    return {"DBParameterGroupName": name}
