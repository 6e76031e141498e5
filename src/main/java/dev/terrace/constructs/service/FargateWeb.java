package dev.terrace.constructs.service;

import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.compute.FargateCluster;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.grants.Arns;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.WorkerSpec;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * A cluster and a public load balancer on HTTPS, with services that are reached by their hosts.
 * What no rule takes is answered with 404, HTTP is redirected. A change of the prefix replaces
 * everything.
 *
 * <p>It is no level of the construct tree: the scope gets {@code cluster}, {@code load-balancer},
 * {@code certificate} where the domain names none, and a construct for each service.
 */
public final class FargateWeb {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private final ClusterRef cluster;
  private final LoadBalancerRef loadBalancer;
  private final ServiceContext context;
  private final WebServices services;

  /**
   * @param retentionDays of the logs; one of the values that CloudWatch Logs takes
   * @param accessLogs bucket of the load balancer's access logs; null: none
   * @param deletionProtection of the load balancer
   * @param placeholders that the services' texts are filled with
   */
  public record Props(
      Names names,
      String region,
      int retentionDays,
      DomainSpec domain,
      WebNetwork.Refs network,
      BucketRef accessLogs,
      boolean deletionProtection,
      ServiceSecrets secrets,
      Placeholders placeholders) {}

  /** What alarms and dashboards need. */
  public record Refs(ClusterRef cluster, LoadBalancerRef loadBalancer, WebServices.Refs services) {}

  public FargateWeb(Construct scope, Props props) {
    Names names = props.names();
    cluster = new FargateCluster(scope, "cluster", new FargateCluster.Props(names.prefix())).ref();
    DomainSpec domain = props.domain();
    CertificateRef certificate =
        Certificate.givenOrCreated(
            scope,
            "certificate",
            domain.certificateArn(),
            new Certificate.Props(
                List.of(domain.name(), "*." + domain.name()), domain.hostedZoneId()));
    ApplicationLoadBalancer balancer =
        new ApplicationLoadBalancer(
            scope,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                names.prefix(),
                false,
                props.network().vpc().publicSubnetIds(),
                props.network().alb(),
                IDLE_TIMEOUT_SECONDS,
                props.accessLogs(),
                props.deletionProtection()));
    ListenerRef listener = balancer.https(certificate, new DefaultAction.NotFound());
    loadBalancer = balancer.redirectHttpToHttps().ref();
    context =
        ServiceContext.of(
            names,
            new Arns(props.region(), Account.idOf(scope)),
            props.retentionDays(),
            cluster,
            new ServiceContext.Place(
                props.network().vpc().vpcId(),
                props.network().vpc().appSubnetIds(),
                props.network().services(),
                props.network().namespace()),
            new ServiceContext.Entrance(loadBalancer, listener, domain.hostedZoneId(), null),
            props.secrets(),
            props.placeholders());
    services = new WebServices(scope);
  }

  /**
   * Adds a service, whose image may be in any repository of the account.
   *
   * @param wiring what the platform adds to its configuration
   */
  public FargateWeb add(String name, ServiceSpec spec, ServiceWiring wiring) {
    services.add(name, WebService.Props.of(context, spec, wiring, new TaskExecution.OfAccount()));
    return this;
  }

  /** Adds services that get the same from the platform. */
  public FargateWeb addAll(Map<String, ServiceSpec> specs, ServiceWiring wiring) {
    specs.forEach((name, spec) -> add(name, spec, wiring));
    return this;
  }

  /**
   * Adds services that take messages from a queue; their images may be in any repository of the
   * account.
   *
   * @param wiring what the platform adds to the configuration of each
   */
  public FargateWeb addWorkers(
      Map<String, WorkerSpec> specs, ServiceWiring wiring, QueueRef queue) {
    specs.forEach(
        (name, spec) ->
            services.addWorker(
                name,
                new Worker.Props(context, spec, wiring, new TaskExecution.OfAccount(), queue)));
    return this;
  }

  public Refs refs() {
    return new Refs(cluster, loadBalancer, services.refs());
  }
}
