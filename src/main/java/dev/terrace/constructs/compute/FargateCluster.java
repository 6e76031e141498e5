package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsCluster;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsClusterConfig;
import com.hashicorp.cdktf.providers.aws.ecs_cluster.EcsClusterSetting;
import com.hashicorp.cdktf.providers.aws.ecs_cluster_capacity_providers.EcsClusterCapacityProviders;
import com.hashicorp.cdktf.providers.aws.ecs_cluster_capacity_providers.EcsClusterCapacityProvidersConfig;
import com.hashicorp.cdktf.providers.aws.ecs_cluster_capacity_providers.EcsClusterCapacityProvidersDefaultCapacityProviderStrategy;
import dev.terrace.config.Names;
import dev.terrace.ref.ClusterRef;
import java.util.List;
import software.constructs.Construct;

/**
 * An ECS cluster on Fargate and Fargate Spot, with container insights. A change of the name
 * replaces it.
 */
public final class FargateCluster extends Construct {
  private final ClusterRef ref;

  /**
   * @param name the whole name
   */
  public record Props(String name) {}

  public FargateCluster(Construct scope, String id, Props props) {
    super(scope, id);
    EcsCluster cluster =
        new EcsCluster(
            this,
            "cluster",
            EcsClusterConfig.builder()
                .name(Names.exact(Names.Kind.CLUSTER, props.name()))
                .setting(
                    List.of(
                        EcsClusterSetting.builder()
                            .name("containerInsights")
                            .value("enabled")
                            .build()))
                .build());
    new EcsClusterCapacityProviders(
        this,
        "capacity-providers",
        EcsClusterCapacityProvidersConfig.builder()
            .clusterName(cluster.getName())
            .capacityProviders(List.of("FARGATE", "FARGATE_SPOT"))
            .defaultCapacityProviderStrategy(
                List.of(
                    EcsClusterCapacityProvidersDefaultCapacityProviderStrategy.builder()
                        .capacityProvider("FARGATE")
                        .weight(1)
                        .base(1)
                        .build()))
            .build());
    ref = new ClusterRef(cluster.getArn(), cluster.getName());
  }

  public ClusterRef ref() {
    return ref;
  }
}
