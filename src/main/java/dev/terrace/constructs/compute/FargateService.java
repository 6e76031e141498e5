package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicy;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyConfig;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;
import com.hashicorp.cdktf.providers.aws.appautoscaling_policy.AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTarget;
import com.hashicorp.cdktf.providers.aws.appautoscaling_target.AppautoscalingTargetConfig;
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
import dev.terrace.spec.ServiceSpec;
import java.util.List;
import software.constructs.Construct;

/**
 * A service on Fargate with its Cloud Map name: rolling deployments that go back by themselves when
 * they fail, ECS Exec on. A change of the name, the cluster or the Cloud Map service's namespace
 * replaces it.
 */
public final class FargateService extends Construct {
  private final ServiceRef ref;

  /**
   * @param serviceName the whole name of the service in its cluster
   * @param name of its container, and its name in the namespace
   * @param targetGroup null: no load balancer in front of it
   * @param startsAfter what must be there before: the listener rules of the target group
   */
  public record Props(
      String serviceName,
      String name,
      ServiceSpec spec,
      ClusterRef cluster,
      TaskDefinitionRef task,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      NamespaceRef namespace,
      TargetGroupRef targetGroup,
      List<ITerraformDependable> startsAfter) {}

  public FargateService(Construct scope, String id, Props props) {
    super(scope, id);
    ServiceSpec spec = props.spec();
    ServiceDiscoveryService discovery =
        new ServiceDiscoveryService(
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
    EcsServiceConfig.Builder config =
        EcsServiceConfig.builder()
            .name(Names.exact(Names.Kind.SERVICE, props.serviceName()))
            .cluster(props.cluster().arn())
            .taskDefinition(props.task().arn())
            .launchType("FARGATE")
            .platformVersion("LATEST")
            .desiredCount(spec.desiredCount())
            .deploymentMinimumHealthyPercent(spec.singleWriter() ? 0 : 100)
            .deploymentMaximumPercent(spec.singleWriter() ? 100 : 200)
            .deploymentCircuitBreaker(
                EcsServiceDeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .enableExecuteCommand(!spec.container().readOnlyRoot())
            .enableEcsManagedTags(true)
            .propagateTags("SERVICE")
            .networkConfiguration(
                EcsServiceNetworkConfiguration.builder()
                    .subnets(props.subnetIds())
                    .securityGroups(List.of(props.securityGroup().id()))
                    .assignPublicIp(false)
                    .build())
            .serviceRegistries(
                EcsServiceServiceRegistries.builder().registryArn(discovery.getArn()).build())
            .dependsOn(props.startsAfter());
    if (props.targetGroup() != null) {
      config
          .healthCheckGracePeriodSeconds(spec.startSeconds())
          .loadBalancer(
              List.of(
                  EcsServiceLoadBalancer.builder()
                      .targetGroupArn(props.targetGroup().arn())
                      .containerName(props.name())
                      .containerPort(spec.port())
                      .build()));
    }
    if (spec.autoscaling() != null) {
      config.lifecycle(
          TerraformResourceLifecycle.builder().ignoreChanges(List.of("desired_count")).build());
    }
    EcsService service = new EcsService(this, "service", config.build());
    ref = new ServiceRef(service.getName());
    if (spec.autoscaling() != null) {
      scale(props);
    }
  }

  private void scale(Props props) {
    AppautoscalingTarget target =
        new AppautoscalingTarget(
            this,
            "scaling-target",
            AppautoscalingTargetConfig.builder()
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId("service/" + props.cluster().name() + "/" + ref.name())
                .minCapacity(props.spec().autoscaling().minimum())
                .maxCapacity(props.spec().autoscaling().maximum())
                .build());
    new AppautoscalingPolicy(
        this,
        "scaling-policy",
        AppautoscalingPolicyConfig.builder()
            .name("cpu")
            .policyType("TargetTrackingScaling")
            .serviceNamespace(target.getServiceNamespace())
            .scalableDimension(target.getScalableDimension())
            .resourceId(target.getResourceId())
            .targetTrackingScalingPolicyConfiguration(
                AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration.builder()
                    .targetValue(props.spec().autoscaling().cpuPercent())
                    .predefinedMetricSpecification(
                        AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification
                            .builder()
                            .predefinedMetricType("ECSServiceAverageCPUUtilization")
                            .build())
                    .build())
            .build());
  }

  public ServiceRef ref() {
    return ref;
  }
}
