package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.compute.FargateCluster;
import dev.terrace.constructs.delivery.ImageRepository;
import dev.terrace.constructs.delivery.ReleasedTag;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TaskDefinitionRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images, cluster, load balancer, the services, and the task that migrates the database.
 *
 * <p>Adding a domain adds a listener, a certificate, rules and records; the target groups, the
 * listener on 80 and the services stay and are changed in place.
 */
final class AlvaPlatformStack extends LayerStack {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  private final Outputs outputs;
  private final AlvaConfig config;
  private final Names names;

  /**
   * @param repositories by service
   * @param services by service
   * @param targetGroups by service
   * @param roles that the tasks of the services and of the migrations have
   * @param imageTag of the last release that succeeded as a whole
   * @param imageTags of the last release of each service
   */
  record Outputs(
      ClusterRef cluster,
      LoadBalancerRef loadBalancer,
      Map<String, RepositoryRef> repositories,
      Map<String, ServiceRef> services,
      Map<String, TargetGroupRef> targetGroups,
      TaskDefinitionRef migrations,
      List<RoleRef> roles,
      ParameterRef imageTag,
      List<ParameterRef> imageTags) {}

  AlvaPlatformStack(
      App app,
      Environment<AlvaConfig> environment,
      AlvaNetworkStack.Outputs network,
      AlvaDataStack.Outputs data) {
    super(app, environment.id().stack("platform"), environment.config());
    config = environment.config();
    names = config.names();
    AlvaAddresses addresses = config.addresses();
    AlvaGrants grants = new AlvaGrants(config.region(), Account.idOf(this));
    ClusterRef cluster =
        new FargateCluster(
                this, "cluster", new FargateCluster.Props(names.of(Names.Kind.CLUSTER, "cluster")))
            .ref();
    ReleasedTag imageTag =
        new ReleasedTag(this, "image-tag", new ReleasedTag.Props(config.imageTagParameter()));
    List<ParameterRef> serviceTags = new ArrayList<>();
    Map<String, String> tagsByService = new LinkedHashMap<>();
    config
        .services()
        .keySet()
        .forEach(
            name -> {
              // An environment with one tag for all services goes on with it.
              ReleasedTag tag =
                  new ReleasedTag(
                      this,
                      name + "-image-tag",
                      new ReleasedTag.Props(config.imageTagParameter(name), imageTag.value()));
              serviceTags.add(tag.ref());
              tagsByService.put(name, tag.value());
            });
    Map<String, RepositoryRef> repositories = new LinkedHashMap<>();
    Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
    config
        .services()
        .forEach(
            (name, service) -> {
              repositories.put(
                  name,
                  new ImageRepository(
                          this,
                          name + "-repository",
                          new ImageRepository.Props(
                              config.repositoryName(name),
                              data.key(),
                              config.delivery().keepImages(),
                              config.delivery().keepReleasedImages()))
                      .ref());
              targetGroups.put(
                  name,
                  new TargetGroup(
                          this,
                          name + "-target-group",
                          new TargetGroup.Props(
                              names.of(Names.Kind.TARGET_GROUP, name),
                              network.network().vpcId(),
                              TargetGroup.Targets.ip,
                              service.port(),
                              service.healthCheckPath()))
                      .ref());
            });
    ApplicationLoadBalancer loadBalancer =
        new ApplicationLoadBalancer(
            this,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                names.prefix(),
                false,
                network.network().publicSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                data.accessLogs(),
                config.alb().deletionProtection()));
    ListenerRef listener = listener(loadBalancer, targetGroups);
    AlvaService.Context context =
        new AlvaService.Context(
            config,
            network,
            data,
            grants,
            cluster,
            loadBalancer.ref(),
            listener,
            loadBalancer.listeners(),
            addresses.placeholders(
                config.region(),
                loadBalancer.ref().dnsName(),
                "rediss://" + data.redis().primaryAddress() + ":" + data.redis().port()),
            tagsByService);

    Map<String, ServiceRef> services = new LinkedHashMap<>();
    List<RoleRef> roles = new ArrayList<>();
    config
        .services()
        .forEach(
            (name, spec) -> {
              AlvaService service =
                  new AlvaService(
                      this, name, spec, context, repositories.get(name), targetGroups.get(name));
              services.put(name, service.ref());
              roles.addAll(service.roles());
              output(
                  name + "_url",
                  addresses.publicUrl(name, loadBalancer.ref().dnsName()),
                  "Where a browser finds " + name);
            });
    AlvaMigrations migrations =
        new AlvaMigrations(this, context, repositories.get(config.migrations().service()));
    roles.add(migrations.executionRole());

    Map<String, String> bridge = new LinkedHashMap<>();
    bridge.put("vpc-id", network.network().vpcId());
    bridge.put("private-subnet-ids", String.join(",", network.network().appSubnetIds()));
    bridge.put("cluster-arn", cluster.arn());
    bridge.put("cluster-name", cluster.name());
    bridge.put("service-sg-id", network.ecs().id());
    bridge.put("alb-sg-id", network.alb().id());
    bridge.put("alb-listener-arn", listener.arn());
    bridge.put("image-tag-parameter", imageTag.ref().name());
    new Bridge(this, "bridge", new Bridge.Props(AlvaBridge.CONTRACT, config.bridgePath(), bridge));

    outputs =
        new Outputs(
            cluster,
            loadBalancer.ref(),
            repositories,
            services,
            targetGroups,
            migrations.task(),
            roles,
            imageTag.ref(),
            serviceTags);
    output("load_balancer_dns_name", loadBalancer.ref().dnsName(), "Name of the load balancer");
    output("cluster_name", cluster.name(), "ECS cluster");
    output("migration_task", config.serviceName("migrations"), "Migrates the database");
  }

  /** The listener that the services' rules are added to. */
  private ListenerRef listener(
      ApplicationLoadBalancer loadBalancer, Map<String, TargetGroupRef> targetGroups) {
    if (config.domain() == null) {
      return loadBalancer.http(
          new DefaultAction.Forward(targetGroups.get(config.defaultService())));
    }
    CertificateRef certificate =
        Certificate.givenOrCreated(
            this,
            "certificate",
            config.domain().certificateArn(),
            new Certificate.Props(config.addresses().hosts(), config.domain().hostedZoneId()));
    ListenerRef https = loadBalancer.https(certificate, new DefaultAction.NotFound());
    loadBalancer.http(new DefaultAction.RedirectToHttps());
    return https;
  }

  Outputs outputs() {
    return outputs;
  }
}
