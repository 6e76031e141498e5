package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsService;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceConfig;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceDeploymentCircuitBreaker;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceLoadBalancer;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceNetworkConfiguration;
import com.hashicorp.cdktf.providers.aws.ecs_service.EcsServiceServiceRegistries;
import com.hashicorp.cdktf.providers.aws.service_discovery_service.ServiceDiscoveryService;
import com.hashicorp.cdktf.providers.aws.service_discovery_service.ServiceDiscoveryServiceConfig;
import com.hashicorp.cdktf.providers.aws.service_discovery_service.ServiceDiscoveryServiceDnsConfig;
import com.hashicorp.cdktf.providers.aws.service_discovery_service.ServiceDiscoveryServiceDnsConfigDnsRecords;
import com.hashicorp.cdktf.providers.aws.service_discovery_service.ServiceDiscoveryServiceHealthCheckCustomConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TaskDefinitionRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A service on Fargate: rolling deployments that go back by themselves when they fail. A change of
 * the name, the cluster or the namespace replaces it.
 */
public final class FargateService extends Construct {
  private final ServiceRef ref;

  /**
   * @param serviceName the whole name of the service in its cluster
   * @param name of its container, and its name in the namespace
   * @param namespace null: it has no name in one
   * @param way null: no load balancer in front of it
   * @param startsAfter what must be there before: the listener rules of the target group
   */
  public record Props(
      String serviceName,
      String name,
      Tasks tasks,
      ClusterRef cluster,
      TaskDefinitionRef task,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      NamespaceRef namespace,
      Way way,
      List<ITerraformDependable> startsAfter) {}

  /**
   * @param count that run; the start value only where they scale
   * @param singleWriter never two at once: the old one stops before the new one starts
   * @param exec whether ECS Exec opens a shell in them
   * @param scaling null: the count stays
   */
  public record Tasks(int count, boolean singleWriter, boolean exec, Scaling scaling) {}

  /**
   * @param startSeconds in which failing health checks do not count
   */
  public record Way(TargetGroupRef targetGroup, int port, int startSeconds) {}

  public FargateService(Construct scope, String id, Props props) {
    super(scope, id);
    Tasks tasks = props.tasks();
    EcsServiceConfig.Builder config =
        EcsServiceConfig.builder()
            .name(Names.exact(Names.Kind.SERVICE, props.serviceName()))
            .cluster(props.cluster().arn())
            .taskDefinition(props.task().arn())
            .launchType("FARGATE")
            .platformVersion("LATEST")
            .desiredCount(tasks.count())
            .deploymentMinimumHealthyPercent(tasks.singleWriter() ? 0 : 100)
            .deploymentMaximumPercent(tasks.singleWriter() ? 100 : 200)
            .deploymentCircuitBreaker(
                EcsServiceDeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .enableExecuteCommand(tasks.exec())
            .enableEcsManagedTags(true)
            .propagateTags("SERVICE")
            .networkConfiguration(
                EcsServiceNetworkConfiguration.builder()
                    .subnets(props.subnetIds())
                    .securityGroups(List.of(props.securityGroup().id()))
                    .assignPublicIp(false)
                    .build())
            .dependsOn(props.startsAfter());
    if (props.namespace() != null) {
      config.serviceRegistries(
          EcsServiceServiceRegistries.builder().registryArn(discovery(props).getArn()).build());
    }
    if (props.way() != null) {
      config
          .healthCheckGracePeriodSeconds(props.way().startSeconds())
          .loadBalancer(
              List.of(
                  EcsServiceLoadBalancer.builder()
                      .targetGroupArn(props.way().targetGroup().arn())
                      .containerName(props.name())
                      .containerPort(props.way().port())
                      .build()));
    }
    if (tasks.scaling() != null) {
      config.lifecycle(
          TerraformResourceLifecycle.builder().ignoreChanges(List.of("desired_count")).build());
    }
    EcsService service = new EcsService(this, "service", config.build());
    ref = new ServiceRef(service.getName());
    if (tasks.scaling() != null) {
      new ServiceScaling(this, props.cluster(), ref, tasks.scaling());
    }
  }

  private ServiceDiscoveryService discovery(Props props) {
    return new ServiceDiscoveryService(
        this,
        "cloud-map-service",
        ServiceDiscoveryServiceConfig.builder()
            .name(props.name())
            .dnsConfig(
                ServiceDiscoveryServiceDnsConfig.builder()
                    .namespaceId(props.namespace().id())
                    .routingPolicy("MULTIVALUE")
                    .dnsRecords(
                        List.of(
                            ServiceDiscoveryServiceDnsConfigDnsRecords.builder()
                                .type("A")
                                .ttl(10)
                                .build()))
                    .build())
            .healthCheckCustomConfig(
                ServiceDiscoveryServiceHealthCheckCustomConfig.builder()
                    .failureThreshold(1)
                    .build())
            .build());
  }

  public ServiceRef ref() {
    return ref;
  }
}
