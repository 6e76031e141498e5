package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.ForeignParameters;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.AlertTopic;
import dev.terrace.constructs.monitoring.Dashboard;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.constructs.monitoring.Graphs;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LLM tracing (Langfuse on ClickHouse), alarms and the dashboard. */
final class CoderObservabilityStack extends LayerStack {
  private static final DeployFiles FILES = new DeployFiles("coder");
  private static final String CONFIG_VOLUME = "config";

  /** Of the image: it holds docker_related_config.xml, which lets ClickHouse listen. */
  private static final String CLICKHOUSE_CONFIG = "/etc/clickhouse-server/config.d";

  private static final int DATABASE_CONNECTIONS = 800;
  private static final int CERTIFICATE_DAYS = 30;
  private static final double SERVER_ERROR_PERCENT = 5;

  CoderObservabilityStack(
      App app,
      Environment<CoderConfig> environment,
      CoderNetworkStack.Outputs network,
      CoderDataStack.Outputs data,
      CoderPlatformStack.Outputs platform) {
    super(app, environment.id().stack("observability"), environment.config());
    CoderConfig config = environment.config();
    Names names = config.names();
    Map<String, ServiceRef> services = new LinkedHashMap<>(platform.services());
    Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>(platform.targetGroups());
    for (Map.Entry<String, ServiceSpec> entry : config.servicesOf("observability").entrySet()) {
      ServiceWiring wiring =
          switch (entry.getKey()) {
            case "langfuse-web", "langfuse-worker" -> langfuse(data, config.redis().auth());
            case "clickhouse" -> clickhouse(entry.getValue().image());
            default -> ServiceWiring.none();
          };
      CoderService service =
          new CoderService(this, entry.getKey(), entry.getValue(), platform.context(), wiring);
      services.put(entry.getKey(), service.ref());
      if (service.targetGroup() != null) {
        targetGroups.put(entry.getKey(), service.targetGroup());
      }
    }

    LoadBalancerRef loadBalancer = platform.context().loadBalancer();
    TopicRef topic = topic(config, data.key());
    Alarms alarms = new Alarms(this, "alarms", new Alarms.Props(names, topic));
    targetGroups.forEach((name, group) -> alarms.unhealthyHosts(name, loadBalancer, group));
    alarms.serverErrorRate(loadBalancer, SERVER_ERROR_PERCENT);
    // A model answers after seconds to minutes, which says nothing about LiteLLM.
    Map<String, TargetGroupRef> answering = new LinkedHashMap<>(targetGroups);
    answering.remove("litellm");
    if (!answering.isEmpty()) {
      alarms.latency(loadBalancer, answering.values(), config.alarms().latencySeconds());
    }
    services.forEach(
        (name, service) -> {
          int tasks = config.services().get(name).fewestTasks();
          if (tasks > 0) {
            alarms.runningTasksBelow(platform.context().cluster(), service, name, tasks);
          }
        });
    alarms.database(data.database(), config.database().storageGiB(), DATABASE_CONNECTIONS);
    alarms.redis(data.redis());
    if (config.fileSystem().throughputMode() == CoderConfig.FileSystem.ThroughputMode.bursting) {
      alarms.burstCredits(data.fileSystem());
    }
    alarms.certificateExpiry(platform.certificate(), CERTIFICATE_DAYS);

    new Dashboard(
        this,
        "dashboard",
        new Dashboard.Props(names.prefix(), config.region(), graphs(data, platform, services)));
    output("langfuse_url", "https://langfuse." + config.domain().name(), "Langfuse");
    output("alert_topic_arn", topic.arn(), "Topic of the alarms");
  }

  /** Another workspace's topic where the environment names one, else one of its own. */
  private TopicRef topic(CoderConfig config, KeyRef key) {
    String foreign = config.alarms().topicParameter();
    return foreign != null
        ? new ForeignParameters(this, "foreign").topic("alert-topic", foreign)
        : new AlertTopic(
                this,
                "alerts",
                AlertTopic.Props.of(
                        config.names().of(Names.Kind.TOPIC, "alerts"),
                        config.alarms().email(),
                        Account.idOf(this))
                    .withKey(key))
            .ref();
  }

  /**
   * The folder holds a file of the image's own, which is kept: a volume hides what lies beneath it.
   */
  private static ServiceWiring clickhouse(String image) {
    Container write =
        Container.of("write-config", image)
            .withCommand(
                List.of("/bin/sh", "-c"),
                List.of(
                    "cp "
                        + CLICKHOUSE_CONFIG
                        + "/* /config/ && printf '%s' \"$SYSTEM_LOGS\" > /config/system-logs.xml"))
            .withEnvironment(
                Map.of(
                    "SYSTEM_LOGS", DeployFiles.literal(FILES.read("clickhouse-system-logs.xml"))),
                Map.of())
            .withMount(CONFIG_VOLUME, "/config")
            .withReadOnlyRoot();
    return ServiceWiring.none().withInitContainer(write, Map.of(CONFIG_VOLUME, CLICKHOUSE_CONFIG));
  }

  private static ServiceWiring langfuse(CoderDataStack.Outputs data, boolean auth) {
    List<Statement> statements =
        new ArrayList<>(
            Grants.readWriteObjects(
                "Events",
                List.of(
                    data.buckets().get(CoderDataStack.LANGFUSE_EVENTS),
                    data.buckets().get(CoderDataStack.LANGFUSE_MEDIA))));
    statements.add(Grants.encryptAndDecrypt(data.key()));
    return ServiceWiring.none()
        .withStatements(statements)
        .withRedis("REDIS_CONNECTION_STRING", data.redis(), auth);
  }

  private static List<Graph> graphs(
      CoderDataStack.Outputs data,
      CoderPlatformStack.Outputs platform,
      Map<String, ServiceRef> services) {
    Map<String, String> balancer =
        Map.of("LoadBalancer", platform.context().loadBalancer().arnSuffix());
    List<Graph> graphs = new ArrayList<>();
    graphs.add(
        new Graph(
            "Requests and errors",
            List.of(
                Graphs.metric("AWS/ApplicationELB", "RequestCount", balancer, "Sum"),
                Graphs.metric(
                    "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", balancer, "Sum"))));
    graphs.add(
        new Graph(
            "Latency, s",
            List.of(Graphs.metric("AWS/ApplicationELB", "TargetResponseTime", balancer, "p95"))));
    graphs.addAll(Graphs.services(platform.context().cluster(), services.values()));
    graphs.addAll(Graphs.database(data.database()));
    graphs.add(Graphs.redis(data.redis()));
    graphs.add(
        new Graph(
            "File system: burst credits, bytes",
            List.of(
                Graphs.metric(
                    "AWS/EFS",
                    "BurstCreditBalance",
                    Map.of("FileSystemId", data.fileSystem().id()),
                    "Minimum"))));
    return graphs;
  }
}
