package dev.terrace.systems.coder;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateService;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.compute.TaskVolume;
import dev.terrace.constructs.routing.Login;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
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

  /** What every service needs. */
  record Ground(
      CoderConfig config,
      CoderNetworkStack.Outputs network,
      CoderDataStack.Outputs data,
      ClusterRef cluster,
      RoleRef executionRole,
      ListenerRef listener,
      LoadBalancerRef loadBalancer) {

    /** What a container definition takes for a reference such as {@code coder/oidc#client_id}. */
    String secretValueFrom(String reference) {
      String arn = secretOf(reference).arn();
      int hash = reference.indexOf('#');
      return hash < 0 ? arn : arn + ":" + reference.substring(hash + 1) + "::";
    }

    SecretRef secretOf(String reference) {
      int hash = reference.indexOf('#');
      return data.secrets().get(hash < 0 ? reference : reference.substring(0, hash));
    }

    Login login() {
      CoderConfig.Oidc oidc = config.oidc();
      return new Login.Oidc(
          config.oidcUrl(oidc.issuer()),
          config.oidcUrl(oidc.authorizationEndpoint()),
          config.oidcUrl(oidc.tokenEndpoint()),
          config.oidcUrl(oidc.userInfoEndpoint()),
          secretOf("coder/oidc#client_id"));
    }
  }

  /**
   * What the wiring adds to an entry.
   *
   * @param statements what its containers may do in addition to reading their secrets and mounting
   *     their folder
   * @param environment values that are known only after other resources are there
   * @param secrets references by variable, in addition to those of the entry
   * @param before a container that ends with success before the service's own starts
   * @param scratch the path by volume, where the one before it does not mount it elsewhere
   */
  record Wiring(
      List<Statement> statements,
      Map<String, String> environment,
      Map<String, String> secrets,
      Container before,
      Map<String, String> scratch) {

    static Wiring none() {
      return new Wiring(List.of(), Map.of(), Map.of(), null, Map.of());
    }

    Wiring withStatements(List<Statement> more) {
      return new Wiring(more, environment, secrets, before, scratch);
    }

    /** The URL of Redis: plain, or with AUTH from a secret, as it then holds the token. */
    Wiring withRedis(String variable, CacheRef redis, boolean auth) {
      return auth
          ? new Wiring(
              statements, environment, Map.of(variable, CoderSecrets.REDIS_URL), before, scratch)
          : new Wiring(
              statements,
              Map.of(variable, "rediss://" + redis.primaryAddress() + ":" + redis.port()),
              secrets,
              before,
              scratch);
    }

    Wiring withInitContainer(Container init, Map<String, String> volumes) {
      return new Wiring(statements, environment, secrets, init, volumes);
    }
  }

  CoderService(Construct scope, String name, ServiceSpec spec, Ground ground, Wiring wiring) {
    super(scope, name);
    CoderConfig config = ground.config();
    Names names = config.names();
    Placeholders placeholders = config.placeholders();
    taskRole =
        new Role(
                this,
                "task-role",
                Role.Props.forTasks(
                    names.of(Names.Kind.ROLE, name + "-task"),
                    "What the containers of " + name + " may do",
                    statements(name, spec, ground, wiring)))
            .ref();

    FargateTask task =
        new FargateTask(
            this,
            "task",
            new FargateTask.Props(
                names.of(Names.Kind.TASK_FAMILY, name),
                spec.cpu(),
                spec.memoryMiB(),
                ground.executionRole(),
                taskRole,
                containers(name, spec, ground, wiring, placeholders),
                volumes(name, spec, ground, wiring),
                config.region(),
                config.logRetentionDays()));

    targetGroup = spec.routes().isEmpty() ? null : targetGroup(name, spec, ground);
    ServiceRoute route = targetGroup == null ? null : route(spec, ground, placeholders);
    ref =
        new FargateService(
                this,
                "service",
                new FargateService.Props(
                    name,
                    name,
                    spec,
                    ground.cluster(),
                    task.ref(),
                    ground.network().network().appSubnetIds(),
                    ground.network().services(),
                    ground.network().namespace(),
                    targetGroup,
                    route == null ? List.of() : route.rules()))
            .ref();
  }

  private TargetGroupRef targetGroup(String name, ServiceSpec spec, Ground ground) {
    return new TargetGroup(
            this,
            "target-group",
            new TargetGroup.Props(
                ground.config().names().of(Names.Kind.TARGET_GROUP, name),
                ground.network().network().vpcId(),
                TargetGroup.Targets.ip,
                spec.port(),
                spec.healthCheckPath()))
        .ref();
  }

  private ServiceRoute route(ServiceSpec spec, Ground ground, Placeholders placeholders) {
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
              route.login() == Route.Login.oidc ? ground.login() : null));
    }
    return new ServiceRoute(
        this,
        "route",
        new ServiceRoute.Props(
            targetGroup,
            ground.listener(),
            ground.loadBalancer(),
            rules,
            records,
            ground.config().domain().hostedZoneId()));
  }

  private static List<Statement> statements(
      String name, ServiceSpec spec, Ground ground, Wiring wiring) {
    List<Statement> statements = new ArrayList<>(List.of(Grants.ecsExec()));
    List<SecretRef> secrets =
        references(spec, wiring).values().stream().map(ground::secretOf).distinct().toList();
    if (!secrets.isEmpty()) {
      statements.add(Grants.readSecretRefs(secrets));
      statements.add(Grants.decrypt(ground.data().key()));
    }
    AccessPointRef accessPoint = ground.data().accessPoints().get(name);
    if (accessPoint != null) {
      statements.add(Grants.mount(ground.data().fileSystem(), accessPoint));
    }
    statements.addAll(wiring.statements());
    // IAM refuses a policy in which a Sid occurs twice.
    return statements.stream().distinct().toList();
  }

  private static Map<String, String> references(ServiceSpec spec, Wiring wiring) {
    Map<String, String> references = new LinkedHashMap<>(wiring.secrets());
    references.putAll(spec.secrets());
    return references;
  }

  private static List<Container> containers(
      String name, ServiceSpec spec, Ground ground, Wiring wiring, Placeholders placeholders) {
    Map<String, String> environment = new TreeMap<>(wiring.environment());
    spec.environment().forEach((key, value) -> environment.put(key, placeholders.fill(value)));
    Map<String, String> secrets = new TreeMap<>();
    references(spec, wiring)
        .forEach((key, reference) -> secrets.put(key, ground.secretValueFrom(reference)));
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
    if (spec.fileSystem() != null) {
      container = container.withMount(FILES, spec.fileSystem().path());
    }
    if (wiring.before() == null) {
      return List.of(container);
    }
    Container before = wiring.before();
    for (Map.Entry<String, String> volume : wiring.scratch().entrySet()) {
      container = container.withMount(volume.getKey(), volume.getValue());
      if (!before.mounts().containsKey(volume.getKey())) {
        before = before.withMount(volume.getKey(), volume.getValue());
      }
    }
    return List.of(before.asInit(), container.withStartsAfter(before.name()));
  }

  private static List<TaskVolume> volumes(
      String name, ServiceSpec spec, Ground ground, Wiring wiring) {
    List<TaskVolume> volumes = new ArrayList<>();
    if (spec.fileSystem() != null) {
      volumes.add(
          new TaskVolume.Efs(
              FILES, ground.data().fileSystem(), ground.data().accessPoints().get(name)));
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
