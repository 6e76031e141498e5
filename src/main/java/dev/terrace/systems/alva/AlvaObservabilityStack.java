package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.providers.aws.data_aws_caller_identity.DataAwsCallerIdentity;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.constructs.monitoring.Alarms;
import dev.terrace.constructs.monitoring.AlertTopic;
import dev.terrace.constructs.monitoring.Dashboard;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
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
  private static final int FIVE_MINUTES = 300;

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
                    new DataAwsCallerIdentity(this, "account").getAccountId()))
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
    // One that is made here renews itself.
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
              requests.add(metric("AWS/ApplicationELB", "RequestCount", dimensions, "Sum"));
              errors.add(
                  metric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", dimensions, "Sum"));
              latency.add(metric("AWS/ApplicationELB", "TargetResponseTime", dimensions, "p95"));
            });
    List<Metric> cpu = new ArrayList<>();
    List<Metric> memory = new ArrayList<>();
    platform
        .services()
        .values()
        .forEach(
            service -> {
              Map<String, String> dimensions =
                  Map.of("ClusterName", platform.cluster().name(), "ServiceName", service.name());
              cpu.add(metric("AWS/ECS", "CPUUtilization", dimensions, "Average"));
              memory.add(metric("AWS/ECS", "MemoryUtilization", dimensions, "Average"));
            });
    List<Metric> redis = new ArrayList<>();
    data.redis()
        .nodeIds()
        .forEach(
            node ->
                redis.add(
                    metric(
                        "AWS/ElastiCache",
                        "DatabaseMemoryUsagePercentage",
                        Map.of("CacheClusterId", node),
                        "Average")));
    Map<String, String> database = Map.of("DBInstanceIdentifier", data.database().identifier());
    return List.of(
        new Graph("Requests of the services", requests),
        new Graph("Answers with 5xx", errors),
        new Graph("Latency, s", latency),
        new Graph("CPU of the services, %", cpu),
        new Graph("Memory of the services, %", memory),
        new Graph(
            "Database: CPU, % and connections",
            List.of(
                metric("AWS/RDS", "CPUUtilization", database, "Average"),
                metric("AWS/RDS", "DatabaseConnections", database, "Average"))),
        new Graph(
            "Database: free storage, bytes",
            List.of(metric("AWS/RDS", "FreeStorageSpace", database, "Average"))),
        new Graph("Redis: memory, %", redis));
  }

  private static Metric metric(
      String namespace, String name, Map<String, String> dimensions, String statistic) {
    return new Metric(namespace, name, dimensions, statistic, FIVE_MINUTES);
  }
}
