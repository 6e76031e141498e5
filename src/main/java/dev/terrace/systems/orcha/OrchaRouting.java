package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.constructs.routing.LoginUserPool;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.constructs.routing.WebFirewall;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.constructs.Construct;

/**
 * The load balancer, and the way of each service through it: target group, certificate, listener
 * rule and records.
 */
final class OrchaRouting {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private final Construct scope;
  private final OrchaConfig config;
  private final OrchaNetworkStack.Outputs network;
  private final Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
  private final Map<String, CertificateRef> certificates = new LinkedHashMap<>();
  private final ApplicationLoadBalancer balancer;
  private final LoginUserPool userPool;

  /**
   * @param accessLogs bucket of the access logs; null: none
   */
  OrchaRouting(
      Construct scope,
      OrchaConfig config,
      OrchaNetworkStack.Outputs network,
      BucketRef accessLogs) {
    this.scope = scope;
    this.config = config;
    this.network = network;
    config
        .services()
        .forEach(
            (name, service) -> {
              targetGroups.put(name, targetGroup(name, service));
              certificates.put(name, certificate(name, service));
            });
    balancer =
        new ApplicationLoadBalancer(
            scope,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                config.names().of(Names.Kind.LOAD_BALANCER, "alb"),
                false,
                network.network().publicSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                accessLogs,
                config.alb().deletionProtection()));
    String main = config.defaultService();
    ListenerRef listener =
        balancer
            .redirectHttpToHttps()
            .https(certificates.get(main), new DefaultAction.Forward(targetGroups.get(main)));
    Set<CertificateRef> served = new HashSet<>(Set.of(certificates.get(main)));
    userPool = config.asksForLogin() ? userPool() : null;
    config
        .services()
        .forEach(
            (name, service) -> {
              if (served.add(certificates.get(name))) {
                balancer.alsoServe(name, listener, certificates.get(name));
              }
              route(name, service, listener);
            });
    if (config.options().waf()) {
      new WebFirewall(
          scope, "firewall", new WebFirewall.Props(config.names().prefix(), balancer.ref()));
    }
  }

  private TargetGroupRef targetGroup(String name, OrchaServiceSpec service) {
    return new TargetGroup(
            scope,
            name + "-targets",
            new TargetGroup.Props(
                config.targetGroupName(name, service),
                network.network().vpcId(),
                TargetGroup.Targets.instance,
                service.port(),
                service.healthCheckPath()))
        .ref();
  }

  private CertificateRef certificate(String name, OrchaServiceSpec service) {
    return Certificate.givenOrCreated(
        scope,
        name + "-certificate",
        service.certificateArn(),
        new Certificate.Props(config.hostsOf(service), network.zone().id()));
  }

  private void route(String name, OrchaServiceSpec service, ListenerRef listener) {
    List<String> hosts = config.hostsOf(service);
    List<ServiceRoute.Rule> rules =
        service.isDefault()
            ? List.of()
            : List.of(
                new ServiceRoute.Rule(
                    hosts,
                    List.of(),
                    service.priority(),
                    asksForLogin(service) ? userPool.login() : null));
    new ServiceRoute(
        scope,
        name + "-route",
        new ServiceRoute.Props(
            targetGroups.get(name),
            listener,
            balancer.ref(),
            rules,
            hosts.stream().filter(config::liesInZone).toList(),
            network.zone().id()));
  }

  private static boolean asksForLogin(OrchaServiceSpec service) {
    return service.login() == OrchaServiceSpec.Login.cognito;
  }

  private LoginUserPool userPool() {
    List<String> hosts =
        config.services().values().stream()
            .filter(OrchaRouting::asksForLogin)
            .flatMap(service -> config.hostsOf(service).stream())
            .toList();
    return new LoginUserPool(
        scope,
        "login",
        new LoginUserPool.Props(
            config.names().of(Names.Kind.USER_POOL, "users"),
            config.names().prefix() + "-" + config.accountId(),
            hosts));
  }

  LoadBalancerRef loadBalancer() {
    return balancer.ref();
  }

  /** By service. */
  Map<String, CertificateRef> certificates() {
    return certificates;
  }

  /** By service. */
  Map<String, TargetGroupRef> targetGroups() {
    return targetGroups;
  }

  /** Users who may log in; absent where no service asks for a login. */
  Optional<String> userPoolId() {
    return Optional.ofNullable(userPool).map(LoginUserPool::userPoolId);
  }
}
