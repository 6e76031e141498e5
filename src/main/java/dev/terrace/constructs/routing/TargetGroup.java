package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroup;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupConfig;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupHealthCheck;
import dev.terrace.config.Names;
import dev.terrace.ref.TargetGroupRef;
import software.constructs.Construct;

/**
 * A target group with its health check: every 30 s, 5 s to answer 200, healthy after two good ones,
 * unhealthy after three bad ones; a target that leaves has 60 s to finish. A change of the name,
 * the port or the kind of targets replaces it, which AWS refuses while a listener leads to it: take
 * the service away in one deploy and bring it back in the next.
 */
public final class TargetGroup extends Construct {
  private final TargetGroupRef ref;

  /** What is registered. */
  public enum Targets {
    /** Addresses: tasks of Fargate. */
    ip,
    /** Instances of EC2. */
    instance
  }

  /**
   * @param name the whole name
   * @param port 1-65535, that the targets listen on
   * @param healthCheckPath answers 200
   */
  public record Props(
      String name, String vpcId, Targets targets, int port, String healthCheckPath) {}

  public TargetGroup(Construct scope, String id, Props props) {
    super(scope, id);
    LbTargetGroup group =
        new LbTargetGroup(
            this,
            "group",
            LbTargetGroupConfig.builder()
                .name(Names.exact(Names.Kind.TARGET_GROUP, props.name()))
                .vpcId(props.vpcId())
                .targetType(props.targets().name())
                .protocol("HTTP")
                .port(props.port())
                .deregistrationDelay("60")
                .healthCheck(
                    LbTargetGroupHealthCheck.builder()
                        .enabled(true)
                        .protocol("HTTP")
                        .port("traffic-port")
                        .path(props.healthCheckPath())
                        .matcher("200")
                        .interval(30)
                        .timeout(5)
                        .healthyThreshold(2)
                        .unhealthyThreshold(3)
                        .build())
                .build());
    ref = new TargetGroupRef(group.getArn(), group.getArnSuffix(), group.getName());
  }

  public TargetGroupRef ref() {
    return ref;
  }
}
