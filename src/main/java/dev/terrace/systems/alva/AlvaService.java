package dev.terrace.systems.alva;

import com.hashicorp.cdktf.ITerraformDependable;
import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Confinement;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateService;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.grants.Grants;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/** One entry of the configuration's services: roles, task definition, way to it, service. */
final class AlvaService extends Construct {
  private final ServiceRef ref;
  private final List<RoleRef> roles;

  /**
   * What every service needs.
   *
   * @param listener that the rules are added to
   * @param listeners a service waits for these before it registers with its target group
   * @param imageTags expression of the tag that was released last, by service
   */
  record Context(
      AlvaConfig config,
      AlvaNetworkStack.Outputs network,
      AlvaDataStack.Outputs data,
      AlvaGrants grants,
      ClusterRef cluster,
      LoadBalancerRef loadBalancer,
      ListenerRef listener,
      List<ITerraformDependable> listeners,
      Placeholders placeholders,
      Map<String, String> imageTags) {

    /** What a container definition takes, by variable. */
    Map<String, String> secrets(Map<String, String> names) {
      Map<String, String> arns = new TreeMap<>();
      names.forEach((variable, name) -> arns.put(variable, data.secrets().get(name).arn()));
      return arns;
    }

    List<SecretRef> secretRefs(Map<String, String> names) {
      return names.values().stream().distinct().sorted().map(data.secrets()::get).toList();
    }

    String image(String service, RepositoryRef repository) {
      return repository.url() + ":" + imageTags.get(service);
    }
  }

  AlvaService(
      Construct scope,
      String name,
      AlvaServiceSpec spec,
      Context context,
      RepositoryRef repository,
      TargetGroupRef targetGroup) {
    super(scope, name);
    AlvaConfig config = context.config();
    Names names = config.names();
    RoleRef executionRole =
        new Role(
                this,
                "execution-role",
                Role.Props.forTasks(
                    names.of(Names.Kind.ROLE, name + "-execution"),
                    "Starts the containers of " + name,
                    context
                        .grants()
                        .execution(
                            config.serviceName(name),
                            repository,
                            context.secretRefs(spec.secrets()),
                            context.data().key())))
            .ref();
    RoleRef taskRole =
        new Role(
                this,
                "task-role",
                Role.Props.forTasks(
                    names.of(Names.Kind.ROLE, name + "-task"),
                    "What the containers of " + name + " may do",
                    List.of(Grants.ecsExec())))
            .ref();
    roles = List.of(executionRole, taskRole);
    Map<String, String> environment = new TreeMap<>();
    spec.environment()
        .forEach((key, text) -> environment.put(key, context.placeholders().fill(text)));
    FargateTask task =
        new FargateTask(
            this,
            "task",
            new FargateTask.Props(
                config.serviceName(name),
                spec.cpu(),
                spec.memoryMiB(),
                executionRole,
                taskRole,
                List.of(
                    Confinement.of(
                        Container.of(name, context.image(name, repository))
                            .withPorts(List.of(spec.port()))
                            .withEnvironment(environment, context.secrets(spec.secrets())),
                        spec.asService().container())),
                Confinement.volumes(spec.asService().container()),
                config.region(),
                config.logRetentionDays()));
    List<ITerraformDependable> startsAfter = new ArrayList<>(context.listeners());
    startsAfter.addAll(route(name, spec, context, targetGroup).rules());
    ref =
        new FargateService(
                this,
                "service",
                new FargateService.Props(
                    config.serviceName(name),
                    name,
                    spec.asService(),
                    context.cluster(),
                    task.ref(),
                    context.network().network().appSubnetIds(),
                    context.network().ecs(),
                    context.network().namespace(),
                    targetGroup,
                    startsAfter))
            .ref();
  }

  /** By its path without a domain, by its host with one. */
  private ServiceRoute route(
      String name, AlvaServiceSpec spec, Context context, TargetGroupRef targetGroup) {
    AlvaConfig config = context.config();
    boolean byPath = config.domain() == null;
    List<String> hosts = byPath ? List.of() : List.of(config.addresses().host(name));
    List<String> paths = byPath && !spec.isDefault() ? spec.patterns() : List.of();
    return new ServiceRoute(
        this,
        "route",
        new ServiceRoute.Props(
                targetGroup,
                context.listener(),
                context.loadBalancer(),
                hosts.isEmpty() && paths.isEmpty()
                    ? List.of()
                    : List.of(new ServiceRoute.Rule(hosts, paths, spec.priority(), null)),
                hosts,
                byPath ? null : config.domain().hostedZoneId())
            .withoutGap());
  }

  ServiceRef ref() {
    return ref;
  }

  /** The roles of its tasks. */
  List<RoleRef> roles() {
    return roles;
  }
}
