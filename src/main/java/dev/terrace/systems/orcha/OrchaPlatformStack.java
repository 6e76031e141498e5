package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.StringParameter;
import dev.terrace.constructs.compute.InstanceGroup;
import dev.terrace.constructs.compute.InstanceSessions;
import dev.terrace.constructs.compute.PasswordRotation;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.delivery.ImageRepository;
import dev.terrace.constructs.routing.HostRouting;
import dev.terrace.grants.Arns;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Placeholders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images, instances, the load balancer and the services' ways through it. */
final class OrchaPlatformStack extends StandardStack<OrchaConfig, OrchaPlatformStack.Outputs> {
  /** EC2 user guide, "Reference the latest AMIs using Systems Manager public parameters". */
  private static final String IMAGE_PARAMETER =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final OrchaNetworkStack.Outputs network;
  private final OrchaDataStack.Outputs data;

  /**
   * @param certificates by service
   * @param targetGroups by service
   */
  record Outputs(
      RepositoryRef repository,
      InstanceGroupRef instances,
      RoleRef instanceRole,
      LoadBalancerRef loadBalancer,
      Map<String, CertificateRef> certificates,
      Map<String, TargetGroupRef> targetGroups) {}

  OrchaPlatformStack(
      App app,
      Environment<OrchaConfig> environment,
      OrchaNetworkStack.Outputs network,
      OrchaDataStack.Outputs data) {
    super(app, environment, "platform");
    this.network = network;
    this.data = data;
    Arns arns = new Arns(config.region(), Account.idOf(this));
    RepositoryRef repository =
        new ImageRepository(
                this,
                "repository",
                new ImageRepository.Props(
                    names.prefix(),
                    data.key(),
                    config.options().keepImages(),
                    config.options().keepReleasedImages()))
            .ref();

    HostRouting routing = OrchaRoutes.of(this, config, network, data.accessLogs());
    config.services().forEach((name, service) -> publish(name, service, routing));
    routing.userPoolId().ifPresent(id -> output("user_pool_id", id, "Users who may log in"));
    RoleRef instanceRole =
        new Role(
                this,
                "service-role",
                Role.Props.forService(
                    names.of(Names.Kind.ROLE, "service-role"),
                    "What the instances and their containers may do",
                    "ec2.amazonaws.com",
                    new OrchaGrants(arns, names.prefix()).instances(data, repository)))
            .ref();
    InstanceGroupRef instances =
        instances(instanceRole, List.copyOf(routing.targetGroups().values()));
    InstanceSessions sessions = sessions(arns);
    sessions
        .developerPolicyArn()
        .ifPresent(
            arn ->
                output(
                    "developer_access_policy_arn", arn, "Policy to attach to developers' roles"));
    if (config.options().rotatesCredentials()) {
      output("rotation_function", rotation(instances, arns), "Function that rotates the password");
    }

    bridge(repository);

    publish(
        new Outputs(
            repository,
            instances,
            instanceRole,
            routing.loadBalancer(),
            routing.certificates(),
            routing.targetGroups()));
    output("load_balancer_dns_name", routing.loadBalancer().dnsName(), "Name of the load balancer");
    output("repository_url", repository.url(), "Repository of the images");
    output("session_document", sessions.document(), "Document of sessions on the instances");
  }

  private void bridge(RepositoryRef repository) {
    QueueRef ingest = data.queues().get("ingest").queue();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("vpc-id", network.network().vpcId());
    values.put("private-subnet-ids", String.join(",", network.network().appSubnetIds()));
    values.put("service-sg-id", network.ec2().id());
    values.put("storage-bucket-name", data.storage().name());
    values.put("ingest-queue-url", ingest.url());
    values.put("ingest-queue-arn", ingest.arn());
    values.put("data-key-arn", data.key().arn());
    values.put("repository-url", repository.url());
    new Bridge(this, "bridge", new Bridge.Props(OrchaBridge.CONTRACT, config.bridgePath(), values));
  }

  /** What people and the instances are told of a service. */
  private void publish(String name, OrchaServiceSpec service, HostRouting routing) {
    String outputPrefix = name.replace('-', '_');
    output(
        outputPrefix + "_target_group_arn",
        routing.targetGroups().get(name).arn(),
        "Target group of " + name);
    output(
        outputPrefix + "_certificate_arn",
        routing.certificates().get(name).arn(),
        "Certificate of " + name);
    output(
        outputPrefix + "_url", "https://" + config.hostsOf(service).get(0), "Address of " + name);
    new StringParameter(
        this,
        name + "-port",
        new StringParameter.Props(
            config.path("services/" + name),
            "Port of " + name,
            String.valueOf(service.port()),
            false));
    new StringParameter(
        this,
        name + "-health-path",
        new StringParameter.Props(
            config.path("health-checks/" + name),
            "Path that " + name + " answers when it is healthy",
            service.healthCheckPath(),
            false));
  }

  /** Shells on the instances, with what docs/runbooks/orcha/shell-and-repl.md calls. */
  private InstanceSessions sessions(Arns arns) {
    return new InstanceSessions(
        this,
        new InstanceSessions.Props(
            names,
            config.path("ssm-sessions"),
            data.key(),
            config.options().defaultSessionDocument(),
            config.options().developerAccess()
                ? new InstanceSessions.Developers(
                    config.instanceName(),
                    List.of(config.path("application"), config.path("user-data")),
                    config.path("runtime"),
                    arns)
                : null));
  }

  private String rotation(InstanceGroupRef instances, Arns arns) {
    return new PasswordRotation(
            this,
            new PasswordRotation.Props(
                names,
                arns,
                names.of(Names.Kind.DATABASE, "db"),
                data.database(),
                data.credentials(),
                data.key(),
                instances,
                FILES.read("rotation/rotate_credentials.py"),
                data.artifacts(),
                config.options().credentialRotationDays(),
                config.logRetentionDays()))
        .ref()
        .name();
  }

  private InstanceGroupRef instances(RoleRef role, List<TargetGroupRef> targetGroups) {
    boolean isPrivate = config.options().privateInstances();
    Map<String, String> values = new TreeMap<>();
    values.put("prefix", names.prefix());
    values.put("region", config.region());
    return new InstanceGroup(
            this,
            "instances",
            new InstanceGroup.Props(
                names.prefix(),
                config.instanceName(),
                config.instances().type(),
                IMAGE_PARAMETER,
                config.instances().volumeGiB(),
                isPrivate ? network.network().appSubnetIds() : network.network().publicSubnetIds(),
                !isPrivate,
                network.ec2(),
                role,
                new Placeholders(values).fill(FILES.read("user-data.sh")),
                config.options().highAvailability() ? 2 : 1,
                targetGroups,
                config.tags()))
        .ref();
  }
}
