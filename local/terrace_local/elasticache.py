"""ElastiCache: parameter groups, and replication groups that change and go away."""

from moto.core.utils import utcnow
from moto.elasticache.models import CacheCluster, ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from terrace_local.patching import AwsError, Page, remembered

DEFAULT_VERSIONS = {"redis": "7.1.0", "valkey": "8.1.0", "memcached": "1.6.22"}
PATCH_LEVELS = {"5.0": "5.0.6", "6.0": "6.0.5", "6.2": "6.2.6", "7.0": "7.0.7", "7.1": "7.1.0",
                "7.2": "7.2.6", "8.0": "8.0.1", "8.1": "8.1.0", "6.x": "6.2.6", "7.x": "7.1.0"}
DEFAULT_PARAMETERS = {
    "activedefrag": "no", "activerehashing": "yes", "appendonly": "no", "client-query-buffer-limit": "1073741824",
    "close-on-replica-write": "yes", "cluster-enabled": "no", "databases": "16", "lazyfree-lazy-eviction": "no",
    "maxmemory-policy": "volatile-lru", "maxmemory-samples": "3", "min-replicas-to-write": "0",
    "notify-keyspace-events": "", "reserved-memory-percent": "25", "slowlog-log-slower-than": "10000",
    "slowlog-max-len": "128", "tcp-keepalive": "300", "timeout": "0",
}


def apply(patches):
    for action, function in ACTIONS.items():
        patches.action(ElastiCacheResponse, action, function)
    for name, value in CLUSTER_ATTRIBUTES.items():
        patches.provide("cache cluster attributes", CacheCluster, name, property(value))
    patches.wrap("cache cluster deletion", ElastiCacheBackend, "delete_cache_cluster", delete_cluster,
                 fault='cache_cluster_status = "deleting"')
    patches.wrap("cache cluster defaults", ElastiCacheBackend, "create_cache_cluster", create_cluster)
    patches.wrap("replication group members", ElastiCacheBackend, "create_replication_group", create_group)
    patches.wrap("replication group deletion", ElastiCacheBackend, "delete_replication_group", delete_group,
                 fault='replication_group.status = "deleting"')
    patches.wrap("replication group final snapshot", ElastiCacheResponse, "delete_replication_group", final_snapshot,
                 fault="retain_primary_cluster=retain_primary_cluster,\n        )")
    patches.wrap("tags of parameter groups", ElastiCacheBackend, "list_tags_for_resource", list_tags)


# --- parameter groups


def parameter_groups(response):
    return remembered(response.elasticache_backend, "parameter_groups")


def parameter_group(response, name):
    groups = parameter_groups(response)
    if name not in groups and not name.startswith("default."):
        raise AwsError("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return groups.get(name) or new_group(response, name, name.removeprefix("default.").removesuffix(".cluster.on"),
                                         f"Default parameter group for {name.removeprefix('default.')}")


def new_group(response, name, family, description):
    arn = f"arn:aws:elasticache:{response.region}:{response.current_account}:parametergroup:{name}"
    return {"CacheParameterGroupName": name, "CacheParameterGroupFamily": family, "Description": description,
            "IsGlobal": False, "ARN": arn, "user": {}}


def create_parameter_group(response, params):
    name = params["CacheParameterGroupName"].lower()
    groups = parameter_groups(response)
    if name in groups:
        raise AwsError("CacheParameterGroupAlreadyExists", f"CacheParameterGroup {name} already exists.")
    groups[name] = new_group(response, name, params["CacheParameterGroupFamily"], params["Description"])
    if params.get("Tags"):
        response.elasticache_backend.tagging_service.tag_resource(groups[name]["ARN"], params["Tags"])
    return {"CacheParameterGroup": groups[name]}


def describe_parameter_groups(response, params):
    name = params.get("CacheParameterGroupName")
    found = [parameter_group(response, name)] if name else list(parameter_groups(response).values())
    return Page({"CacheParameterGroups": found})


def modify_parameter_group(response, params):
    group = parameter_group(response, params["CacheParameterGroupName"])
    for change in params.get("ParameterNameValues", []):
        group["user"][change["ParameterName"]] = change.get("ParameterValue", "")
    return {"CacheParameterGroupName": group["CacheParameterGroupName"]}


def reset_parameter_group(response, params):
    group = parameter_group(response, params["CacheParameterGroupName"])
    if params.get("ResetAllParameters"):
        group["user"].clear()
    for change in params.get("ParameterNameValues", []):
        group["user"].pop(change["ParameterName"], None)
    return {"CacheParameterGroupName": group["CacheParameterGroupName"]}


def delete_parameter_group(response, params):
    group = parameter_group(response, params["CacheParameterGroupName"])
    name = group["CacheParameterGroupName"]
    users = [cluster.cache_cluster_id for cluster in response.elasticache_backend.cache_clusters.values()
             if cluster.cache_parameter_group_name == name]
    if users:
        raise AwsError("InvalidCacheParameterGroupState",
                       f"One or more cache clusters are still members of parameter group {name}: {', '.join(users)}")
    parameter_groups(response).pop(name, None)


def describe_parameters(response, params):
    group = parameter_group(response, params["CacheParameterGroupName"])
    values = {name: (value, "system") for name, value in DEFAULT_PARAMETERS.items()}
    values.update({name: (value, "user") for name, value in group["user"].items()})
    wanted = params.get("Source")
    return Page({"Parameters": [
        {"ParameterName": name, "ParameterValue": value, "Source": source, "DataType": "string", "IsModifiable": True,
         "ChangeType": "immediate"}
        for name, (value, source) in sorted(values.items()) if wanted in (None, source)]})


# --- subnet groups


def modify_subnet_group(response, params):
    backend = response.elasticache_backend
    group = backend.describe_cache_subnet_groups(params["CacheSubnetGroupName"])[0]
    changed = type(group)(backend.account_id, backend.region_name, group.cache_subnet_group_name,
                          params.get("CacheSubnetGroupDescription") or group.cache_subnet_group_description,
                          params.get("SubnetIds") or group.subnet_ids, group.tags)
    backend.cache_subnet_groups[group.cache_subnet_group_name] = changed
    return {"CacheSubnetGroup": changed}


def delete_subnet_group(response, params):
    backend = response.elasticache_backend
    name = backend.describe_cache_subnet_groups(params["CacheSubnetGroupName"])[0].cache_subnet_group_name
    if any(cluster.cache_subnet_group_name == name for cluster in backend.cache_clusters.values()):
        raise AwsError("CacheSubnetGroupInUse", f"Cache subnet group {name} is in use by a cache cluster.")
    del backend.cache_subnet_groups[name]


# --- cache clusters, by themselves and as members of a replication group


def full_version(engine, version):
    return PATCH_LEVELS.get(version, version) or DEFAULT_VERSIONS[engine]


def default_parameter_group(engine, version, cluster_mode=False):
    parts = full_version(engine, version).split(".")
    major = ".".join(parts[:2]) if engine == "memcached" or int(parts[0]) < 6 else parts[0]
    if engine == "redis" and major == "6":
        major = "6.x"
    return f"default.{engine}{major}{'.cluster.on' if cluster_mode else ''}"


def zones_of(backend, subnet_group_name):
    group = backend.cache_subnet_groups.get(subnet_group_name)
    found = sorted({subnet["subnet_availability_zone"] for subnet in group.subnets
                    if "subnet_availability_zone" in subnet}) if group else []
    return found or [f"{backend.region_name}a", f"{backend.region_name}b"]


def complete(cluster):
    """What AWS fills in by itself."""
    engine = cluster.engine
    cluster.engine_version = full_version(engine, cluster.engine_version)
    if not cluster.cache_parameter_group_name:
        cluster.cache_parameter_group_name = default_parameter_group(engine, cluster.engine_version)
    cluster.cache_subnet_group_name = cluster.cache_subnet_group_name or "default"
    cluster.preferred_maintenance_window = (cluster.preferred_maintenance_window or "sun:05:00-sun:06:00").lower()
    if cluster.auto_minor_version_upgrade is None:
        cluster.auto_minor_version_upgrade = True
    cluster.network_type = cluster.network_type or "ipv4"
    cluster.ip_discovery = cluster.ip_discovery or "ipv4"
    if engine != "memcached":
        cluster.num_cache_nodes = 1
        cluster.snapshot_window = getattr(cluster, "snapshot_window", None) or "05:00-06:00"
    cluster.transit_encryption_enabled = bool(cluster.transit_encryption_enabled)


def create_cluster(original):
    def create_cache_cluster(self, **given):
        group = self.replication_groups.get(given.get("replication_group_id"))
        if group and not given.get("cache_node_type"):
            given["cache_node_type"] = group.cache_node_type
        given["engine"] = given.get("engine") or (group.engine if group else "redis")
        if given["engine"] == "memcached" and not given.get("port"):
            given["port"] = 11211
        cluster = original(self, **given)
        complete(cluster)
        cluster.preferred_availability_zone = (cluster.preferred_availability_zone
                                               or zones_of(self, cluster.cache_subnet_group_name)[0])
        return cluster

    return create_cache_cluster


def modify_cluster(response, params):
    cluster = response.elasticache_backend.describe_cache_clusters(params["CacheClusterId"])[0]
    change_cluster(cluster, params)
    if params.get("NumCacheNodes"):
        cluster.num_cache_nodes = params["NumCacheNodes"]
    if params.get("CacheNodeType"):
        cluster.cache_node_type = params["CacheNodeType"]
    return {"CacheCluster": cluster}


CLUSTER_CHANGES = {
    "CacheParameterGroupName": "cache_parameter_group_name", "SecurityGroupIds": "security_group_ids",
    "PreferredMaintenanceWindow": "preferred_maintenance_window", "NotificationTopicArn": "notification_topic_arn",
    "SnapshotRetentionLimit": "snapshot_retention_limit", "SnapshotWindow": "snapshot_window",
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade", "CacheNodeType": "cache_node_type",
    "IpDiscovery": "ip_discovery",
}


def change_cluster(cluster, params):
    for name, attribute in CLUSTER_CHANGES.items():
        if name in params:
            setattr(cluster, attribute, params[name])
    if params.get("NotificationTopicStatus") == "inactive":
        cluster.notification_topic_arn = None
    if params.get("EngineVersion"):
        cluster.engine_version = full_version(cluster.engine, params["EngineVersion"])
    cluster.engine = params.get("Engine") or cluster.engine
    if "LogDeliveryConfigurations" in params:
        cluster.log_delivery_configurations = changed_logs(cluster.log_delivery_configurations, params)


def changed_logs(current, params):
    by_type = {log["LogType"]: log for log in current}
    for log in params["LogDeliveryConfigurations"]:
        if log.get("Enabled") is False:
            by_type.pop(log["LogType"], None)
        else:
            by_type[log["LogType"]] = {**log, "Status": "active"}
    return list(by_type.values())


def delete_cluster(original):
    def delete_cache_cluster(self, cache_cluster_id):
        cluster = original(self, cache_cluster_id)
        self.cache_clusters.pop(cache_cluster_id)
        return cluster

    return delete_cache_cluster


def nodes(cluster):
    zone = cluster.preferred_availability_zone
    return [{"CacheNodeId": f"{number:04}", "CacheNodeStatus": "available", "ParameterGroupStatus": "in-sync",
             "CacheNodeCreateTime": cluster.cache_cluster_create_time, "CustomerAvailabilityZone": zone,
             "Endpoint": {"Address": f"{cluster.cache_cluster_id}.{number:04}.cache.amazonaws.com",
                          "Port": cluster.port}}
            for number in range(1, (cluster.num_cache_nodes or 1) + 1)]


CLUSTER_ATTRIBUTES = {
    "cache_parameter_group": lambda cluster: {
        "CacheParameterGroupName": cluster.cache_parameter_group_name, "ParameterApplyStatus": "in-sync"},
    "security_groups": lambda cluster: [
        {"SecurityGroupId": group, "Status": "active"} for group in cluster.security_group_ids],
    "notification_configuration": lambda cluster: {
        "TopicArn": cluster.notification_topic_arn, "TopicStatus": "active"} if cluster.notification_topic_arn else None,
    "cache_nodes": nodes,
    "configuration_endpoint": lambda cluster: {
        "Address": f"{cluster.cache_cluster_id}.cfg.cache.amazonaws.com",
        "Port": cluster.port} if cluster.engine == "memcached" else None,
    "at_rest_encryption_enabled": lambda cluster: getattr(cluster, "at_rest", False),
}


# --- replication groups


def create_group(original):
    def create_replication_group(self, **given):
        sharded = bool(given.get("num_node_groups") or given.get("node_group_configuration"))
        if sharded and ((given.get("num_node_groups") or 0) > 1 or cluster_parameters(self, given)):
            given["cluster_mode"] = given.get("cluster_mode") or "enabled"
        if not given.get("replicas_per_node_group") and given.get("num_cache_clusters"):
            given["replicas_per_node_group"] = given["num_cache_clusters"] - 1
        given["port"] = int(given.get("port") or 6379)
        given["engine"] = given.get("engine") or "redis"
        if given.get("auto_minor_version_upgrade") is None:
            given["auto_minor_version_upgrade"] = True
        if given.get("transit_encryption_enabled"):
            given["transit_encryption_mode"] = given.get("transit_encryption_mode") or "required"
        given["snapshot_window"] = given.get("snapshot_window") or "05:00-06:00"
        given["cache_parameter_group_name"] = given.get("cache_parameter_group_name") or default_parameter_group(
            given["engine"], given.get("engine_version"), given.get("cluster_mode") == "enabled")
        group = original(self, **given)
        group.arn = group.arn.replace(":us-east-1:", f":{self.region_name}:")
        place(self, group, given.get("preferred_cache_cluster_azs"))
        for member in group.member_clusters:
            create_member(self, group, member)
        return group

    return create_replication_group


def cluster_parameters(backend, given):
    name = given.get("cache_parameter_group_name") or ""
    group = remembered(backend, "parameter_groups").get(name)
    return name.endswith(".cluster.on") or bool(group and group["user"].get("cluster-enabled") == "yes")


def place(backend, group, preferred):
    """Spreads the nodes over the zones of the subnets."""
    zones = preferred or zones_of(backend, group.cache_subnet_group_name)
    for node_group in group.node_groups:
        if "primary_endpoint_address" in node_group:
            node_group["reader_endpoint"] = {"Address": node_group["reader_endpoint_address"], "Port": group.port}
        for number, node in enumerate(node_group["node_group_members"]):
            if not node["preferred_availability_zone"].startswith(backend.region_name) or not preferred:
                node["preferred_availability_zone"] = zones[number % len(zones)]


def create_member(backend, group, member):
    zone = next(node["preferred_availability_zone"] for node_group in group.node_groups
                for node in node_group["node_group_members"] if node["cache_cluster_id"] == member)
    cluster = CacheCluster(
        account_id=backend.account_id, region_name=backend.region_name, cache_cluster_id=member,
        cache_node_type=group.cache_node_type, replication_group_id=group.replication_group_id,
        az_mode=None, preferred_availability_zone=zone, num_cache_nodes=1, engine=group.engine,
        engine_version=group.engine_version, cache_parameter_group_name=group.cache_parameter_group_name,
        cache_subnet_group_name=group.cache_subnet_group_name,
        transit_encryption_enabled=group.transit_encryption_enabled, network_type=group.network_type,
        ip_discovery=group.ip_discovery, snapshot_name=None,
        preferred_maintenance_window=group.preferred_maintenance_window, port=group.port,
        notification_topic_arn=group.notification_topic_arn,
        auto_minor_version_upgrade=group.auto_minor_version_upgrade,
        snapshot_retention_limit=group.snapshot_retention_limit if member == group.snapshotting_cluster_id else 0,
        snapshot_window=group.snapshot_window, auth_token=None, outpost_mode=None, preferred_outpost_arn=None,
        preferred_availability_zones=None, cache_security_group_names=group.cache_security_group_names,
        security_group_ids=group.security_group_ids, tags=group.tags, snapshot_arns=None,
        preferred_outpost_arns=None, log_delivery_configurations=list(group.log_delivery_configurations),
        cache_node_ids_to_remove=None, cache_node_ids_to_reboot=None)
    cluster.replication_group_id = group.replication_group_id
    cluster.auth_token_enabled = group.auth_token_enabled
    cluster.at_rest = group.at_rest_encryption_enabled
    complete(cluster)
    backend.cache_clusters[member] = cluster
    if group.tags:
        backend.tagging_service.tag_resource(cluster.arn, group.tags)


def modify_group(response, params):
    backend = response.elasticache_backend
    group = backend.describe_replication_groups(params["ReplicationGroupId"])[0]
    for member in group.member_clusters:
        change_cluster(backend.cache_clusters[member], params)
    for name, attribute in CLUSTER_CHANGES.items():
        if name in params:
            setattr(group, attribute, params[name])
    if params.get("NotificationTopicStatus") == "inactive":
        group.notification_topic_arn = None
    if "ReplicationGroupDescription" in params:
        group.description = params["ReplicationGroupDescription"]
    if "AutomaticFailoverEnabled" in params:
        group.automatic_failover = "enabled" if params["AutomaticFailoverEnabled"] else "disabled"
    if "MultiAZEnabled" in params:
        group.multi_az = "enabled" if params["MultiAZEnabled"] else "disabled"
    for name, attribute in {"EngineVersion": "engine_version", "Engine": "engine", "ClusterMode": "cluster_mode",
                            "TransitEncryptionEnabled": "transit_encryption_enabled",
                            "TransitEncryptionMode": "transit_encryption_mode"}.items():
        if name in params:
            setattr(group, attribute, params[name])
    if params.get("AuthToken"):
        group.auth_token_enabled = params.get("AuthTokenUpdateStrategy") != "DELETE"
        group.auth_token_last_modified_date = utcnow()
    if "LogDeliveryConfigurations" in params:
        group.log_delivery_configurations = changed_logs(group.log_delivery_configurations, params)
    removed = params.get("UserGroupIdsToRemove", [])
    group.user_group_ids = [user for user in group.user_group_ids if user not in removed]
    group.user_group_ids += params.get("UserGroupIdsToAdd", [])
    group.snapshotting_cluster_id = group.member_clusters[-1] if group.snapshot_retention_limit else None
    return {"ReplicationGroup": group}


def set_replica_count(response, params):
    backend = response.elasticache_backend
    group = backend.describe_replication_groups(params["ReplicationGroupId"])[0]
    zones = zones_of(backend, group.cache_subnet_group_name)
    for node_group in group.node_groups:
        members = node_group["node_group_members"]
        for surplus in members[params["NewReplicaCount"] + 1:]:
            group.member_clusters.remove(surplus["cache_cluster_id"])
            backend.cache_clusters.pop(surplus["cache_cluster_id"])
        del members[params["NewReplicaCount"] + 1:]
        while len(members) < params["NewReplicaCount"] + 1:
            name = f"{members[0]['cache_cluster_id'][:-3]}{len(members) + 1:03}"
            node = {**members[0], "cache_cluster_id": name, "current_role": "replica",
                    "preferred_availability_zone": zones[len(members) % len(zones)]}
            if "read_endpoint" in node:
                address = node["read_endpoint"]["address"].replace(members[0]["cache_cluster_id"], name)
                node["read_endpoint"] = {**node["read_endpoint"], "address": address}
            members.append(node)
            group.member_clusters.append(name)
            create_member(backend, group, name)
    return {"ReplicationGroup": group}


def delete_group(original):
    def delete_replication_group(self, replication_group_id, retain_primary_cluster):
        group = original(self, replication_group_id, retain_primary_cluster)
        del self.replication_groups[replication_group_id]
        kept = group.member_clusters[:1] if retain_primary_cluster else []
        for member in group.member_clusters:
            if member not in kept:
                self.cache_clusters.pop(member, None)
        return group

    return delete_replication_group


def final_snapshot(original):
    def delete_replication_group(self):
        name = self._get_param("FinalSnapshotIdentifier")
        if name:
            self.elasticache_backend.create_snapshot(
                snapshot_name=name, replication_group_id=self._get_param("ReplicationGroupId"),
                cache_cluster_id=None, kms_key_id=None, tags=None)
        return original(self)

    return delete_replication_group


def list_tags(original):
    def list_tags_for_resource(self, arn):
        if ":parametergroup:" in arn or ":usergroup:" in arn:
            return self.tagging_service.list_tags_for_resource(arn)
        return original(self, arn)

    return list_tags_for_resource


ACTIONS = {
    "CreateCacheParameterGroup": create_parameter_group,
    "DescribeCacheParameterGroups": describe_parameter_groups,
    "ModifyCacheParameterGroup": modify_parameter_group,
    "ResetCacheParameterGroup": reset_parameter_group,
    "DeleteCacheParameterGroup": delete_parameter_group,
    "DescribeCacheParameters": describe_parameters,
    "ModifyCacheSubnetGroup": modify_subnet_group,
    "DeleteCacheSubnetGroup": delete_subnet_group,
    "ModifyCacheCluster": modify_cluster,
    "ModifyReplicationGroup": modify_group,
    "IncreaseReplicaCount": set_replica_count,
    "DecreaseReplicaCount": set_replica_count,
}
