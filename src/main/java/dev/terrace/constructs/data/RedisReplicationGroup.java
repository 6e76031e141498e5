package dev.terrace.constructs.data;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.elasticache_parameter_group.ElasticacheParameterGroup;
import com.hashicorp.cdktf.providers.aws.elasticache_parameter_group.ElasticacheParameterGroupConfig;
import com.hashicorp.cdktf.providers.aws.elasticache_parameter_group.ElasticacheParameterGroupParameter;
import com.hashicorp.cdktf.providers.aws.elasticache_replication_group.ElasticacheReplicationGroup;
import com.hashicorp.cdktf.providers.aws.elasticache_replication_group.ElasticacheReplicationGroupConfig;
import com.hashicorp.cdktf.providers.aws.elasticache_subnet_group.ElasticacheSubnetGroup;
import com.hashicorp.cdktf.providers.aws.elasticache_subnet_group.ElasticacheSubnetGroupConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.RedisSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.constructs.Construct;

/**
 * Redis 7 on ElastiCache: one primary and its replicas, encrypted at rest and in transit, never
 * evicting (queues live in it). With a replica: multi-AZ and automatic failover. Maintenance Sun
 * 04:30-05:30 UTC, snapshots 03:00-04:00 UTC.
 *
 * <p>A change of the encryption, the key, the subnet group or the id replaces it.
 */
public final class RedisReplicationGroup extends Construct {
  public static final int PORT = 6379;

  private final CacheRef ref;

  /**
   * @param authToken expression of the AUTH token, or null for none; it is in the state, as the
   *     provider has no write-only attribute for it
   */
  public record Props(
      Names names,
      RedisSpec spec,
      KeyRef key,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      String authToken) {}

  public RedisReplicationGroup(Construct scope, String id, Props props) {
    super(scope, id);
    Names names = props.names();
    RedisSpec spec = props.spec();
    ElasticacheSubnetGroup subnetGroup =
        new ElasticacheSubnetGroup(
            this,
            "subnet-group",
            ElasticacheSubnetGroupConfig.builder()
                .name(names.of(Names.Kind.CACHE_SUBNET_GROUP, "redis"))
                .description("Subnets of Redis")
                .subnetIds(props.subnetIds())
                .build());
    ElasticacheParameterGroup parameterGroup =
        new ElasticacheParameterGroup(
            this,
            "parameter-group",
            ElasticacheParameterGroupConfig.builder()
                .name(names.of(Names.Kind.CACHE_PARAMETER_GROUP, "redis7"))
                .family("redis7")
                .description("Nothing is evicted")
                .parameter(
                    List.of(
                        ElasticacheParameterGroupParameter.builder()
                            .name("maxmemory-policy")
                            .value("noeviction")
                            .build()))
                // ElastiCache deletes no group that a cluster uses.
                .lifecycle(TerraformResourceLifecycle.builder().createBeforeDestroy(true).build())
                .build());
    boolean replicated = spec.replicas() > 0;
    String groupId = Names.exact(Names.Kind.REPLICATION_GROUP, names.prefix());
    ElasticacheReplicationGroupConfig.Builder config =
        ElasticacheReplicationGroupConfig.builder()
            .replicationGroupId(groupId)
            .description("Redis of " + names.prefix())
            .engine("redis")
            .engineVersion(spec.engineVersion())
            .nodeType(spec.nodeType())
            .numCacheClusters(spec.replicas() + 1)
            .multiAzEnabled(replicated)
            .automaticFailoverEnabled(replicated)
            .port(PORT)
            .parameterGroupName(parameterGroup.getName())
            .subnetGroupName(subnetGroup.getName())
            .securityGroupIds(List.of(props.securityGroup().id()))
            .atRestEncryptionEnabled(true)
            .kmsKeyId(props.key().arn())
            .transitEncryptionEnabled(true)
            .autoMinorVersionUpgrade("true")
            .maintenanceWindow("sun:04:30-sun:05:30")
            .snapshotRetentionLimit(spec.snapshotDays());
    if (spec.snapshotDays() > 0) {
      config.snapshotWindow("03:00-04:00");
    }
    if (props.authToken() != null) {
      config.authToken(props.authToken());
    }
    ElasticacheReplicationGroup group =
        new ElasticacheReplicationGroup(this, "replication-group", config.build());
    ref =
        new CacheRef(
            group.getReplicationGroupId(),
            IntStream.rangeClosed(1, spec.replicas() + 1)
                .mapToObj(node -> String.format(Locale.ROOT, "%s-%03d", groupId, node))
                .toList(),
            group.getPrimaryEndpointAddress(),
            PORT);
  }

  public CacheRef ref() {
    return ref;
  }
}
