package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.codedeploy_app.CodedeployApp;
import com.hashicorp.cdktf.providers.aws.codedeploy_app.CodedeployAppConfig;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroup;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroupAutoRollbackConfiguration;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroupConfig;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroupDeploymentStyle;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroupLoadBalancerInfo;
import com.hashicorp.cdktf.providers.aws.codedeploy_deployment_group.CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo;
import dev.terrace.config.Names;
import dev.terrace.ref.DeploymentGroupRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A CodeDeploy application that is deployed in place to the instances of one group, and rolled back
 * when it fails. Instances that start later get the last revision that succeeded.
 */
public final class InstanceDeployment extends Construct {
  private final DeploymentGroupRef ref;

  /** In which order the instances are deployed to. */
  public enum Order {
    /** All at once: a downtime. */
    ALL_AT_ONCE("CodeDeployDefault.AllAtOnce"),
    /** One after the other, each taken out of its target groups meanwhile. */
    ONE_AT_A_TIME("CodeDeployDefault.OneAtATime");

    private final String configuration;

    Order(String configuration) {
      this.configuration = configuration;
    }
  }

  /**
   * @param application the whole name
   * @param group the whole name
   * @param permissions the role's policy: CodeDeploy removes its lifecycle hook from the Auto
   *     Scaling group with this role when the deployment group is deleted
   * @param targetGroups that instances are taken out of while they are deployed to, one at a time
   */
  public record Props(
      String application,
      String group,
      RoleRef role,
      ITerraformDependable permissions,
      InstanceGroupRef instances,
      Order order,
      List<TargetGroupRef> targetGroups) {}

  public InstanceDeployment(Construct scope, String id, Props props) {
    super(scope, id);
    CodedeployApp application =
        new CodedeployApp(
            this,
            "application",
            CodedeployAppConfig.builder()
                .name(Names.exact(Names.Kind.DELIVERY, props.application()))
                .computePlatform("Server")
                .build());
    boolean oneAtATime = props.order() == Order.ONE_AT_A_TIME;
    CodedeployDeploymentGroupConfig.Builder config =
        CodedeployDeploymentGroupConfig.builder()
            .appName(application.getName())
            .deploymentGroupName(Names.exact(Names.Kind.DELIVERY, props.group()))
            .serviceRoleArn(props.role().arn())
            .dependsOn(List.of(props.permissions()))
            .autoscalingGroups(List.of(props.instances().name()))
            .deploymentConfigName(props.order().configuration)
            .deploymentStyle(
                CodedeployDeploymentGroupDeploymentStyle.builder()
                    .deploymentType("IN_PLACE")
                    .deploymentOption(
                        oneAtATime ? "WITH_TRAFFIC_CONTROL" : "WITHOUT_TRAFFIC_CONTROL")
                    .build())
            .autoRollbackConfiguration(
                CodedeployDeploymentGroupAutoRollbackConfiguration.builder()
                    .enabled(true)
                    .events(List.of("DEPLOYMENT_FAILURE"))
                    .build());
    if (oneAtATime) {
      config.loadBalancerInfo(
          CodedeployDeploymentGroupLoadBalancerInfo.builder()
              .targetGroupInfo(
                  props.targetGroups().stream()
                      .map(
                          group ->
                              CodedeployDeploymentGroupLoadBalancerInfoTargetGroupInfo.builder()
                                  .name(group.name())
                                  .build())
                      .toList())
              .build());
    }
    CodedeployDeploymentGroup group = new CodedeployDeploymentGroup(this, "group", config.build());
    ref = new DeploymentGroupRef(application.getName(), group.getDeploymentGroupName());
  }

  public DeploymentGroupRef ref() {
    return ref;
  }
}
