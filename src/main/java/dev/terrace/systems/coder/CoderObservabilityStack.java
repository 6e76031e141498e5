package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.value.ConnectionLimit;
import dev.terrace.constructs.ForeignParameters;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.Dashboard;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.constructs.monitoring.Graphs;
import dev.terrace.constructs.monitoring.StandardAlarms;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.constructs.service.WebService;
import dev.terrace.constructs.service.WebServices;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.layers.DeployFiles;
import dev.terrace.layers.StandardStack;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LLM tracing (Langfuse on ClickHouse), alarms and the dashboard. */
final class CoderObservabilityStack extends StandardStack<CoderConfig, Void> {
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
    super(app, environment, "observability");
    WebServices added = new WebServices(this).including(platform.services());
    config
        .servicesOf("observability")
        .forEach(
            (name, spec) ->
                added.add(
                    name,
                    WebService.Props.of(
                        platform.context(),
                        spec,
                        switch (name) {
                          case "langfuse-web", "langfuse-worker" -> langfuse(data);
                          case "clickhouse" -> clickhouse(spec.image());
                          default -> ServiceWiring.none();
                        },
                        platform.execution())));
    Map<String, ServiceRef> services = added.refs().services();
    Map<String, TargetGroupRef> targetGroups = added.refs().targetGroups();
    LoadBalancerRef loadBalancer = platform.context().entrance().loadBalancer();
    StandardAlarms standard = alarms(config, data.key());
    Alarms alarms = standard.alarms();
    standard.unhealthyHosts(loadBalancer, targetGroups);
    alarms.serverErrorRate(loadBalancer, SERVER_ERROR_PERCENT);
    // A model answers after seconds to minutes, which says nothing about LiteLLM.
    Map<String, TargetGroupRef> answering = new LinkedHashMap<>(targetGroups);
    answering.remove("litellm");
    if (!answering.isEmpty()) {
      alarms.latency(loadBalancer, answering.values(), config.alarms().latencySeconds());
    }
    standard.runningTasks(
        platform.context().cluster(), services, name -> config.services().get(name).fewestTasks());
    alarms.database(
        data.database(),
        config.database().storageGiB(),
        ConnectionLimit.alarm(config.database().instanceClass(), DATABASE_CONNECTIONS));
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
    output("alert_topic_arn", standard.topic().arn(), "Topic of the alarms");
  }

  /** To another workspace's topic where the environment names one, else to one of its own. */
  private StandardAlarms alarms(CoderConfig config, KeyRef key) {
    String foreign = config.alarms().topicParameter();
    return foreign != null
        ? new StandardAlarms(
            this,
            config.names(),
            new ForeignParameters(this, "foreign").topic("alert-topic", foreign))
        : new StandardAlarms(
            this,
            new StandardAlarms.Props(config.names(), config.alarms().email(), key, List.of()));
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

  private static ServiceWiring langfuse(CoderDataStack.Outputs data) {
    List<Statement> statements =
        new ArrayList<>(
            Grants.readWriteObjects(
                "Events",
                List.of(
                    data.buckets().get(CoderDataStack.LANGFUSE_EVENTS),
                    data.buckets().get(CoderDataStack.LANGFUSE_MEDIA))));
    statements.add(Grants.encryptAndDecrypt(data.key()));
    return data.withRedis(ServiceWiring.none(), "REDIS_CONNECTION_STRING")
        .withStatements(statements);
  }

  private static List<Graph> graphs(
      CoderDataStack.Outputs data,
      CoderPlatformStack.Outputs platform,
      Map<String, ServiceRef> services) {
    List<Graph> graphs =
        new ArrayList<>(Graphs.loadBalancer(platform.context().entrance().loadBalancer()));
    graphs.addAll(Graphs.services(platform.context().cluster(), services.values()));
    graphs.addAll(Graphs.database(data.database()));
    graphs.add(Graphs.redis(data.redis()));
    graphs.add(Graphs.burstCredits(data.fileSystem()));
    return graphs;
  }
}
