package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.AlertTopic;
import dev.terrace.constructs.monitoring.Dashboard;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.constructs.monitoring.Graphs;
import dev.terrace.layers.LayerStack;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.AlarmSpec.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alarms and the dashboard. The log groups belong to the tasks that write to them. */
final class AlvaObservabilityStack extends LayerStack {
  private static final int CERTIFICATE_DAYS = 30;

  AlvaObservabilityStack(
      App app,
      Environment<AlvaConfig> environment,
      AlvaDataStack.Outputs data,
      AlvaPlatformStack.Outputs platform) {
    super(app, environment.id().stack("observability"), environment.config());
    AlvaConfig config = environment.config();
    Names names = config.names();
    TopicRef topic =
        new AlertTopic(
                this,
                "alerts",
                AlertTopic.Props.of(
                        names.of(Names.Kind.TOPIC, "alerts"),
                        config.alarms().email(),
                        Account.idOf(this))
                    .withKey(data.key()))
            .ref();
    LoadBalancerRef loadBalancer = platform.loadBalancer();
    Alarms alarms = new Alarms(this, "alarms", new Alarms.Props(names, topic));
    platform
        .targetGroups()
        .forEach(
            (name, group) ->
                alarms
                    .unhealthyHosts(name, loadBalancer, group)
                    .serverErrors(name, loadBalancer, group, config.alarms().serverErrors()));
    platform
        .services()
        .forEach(
            (name, service) -> {
              int tasks = config.services().get(name).desiredCount();
              if (tasks > 0) {
                alarms.runningTasksBelow(platform.cluster(), service, name, tasks);
              }
            });
    alarms.database(
        data.database(), config.database().storageGiB(), config.alarms().databaseConnections());
    alarms.redis(data.redis());
    // One that is created here renews itself.
    if (config.domain() != null && config.domain().certificateArn() != null) {
      alarms.certificateExpiry(
          new CertificateRef(config.domain().certificateArn()), CERTIFICATE_DAYS);
    }
    new Dashboard(
        this,
        "dashboard",
        new Dashboard.Props(names.prefix(), config.region(), graphs(data, platform)));
    output("alert_topic_arn", topic.arn(), "Topic of the alarms");
  }

  private static List<Graph> graphs(
      AlvaDataStack.Outputs data, AlvaPlatformStack.Outputs platform) {
    String balancer = platform.loadBalancer().arnSuffix();
    List<Metric> requests = new ArrayList<>();
    List<Metric> errors = new ArrayList<>();
    List<Metric> latency = new ArrayList<>();
    platform
        .targetGroups()
        .values()
        .forEach(
            group -> {
              Map<String, String> dimensions =
                  Map.of("LoadBalancer", balancer, "TargetGroup", group.arnSuffix());
              requests.add(Graphs.metric("AWS/ApplicationELB", "RequestCount", dimensions, "Sum"));
              errors.add(
                  Graphs.metric(
                      "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", dimensions, "Sum"));
              latency.add(
                  Graphs.metric("AWS/ApplicationELB", "TargetResponseTime", dimensions, "p95"));
            });
    List<Graph> graphs = new ArrayList<>();
    graphs.add(new Graph("Requests of the services", requests));
    graphs.add(new Graph("Answers with 5xx", errors));
    graphs.add(new Graph("Latency, s", latency));
    graphs.addAll(Graphs.services(platform.cluster(), platform.services().values()));
    graphs.addAll(Graphs.database(data.database()));
    graphs.add(Graphs.redis(data.redis()));
    return graphs;
  }
}
