package dev.terrace.systems.orcha;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicy;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicyConfig;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocument;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocumentConfig;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.Bridge;
import dev.terrace.constructs.StringParameter;
import dev.terrace.constructs.compute.InstanceGroup;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.compute.ScheduledFunction;
import dev.terrace.constructs.delivery.ImageRepository;
import dev.terrace.constructs.routing.ApplicationLoadBalancer;
import dev.terrace.constructs.routing.ApplicationLoadBalancer.DefaultAction;
import dev.terrace.constructs.routing.Certificate;
import dev.terrace.constructs.routing.Login;
import dev.terrace.constructs.routing.LoginUserPool;
import dev.terrace.constructs.routing.ServiceRoute;
import dev.terrace.constructs.routing.TargetGroup;
import dev.terrace.constructs.routing.WebFirewall;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Placeholders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Images, instances, the load balancer and the services' ways through it. */
final class OrchaPlatformStack extends LayerStack {
  private static final int IDLE_TIMEOUT_SECONDS = 60;

  /** EC2 user guide, "Reference the latest AMIs using Systems Manager public parameters". */
  private static final String IMAGE_PARAMETER =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

  /**
   * Sessions that name no document use this one of the account and region: Systems Manager user
   * guide, "Start a default shell session by specifying the default session document in IAM
   * policies".
   */
  private static final String DEFAULT_SESSION_DOCUMENT = "SSM-SessionManagerRunShell";

  private static final DeployFiles FILES = new DeployFiles("orcha");

  private final Outputs outputs;
  private final OrchaConfig config;
  private final Names names;
  private final OrchaNetworkStack.Outputs network;
  private final OrchaDataStack.Outputs data;
  private final OrchaGrants grants;

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
    super(app, environment.id().stack("platform"), environment.config());
    config = environment.config();
    names = config.names();
    this.network = network;
    this.data = data;
    grants = new OrchaGrants(config.region(), Account.idOf(this), names.prefix());
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

    Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
    Map<String, CertificateRef> certificates = new LinkedHashMap<>();
    config
        .services()
        .forEach(
            (name, service) -> {
              targetGroups.put(name, targetGroup(name, service));
              certificates.put(name, certificate(name, service));
            });
    LoadBalancerRef loadBalancer = routes(targetGroups, certificates);

    RoleRef instanceRole =
        new Role(
                this,
                "service-role",
                Role.Props.forService(
                    names.of(Names.Kind.ROLE, "service-role"),
                    "What the instances and their containers may do",
                    "ec2.amazonaws.com",
                    grants.instances(data, repository)))
            .ref();
    InstanceGroupRef instances = instances(instanceRole, List.copyOf(targetGroups.values()));
    sessionDocument("session-document", sessionDocumentName());
    if (config.options().defaultSessionDocument()) {
      sessionDocument("default-session-document", DEFAULT_SESSION_DOCUMENT);
    }
    if (config.options().developerAccess()) {
      developerAccess();
    }
    if (config.options().rotatesCredentials()) {
      rotation(instances);
    }

    bridge(repository);

    outputs =
        new Outputs(repository, instances, instanceRole, loadBalancer, certificates, targetGroups);
    output("load_balancer_dns_name", loadBalancer.dnsName(), "Name of the load balancer");
    output("repository_url", repository.url(), "Repository of the images");
    output("session_document", sessionDocumentName(), "Document of sessions on the instances");
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

  private TargetGroupRef targetGroup(String name, OrchaServiceSpec service) {
    return new TargetGroup(
            this,
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
    return service.certificateArn() != null
        ? new CertificateRef(service.certificateArn())
        : new Certificate(
                this,
                name + "-certificate",
                new Certificate.Props(config.hostsOf(service), network.zone().id()))
            .ref();
  }

  private LoadBalancerRef routes(
      Map<String, TargetGroupRef> targetGroups, Map<String, CertificateRef> certificates) {
    ApplicationLoadBalancer balancer =
        new ApplicationLoadBalancer(
            this,
            "load-balancer",
            new ApplicationLoadBalancer.Props(
                names.of(Names.Kind.LOAD_BALANCER, "alb"),
                false,
                network.network().publicSubnetIds(),
                network.alb(),
                IDLE_TIMEOUT_SECONDS,
                data.accessLogs(),
                config.alb().deletionProtection()));
    String main = config.defaultService();
    ListenerRef listener =
        balancer
            .redirectHttpToHttps()
            .https(certificates.get(main), new DefaultAction.Forward(targetGroups.get(main)));
    Set<CertificateRef> served = new HashSet<>(Set.of(certificates.get(main)));
    Login login = config.asksForLogin() ? login() : null;
    config
        .services()
        .forEach(
            (name, service) -> {
              CertificateRef certificate = certificates.get(name);
              if (served.add(certificate)) {
                balancer.alsoServe(name, listener, certificate);
              }
              route(name, service, listener, balancer.ref(), targetGroups.get(name), login);
              output(
                  outputName(name, "target_group_arn"),
                  targetGroups.get(name).arn(),
                  "Target group of " + name);
              output(
                  outputName(name, "certificate_arn"), certificate.arn(), "Certificate of " + name);
              output(
                  outputName(name, "url"),
                  "https://" + config.hostsOf(service).get(0),
                  "Address of " + name);
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
            });
    if (config.options().waf()) {
      new WebFirewall(this, "firewall", new WebFirewall.Props(names.prefix(), balancer.ref()));
    }
    return balancer.ref();
  }

  private static String outputName(String service, String what) {
    return service.replace('-', '_') + "_" + what;
  }

  private void route(
      String name,
      OrchaServiceSpec service,
      ListenerRef listener,
      LoadBalancerRef balancer,
      TargetGroupRef targetGroup,
      Login login) {
    List<String> hosts = config.hostsOf(service);
    List<ServiceRoute.Rule> rules =
        service.isDefault()
            ? List.of()
            : List.of(
                new ServiceRoute.Rule(
                    hosts,
                    List.of(),
                    service.priority(),
                    service.login() == OrchaServiceSpec.Login.cognito ? login : null));
    new ServiceRoute(
        this,
        name + "-route",
        new ServiceRoute.Props(
            targetGroup,
            listener,
            balancer,
            rules,
            hosts.stream().filter(config::liesInZone).toList(),
            network.zone().id()));
  }

  private Login login() {
    List<String> hosts = new ArrayList<>();
    config
        .services()
        .values()
        .forEach(
            service -> {
              if (service.login() == OrchaServiceSpec.Login.cognito) {
                hosts.addAll(config.hostsOf(service));
              }
            });
    LoginUserPool pool =
        new LoginUserPool(
            this,
            "login",
            new LoginUserPool.Props(
                names.of(Names.Kind.USER_POOL, "users"),
                names.prefix() + "-" + config.accountId(),
                hosts));
    output("user_pool_id", pool.userPoolId(), "Users who may log in");
    return pool.login();
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

  private String sessionDocumentName() {
    return names.prefix() + "-session";
  }

  /** Systems Manager user guide, "Session document schema": what is typed and shown is logged. */
  private void sessionDocument(String id, String name) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("schemaVersion", "1.0")
        .put("description", "A shell whose session is logged")
        .put("sessionType", "Standard_Stream")
        .putObject("inputs")
        .put("cloudWatchLogGroupName", config.path("ssm-sessions"))
        .put("cloudWatchEncryptionEnabled", true)
        .put("cloudWatchStreamingEnabled", true)
        .put("idleSessionTimeout", "20")
        .put("kmsKeyId", data.key().arn())
        .put("runAsEnabled", false);
    new SsmDocument(
        this,
        id,
        SsmDocumentConfig.builder()
            .name(name)
            .documentType("Session")
            .documentFormat("JSON")
            .content(document.toString())
            .build());
  }

  private void developerAccess() {
    IamPolicy policy =
        new IamPolicy(
            this,
            "developer-access",
            IamPolicyConfig.builder()
                .name(names.of(Names.Kind.POLICY, "developer-ssm-access"))
                .description("Sessions and port forwarding on the instances")
                .policy(
                    Statement.document(
                        grants.developers(
                            config.instanceName(),
                            config.options().defaultSessionDocument()
                                ? List.of(sessionDocumentName(), DEFAULT_SESSION_DOCUMENT)
                                : List.of(sessionDocumentName()),
                            data.key())))
                .build());
    output("developer_access_policy_arn", policy.getArn(), "Policy to attach to developers' roles");
  }

  private void rotation(InstanceGroupRef instances) {
    String name = names.of(Names.Kind.FUNCTION, "rotate-credentials");
    RoleRef role =
        new Role(
                this,
                "rotation-role",
                Role.Props.forService(
                    names.of(Names.Kind.ROLE, "rotation-role"),
                    "Gives the database a new password",
                    "lambda.amazonaws.com",
                    grants.rotation(data, instances, name)))
            .ref();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DB_INSTANCE_IDENTIFIER", data.database().identifier());
    environment.put("SECRET_ID", data.credentials().arn());
    environment.put("AUTO_SCALING_GROUP", instances.name());
    ScheduledFunction function =
        new ScheduledFunction(
            this,
            "rotation",
            new ScheduledFunction.Props(
                name,
                "Gives the database a new password",
                "rotate_credentials",
                FILES.read("rotation/rotate_credentials.py"),
                data.artifacts(),
                role,
                environment,
                config.options().credentialRotationDays(),
                config.logRetentionDays()));
    output("rotation_function", function.ref().name(), "Function that rotates the password");
  }

  Outputs outputs() {
    return outputs;
  }
}
