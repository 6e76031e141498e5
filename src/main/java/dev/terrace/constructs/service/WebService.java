package dev.terrace.constructs.service;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.terrace.config.Names;
import dev.terrace.constructs.compute.FargateService;
import dev.terrace.constructs.compute.Scaling;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Autoscaling;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * A service on Fargate with all that follows from it: roles, task definition, log group, target
 * group, listener rules, records, Cloud Map name and autoscaling.
 *
 * <p>The id is the service's name: a change of it, of the naming or of the namespace replaces the
 * service, a change of the port its target group. Everything else is changed in place, or by a new
 * revision of the task definition, which rolls the service.
 */
public final class WebService extends Construct {
  private final ServiceRef ref;
  private final TargetGroupRef targetGroup;
  private final List<RoleRef> roles;

  /**
   * @param way null: no load balancer in front of it, its Cloud Map name alone leads to it
   */
  public record Props(
      ServiceContext context,
      ServiceSpec spec,
      ServiceWiring wiring,
      TaskExecution execution,
      ServiceWay way) {

    /** What the service's own routes say, through a target group of its own. */
    public static Props of(
        ServiceContext context, ServiceSpec spec, ServiceWiring wiring, TaskExecution execution) {
      return new Props(
          context,
          spec,
          wiring,
          execution,
          ServiceWay.ofRoutes(spec, context.placeholders(), context.entrance().login()));
    }
  }

  public WebService(Construct scope, String id, Props props) {
    super(scope, id);
    ServiceContext context = props.context();
    ServiceSpec spec = props.spec();
    ServiceTask parts = new ServiceTask(id, spec, context, props.wiring());
    ServiceTask.Defined defined = parts.define(this, props.execution());
    roles = defined.roles();
    targetGroup = targetGroup(props);
    ref =
        new FargateService(
                this,
                "service",
                new FargateService.Props(
                    context.serviceName(id),
                    id,
                    tasks(spec),
                    context.cluster(),
                    defined.task(),
                    context.place().subnetIds(),
                    context.place().securityGroup(),
                    context.place().namespace(),
                    targetGroup == null
                        ? null
                        : new FargateService.Way(targetGroup, spec.port(), spec.startSeconds()),
                    targetGroup == null ? List.of() : route(props)))
            .ref();
  }

  private static FargateService.Tasks tasks(ServiceSpec spec) {
    Autoscaling scaling = spec.autoscaling();
    return new FargateService.Tasks(
        spec.desiredCount(),
        spec.singleWriter(),
        !spec.container().readOnlyRoot(),
        scaling == null
            ? null
            : new Scaling.OnCpu(scaling.minimum(), scaling.maximum(), scaling.cpuPercent()));
  }

  private TargetGroupRef targetGroup(Props props) {
    if (props.way() == null || props.way().targetGroup() != null) {
      return props.way() == null ? null : props.way().targetGroup();
    }
    return new TargetGroup(
            this,
            "target-group",
            new TargetGroup.Props(
                props.context().names().of(Names.Kind.TARGET_GROUP, getNode().getId()),
                props.context().place().vpcId(),
                TargetGroup.Targets.ip,
                props.spec().port(),
                props.spec().healthCheckPath()))
        .ref();
  }

  /** What must be there before the service. */
  private List<ITerraformDependable> route(Props props) {
    ServiceWay way = props.way();
    ServiceContext.Entrance entrance = props.context().entrance();
    List<ITerraformDependable> startsAfter = new ArrayList<>(way.startsAfter());
    startsAfter.addAll(
        new ServiceRoute(
                this,
                "route",
                new ServiceRoute.Props(
                    targetGroup,
                    entrance.listener(),
                    entrance.loadBalancer(),
                    way.rules(),
                    way.hosts(),
                    entrance.hostedZoneId(),
                    way.gapless()))
            .rules());
    return startsAfter;
  }

  public ServiceRef ref() {
    return ref;
  }

  /** Null where no load balancer is in front of it. */
  public TargetGroupRef targetGroup() {
    return targetGroup;
  }

  /** The roles of its tasks: the one that starts them, and the one that they have. */
  public List<RoleRef> roles() {
    return roles;
  }
}
