package dev.terrace.systems.coder;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Confinement;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateService;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.compute.TaskVolume;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * One entry of the configuration's services: role, task definition, way from the load balancer,
 * service.
 */
final class CoderService extends Construct {
  private static final String FILES = "files";

  private final ServiceRef ref;
  private final RoleRef taskRole;
  private final TargetGroupRef targetGroup;

  CoderService(
      Construct scope,
      String name,
      ServiceSpec spec,
      CoderServiceContext context,
      ServiceWiring wiring) {
    super(scope, name);
    CoderConfig config = context.config();
    Names names = config.names();
    Placeholders placeholders = config.placeholders();
    taskRole =
        new Role(
                this,
                "task-role",
                Role.Props.forTasks(
                    names.of(Names.Kind.ROLE, name + "-task"),
                    "What the containers of " + name + " may do",
                    statements(name, spec, context, wiring)))
            .ref();

    FargateTask task =
        new FargateTask(
            this,
            "task",
            new FargateTask.Props(
                names.of(Names.Kind.TASK_FAMILY, name),
                spec.cpu(),
                spec.memoryMiB(),
                context.executionRole(),
                taskRole,
                containers(name, spec, context, wiring, placeholders),
                volumes(name, spec, context, wiring),
                config.region(),
                config.logRetentionDays()));

    targetGroup = spec.routes().isEmpty() ? null : targetGroup(name, spec, context);
    ServiceRoute route = targetGroup == null ? null : route(spec, context, placeholders);
    ref =
        new FargateService(
                this,
                "service",
                new FargateService.Props(
                    name,
                    name,
                    spec,
                    context.cluster(),
                    task.ref(),
                    context.network().network().appSubnetIds(),
                    context.network().services(),
                    context.network().namespace(),
                    targetGroup,
                    route == null ? List.of() : route.rules()))
            .ref();
  }

  private TargetGroupRef targetGroup(String name, ServiceSpec spec, CoderServiceContext context) {
    return new TargetGroup(
            this,
            "target-group",
            new TargetGroup.Props(
                context.config().names().of(Names.Kind.TARGET_GROUP, name),
                context.network().network().vpcId(),
                TargetGroup.Targets.ip,
                spec.port(),
                spec.healthCheckPath()))
        .ref();
  }

  private ServiceRoute route(
      ServiceSpec spec, CoderServiceContext context, Placeholders placeholders) {
    List<ServiceRoute.Rule> rules = new ArrayList<>();
    List<String> records = new ArrayList<>();
    for (Route route : spec.routes()) {
      List<String> hosts = route.hosts().stream().map(placeholders::fill).toList();
      records.addAll(hosts);
      rules.add(
          new ServiceRoute.Rule(
              hosts,
              route.paths(),
              route.priority(),
              route.login() == Route.Login.oidc ? context.login() : null));
    }
    return new ServiceRoute(
        this,
        "route",
        new ServiceRoute.Props(
            targetGroup,
            context.listener(),
            context.loadBalancer(),
            rules,
            records,
            context.config().domain().hostedZoneId()));
  }

  private static List<Statement> statements(
      String name, ServiceSpec spec, CoderServiceContext context, ServiceWiring wiring) {
    List<Statement> statements = new ArrayList<>(List.of(Grants.ecsExec()));
    List<SecretRef> secrets =
        references(spec, wiring).values().stream().map(context::secretOf).distinct().toList();
    if (!secrets.isEmpty()) {
      statements.add(Grants.readSecretRefs(secrets));
      statements.add(Grants.decrypt(context.data().key()));
    }
    AccessPointRef accessPoint = context.data().accessPoints().get(name);
    if (accessPoint != null) {
      statements.add(Grants.mount(context.data().fileSystem(), accessPoint));
    }
    statements.addAll(wiring.statements());
    // IAM refuses a policy in which a Sid occurs twice.
    return statements.stream().distinct().toList();
  }

  private static Map<String, String> references(ServiceSpec spec, ServiceWiring wiring) {
    Map<String, String> references = new LinkedHashMap<>(wiring.secrets());
    references.putAll(spec.secrets());
    return references;
  }

  private static List<Container> containers(
      String name,
      ServiceSpec spec,
      CoderServiceContext context,
      ServiceWiring wiring,
      Placeholders placeholders) {
    Map<String, String> environment = new TreeMap<>(wiring.environment());
    spec.environment().forEach((key, value) -> environment.put(key, placeholders.fill(value)));
    Map<String, String> secrets = new TreeMap<>();
    references(spec, wiring)
        .forEach((key, reference) -> secrets.put(key, context.secretValueFrom(reference)));
    Container container =
        Container.of(name, placeholders.fill(spec.image()))
            .withPorts(spec.ports())
            .withCommand(List.of(), spec.command().stream().map(placeholders::fill).toList())
            .withEnvironment(environment, secrets)
            .withHealthCheck(
                spec.healthCheckCommand() == null
                    ? null
                    : placeholders.fill(spec.healthCheckCommand()),
                spec.startSeconds());
    container = Confinement.of(container, spec.container());
    if (spec.fileSystem() != null) {
      container = container.withMount(FILES, spec.fileSystem().path());
    }
    if (wiring.before() == null) {
      return List.of(context.images().of(container));
    }
    Container before = wiring.before();
    for (Map.Entry<String, String> volume : wiring.scratch().entrySet()) {
      container = container.withMount(volume.getKey(), volume.getValue());
      if (!before.mounts().containsKey(volume.getKey())) {
        before = before.withMount(volume.getKey(), volume.getValue());
      }
    }
    return List.of(
        context.images().of(before.asInit()),
        context.images().of(container.withStartsAfter(before.name())));
  }

  private static List<TaskVolume> volumes(
      String name, ServiceSpec spec, CoderServiceContext context, ServiceWiring wiring) {
    List<TaskVolume> volumes = new ArrayList<>(Confinement.volumes(spec.container()));
    if (spec.fileSystem() != null) {
      volumes.add(
          new TaskVolume.Efs(
              FILES, context.data().fileSystem(), context.data().accessPoints().get(name)));
    }
    wiring.scratch().keySet().forEach(volume -> volumes.add(new TaskVolume.Scratch(volume)));
    return volumes;
  }

  ServiceRef ref() {
    return ref;
  }

  /** Null where the service has no routes. */
  TargetGroupRef targetGroup() {
    return targetGroup;
  }
}
