from support import AwsTest, fills


class ElastiCacheTest(AwsTest):

    def group(self, name):
        return self.aws("elasticache", "describe-replication-groups",
                        "--replication-group-id", name)["ReplicationGroups"][0]

    def members(self, name):
        clusters = self.aws("elasticache", "describe-cache-clusters", "--show-cache-node-info")["CacheClusters"]
        return [cluster for cluster in clusters if cluster.get("ReplicationGroupId") == name]

    def subnet_group(self, name):
        _, subnets, _ = self.network()
        self.aws("elasticache", "create-cache-subnet-group", "--cache-subnet-group-name", name,
                 "--cache-subnet-group-description", "x", "--subnet-ids", *subnets)

    def user_parameters(self, name):
        found = self.aws("elasticache", "describe-cache-parameters", "--cache-parameter-group-name", name,
                         "--source", "user")["Parameters"]
        return {parameter["ParameterName"]: parameter["ParameterValue"] for parameter in found}

    @fills("elasticache", "CreateCacheParameterGroup", "DescribeCacheParameterGroups", "ModifyCacheParameterGroup",
           "ResetCacheParameterGroup", "DeleteCacheParameterGroup", "DescribeCacheParameters",
           "tags of parameter groups")
    def test_parameter_groups_are_kept_changed_and_deleted(self):
        group = self.aws("elasticache", "create-cache-parameter-group", "--cache-parameter-group-name", "pg",
                         "--cache-parameter-group-family", "redis7", "--description", "d",
                         "--tags", "Key=a,Value=b")["CacheParameterGroup"]
        named = ["--cache-parameter-group-name", "pg"]
        self.assertEqual("redis7", group["CacheParameterGroupFamily"])
        self.assertEqual([{"Key": "a", "Value": "b"}], self.aws(
            "elasticache", "list-tags-for-resource", "--resource-name", group["ARN"])["TagList"])
        self.aws("elasticache", "modify-cache-parameter-group", *named, "--parameter-name-values",
                 "ParameterName=maxmemory-policy,ParameterValue=noeviction", "ParameterName=timeout,ParameterValue=60")
        self.assertEqual({"maxmemory-policy": "noeviction", "timeout": "60"}, self.user_parameters("pg"))
        self.aws("elasticache", "reset-cache-parameter-group", *named, "--parameter-name-values",
                 "ParameterName=timeout,ParameterValue=60")
        self.assertEqual({"maxmemory-policy": "noeviction"}, self.user_parameters("pg"))
        self.aws("elasticache", "delete-cache-parameter-group", *named)
        self.refused("CacheParameterGroupNotFound", "elasticache", "describe-cache-parameter-groups", *named)

    @fills("elasticache", "replication group members", "ModifyReplicationGroup", "IncreaseReplicaCount",
           "DecreaseReplicaCount", "cache cluster attributes", "cache cluster defaults", "replication group deletion",
           "replication group final snapshot", "DeleteCacheSubnetGroup")
    def test_a_replication_group_has_members_changes_and_goes_away(self):
        _, _, security_group = self.network()
        self.subnet_group("sg")
        self.aws("elasticache", "create-replication-group", "--replication-group-id", "rg",
                 "--replication-group-description", "d", "--engine", "redis", "--engine-version", "7.1",
                 "--cache-node-type", "cache.r6g.large", "--num-cache-clusters", "2", "--multi-az-enabled",
                 "--automatic-failover-enabled", "--transit-encryption-enabled", "--at-rest-encryption-enabled",
                 "--cache-subnet-group-name", "sg", "--security-group-ids", security_group,
                 "--preferred-maintenance-window", "sun:04:30-sun:05:30", "--snapshot-retention-limit", "7",
                 "--snapshot-window", "03:00-04:00")
        group = self.group("rg")
        self.assertEqual(["rg-001", "rg-002"], group["MemberClusters"])
        self.assertEqual(("enabled", "enabled"), (group["MultiAZ"], group["AutomaticFailover"]))
        node_group = group["NodeGroups"][0]
        self.assertTrue(node_group["PrimaryEndpoint"]["Address"] and node_group["ReaderEndpoint"]["Address"])
        member = self.members("rg")[0]
        self.assertEqual("7.1.0", member["EngineVersion"])
        self.assertEqual("default.redis7", member["CacheParameterGroup"]["CacheParameterGroupName"])
        self.assertEqual([security_group], [item["SecurityGroupId"] for item in member["SecurityGroups"]])
        self.assertEqual("sun:04:30-sun:05:30", member["PreferredMaintenanceWindow"])
        self.assertEqual(1, len(member["CacheNodes"]))

        self.aws("elasticache", "modify-replication-group", "--replication-group-id", "rg",
                 "--replication-group-description", "e", "--cache-node-type", "cache.r6g.xlarge",
                 "--apply-immediately")
        self.assertEqual(("e", "cache.r6g.xlarge"), (self.group("rg")["Description"], self.group("rg")["CacheNodeType"]))
        self.assertEqual({"cache.r6g.xlarge"}, {cluster["CacheNodeType"] for cluster in self.members("rg")})
        for action, count in (("increase-replica-count", 2), ("decrease-replica-count", 1)):
            self.aws("elasticache", action, "--replication-group-id", "rg", "--new-replica-count", str(count),
                     "--apply-immediately")
            self.assertEqual(count + 1, len(self.members("rg")))

        self.refused("CacheSubnetGroupInUse", "elasticache", "delete-cache-subnet-group",
                     "--cache-subnet-group-name", "sg")
        self.aws("elasticache", "delete-replication-group", "--replication-group-id", "rg",
                 "--final-snapshot-identifier", "final")
        self.refused("ReplicationGroupNotFoundFault", "elasticache", "describe-replication-groups",
                     "--replication-group-id", "rg")
        self.assertEqual([], self.members("rg"))
        self.assertEqual(1, len(self.aws("elasticache", "describe-snapshots", "--snapshot-name", "final")["Snapshots"]))
        self.aws("elasticache", "delete-cache-subnet-group", "--cache-subnet-group-name", "sg")

    @fills("elasticache", "ModifyCacheCluster", "cache cluster deletion", "ModifyCacheSubnetGroup")
    def test_a_single_cluster_changes_and_goes_away(self):
        self.subnet_group("single")
        self.aws("elasticache", "modify-cache-subnet-group", "--cache-subnet-group-name", "single",
                 "--cache-subnet-group-description", "y")
        self.assertEqual("y", self.aws("elasticache", "describe-cache-subnet-groups", "--cache-subnet-group-name",
                                       "single")["CacheSubnetGroups"][0]["CacheSubnetGroupDescription"])
        named = ["--cache-cluster-id", "single"]
        self.aws("elasticache", "create-cache-cluster", *named, "--engine", "redis", "--num-cache-nodes", "1",
                 "--cache-node-type", "cache.t3.micro", "--cache-subnet-group-name", "single")
        self.aws("elasticache", "modify-cache-cluster", *named, "--snapshot-retention-limit", "3",
                 "--apply-immediately")
        cluster = self.aws("elasticache", "describe-cache-clusters", *named)["CacheClusters"][0]
        self.assertEqual(3, cluster["SnapshotRetentionLimit"])
        self.aws("elasticache", "delete-cache-cluster", *named)
        self.refused("CacheClusterNotFound", "elasticache", "describe-cache-clusters", *named)
