package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.HostRouting;
import dev.terrace.ref.BucketRef;
import java.util.LinkedHashMap;
import java.util.Map;
import software.constructs.Construct;

/** The ways of the services through the load balancer, as the configuration says. */
final class OrchaRoutes {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private OrchaRoutes() {}

  /**
   * @param accessLogs bucket of the access logs; null: none
   */
  static HostRouting of(
      Construct scope,
      OrchaConfig config,
      OrchaNetworkStack.Outputs network,
      BucketRef accessLogs) {
    Names names = config.names();
    Map<String, HostRouting.Service> services = new LinkedHashMap<>();
    config
        .services()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    new HostRouting.Service(
                        config.targetGroupName(name, service),
                        service.port(),
                        service.healthCheckPath(),
                        config.hostsOf(service),
                        service.priority(),
                        service.login() == OrchaServiceSpec.Login.cognito,
                        service.certificateArn())));
    return new HostRouting(
        scope,
        new HostRouting.Props(
            names,
            network.network().vpcId(),
            new ApplicationLoadBalancer.Props(
                names.of(Names.Kind.LOAD_BALANCER, "alb"),
                false,
                network.network().publicSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                accessLogs,
                config.alb().deletionProtection()),
            services,
            network.zone(),
            new HostRouting.UserPool(
                names.of(Names.Kind.USER_POOL, "users"), names.prefix() + "-" + config.accountId()),
            config.options().waf()));
  }
}
