package dev.terrace.constructs.routing;

import dev.terrace.config.Names;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.HostedZoneRef;
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
 * A load balancer on HTTPS, and the way of each service on instances through it, by hosts of its
 * own: target group, certificate, listener rule and records. One service takes what no rule takes.
 * A change of a service's port replaces its target group.
 *
 * <p>It is no level of the construct tree: the scope gets {@code load-balancer}, {@code
 * NAME-targets}, {@code NAME-certificate} and {@code NAME-route} of each service, and {@code login}
 * and {@code firewall} where they are asked for.
 */
public final class HostRouting {
  private final Construct scope;
  private final Props props;
  private final Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
  private final Map<String, CertificateRef> certificates = new LinkedHashMap<>();
  private final ApplicationLoadBalancer balancer;
  private final LoginUserPool userPool;

  /**
   * @param services by name; one has no priority
   * @param zone that the hosts in it get records in, and certificates are validated in
   * @param userPool of the services that ask for a login
   * @param firewall a web application firewall is in front of it
   */
  public record Props(
      Names names,
      String vpcId,
      ApplicationLoadBalancer.Props loadBalancer,
      Map<String, Service> services,
      HostedZoneRef zone,
      UserPool userPool,
      boolean firewall) {}

  /**
   * @param targetGroup the whole name of its target group
   * @param port of the instances
   * @param hosts one and up; the first is the certificate's own
   * @param priority 1-50000; null: it takes what no rule takes
   * @param asksForLogin people log in before they get through
   * @param certificateArn issued for its hosts; null: one is created
   */
  public record Service(
      String targetGroup,
      int port,
      String healthCheckPath,
      List<String> hosts,
      Integer priority,
      boolean asksForLogin,
      String certificateArn) {}

  /**
   * @param name the whole name
   * @param domain prefix of the login page's host, unique in the region
   */
  public record UserPool(String name, String domain) {}

  public HostRouting(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
    props
        .services()
        .forEach(
            (name, service) -> {
              targetGroups.put(name, targetGroup(name, service));
              certificates.put(
                  name,
                  Certificate.givenOrCreated(
                      scope,
                      name + "-certificate",
                      service.certificateArn(),
                      new Certificate.Props(service.hosts(), props.zone().id())));
            });
    balancer = new ApplicationLoadBalancer(scope, "load-balancer", props.loadBalancer());
    String main = defaultService();
    ListenerRef listener =
        balancer
            .redirectHttpToHttps()
            .https(certificates.get(main), new DefaultAction.Forward(targetGroups.get(main)));
    Set<CertificateRef> served = new HashSet<>(Set.of(certificates.get(main)));
    userPool = userPool();
    props
        .services()
        .forEach(
            (name, service) -> {
              if (served.add(certificates.get(name))) {
                balancer.alsoServe(name, listener, certificates.get(name));
              }
              route(name, service, listener);
            });
    if (props.firewall()) {
      new WebFirewall(
          scope, "firewall", new WebFirewall.Props(props.names().prefix(), balancer.ref()));
    }
  }

  private String defaultService() {
    return props.services().entrySet().stream()
        .filter(each -> each.getValue().priority() == null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("every service has a priority: one takes the rest"));
  }

  private TargetGroupRef targetGroup(String name, Service service) {
    return new TargetGroup(
            scope,
            name + "-targets",
            new TargetGroup.Props(
                service.targetGroup(),
                props.vpcId(),
                TargetGroup.Targets.instance,
                service.port(),
                service.healthCheckPath()))
        .ref();
  }

  private void route(String name, Service service, ListenerRef listener) {
    List<ServiceRoute.Rule> rules =
        service.priority() == null
            ? List.of()
            : List.of(
                new ServiceRoute.Rule(
                    service.hosts(),
                    List.of(),
                    service.priority(),
                    service.asksForLogin() ? userPool.login() : null));
    new ServiceRoute(
        scope,
        name + "-route",
        new ServiceRoute.Props(
            targetGroups.get(name),
            listener,
            balancer.ref(),
            rules,
            service.hosts().stream().filter(props.zone()::contains).toList(),
            props.zone().id()));
  }

  /** Null where no service asks for a login. */
  private LoginUserPool userPool() {
    List<String> hosts =
        props.services().values().stream()
            .filter(Service::asksForLogin)
            .flatMap(service -> service.hosts().stream())
            .toList();
    return hosts.isEmpty()
        ? null
        : new LoginUserPool(
            scope,
            "login",
            new LoginUserPool.Props(props.userPool().name(), props.userPool().domain(), hosts));
  }

  public LoadBalancerRef loadBalancer() {
    return balancer.ref();
  }

  /** By service. */
  public Map<String, CertificateRef> certificates() {
    return certificates;
  }

  /** By service. */
  public Map<String, TargetGroupRef> targetGroups() {
    return targetGroups;
  }

  /** Users who may log in; absent where no service asks for a login. */
  public Optional<String> userPoolId() {
    return Optional.ofNullable(userPool).map(LoginUserPool::userPoolId);
  }
}
