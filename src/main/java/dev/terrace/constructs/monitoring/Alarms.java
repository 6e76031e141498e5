package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarmConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.InstanceGroupRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.AlarmSpec;
import dev.terrace.spec.AlarmSpec.Comparison;
import dev.terrace.spec.AlarmSpec.Metric;
import dev.terrace.spec.AlarmSpec.Missing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Alarms, one method a symptom, all to one topic, both when they are raised and when they are over.
 */
public final class Alarms extends Construct {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;

  private final Props props;

  public record Props(Names names, TopicRef topic) {}

  public Alarms(Construct scope, String id, Props props) {
    super(scope, id);
    this.props = props;
  }

  /** Any alarm: one line for one resource. */
  public Alarms add(AlarmSpec spec) {
    Metric metric = spec.metric();
    CloudwatchMetricAlarmConfig.Builder config =
        base(spec)
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.dimensions())
            .period(metric.periodSeconds());
    if (metric.statistic().startsWith("p")) {
      config.extendedStatistic(metric.statistic());
    } else {
      config.statistic(metric.statistic());
    }
    new CloudwatchMetricAlarm(this, spec.name(), config.build());
    return this;
  }

  private Alarms add(ExpressionAlarm alarm) {
    new CloudwatchMetricAlarm(
        this, alarm.spec().name(), base(alarm.spec()).metricQuery(alarm.math().queries()).build());
    return this;
  }

  private CloudwatchMetricAlarmConfig.Builder base(AlarmSpec spec) {
    List<String> topic = List.of(props.topic().arn());
    return CloudwatchMetricAlarmConfig.builder()
        .alarmName(props.names().of(Names.Kind.ALARM, spec.name()))
        .alarmDescription(spec.description())
        .comparisonOperator(spec.comparison().operator())
        .threshold(spec.threshold())
        .evaluationPeriods(spec.periods())
        .treatMissingData(spec.missing().word())
        .alarmActions(topic)
        .okActions(topic);
  }

  /** At least one target answers its health check wrongly for two minutes. */
  public Alarms unhealthyHosts(String service, LoadBalancerRef loadBalancer, TargetGroupRef group) {
    return add(new LoadBalancerAlarms(loadBalancer).unhealthyHosts(service, group));
  }

  /** A service answers more often with a 5xx than the given count in five minutes. */
  public Alarms serverErrors(
      String service, LoadBalancerRef loadBalancer, TargetGroupRef group, int count) {
    return add(new LoadBalancerAlarms(loadBalancer).serverErrors(service, group, count));
  }

  /**
   * More than the given percentage of the requests in five minutes is answered with a 5xx by a
   * target or by the load balancer.
   */
  public Alarms serverErrorRate(LoadBalancerRef loadBalancer, double percent) {
    return add(new LoadBalancerAlarms(loadBalancer).serverErrorRate(percent));
  }

  /**
   * The slowest of several target groups: a percentile over the whole load balancer hides a slow
   * service behind a busy one.
   *
   * @param groups one and up
   * @param seconds the 95th percentile over five minutes, three times in a row
   */
  public Alarms latency(
      LoadBalancerRef loadBalancer, Collection<TargetGroupRef> groups, double seconds) {
    return add(new LoadBalancerAlarms(loadBalancer).latency(groups, seconds));
  }

  /** Fewer tasks run than there should; container insights publishes the count. */
  public Alarms runningTasksBelow(
      ClusterRef cluster, ServiceRef service, String name, int desired) {
    return add(
        new AlarmSpec(
            name + "-running-tasks-low",
            "Fewer tasks of " + name + " run than the " + desired + " that should",
            new Metric(
                "ECS/ContainerInsights",
                "RunningTaskCount",
                Map.of("ClusterName", cluster.name(), "ServiceName", service.name()),
                "Minimum",
                MINUTE),
            Comparison.BELOW,
            desired,
            5,
            Missing.BREACHING));
  }

  /**
   * CPU above 80 %, less than a tenth of the storage free, connections above the given count.
   *
   * @param storageGiB the storage at the start
   */
  public Alarms database(DatabaseRef database, int storageGiB, int connections) {
    DataAlarms.database(database, storageGiB, connections).forEach(this::add);
    return this;
  }

  /**
   * The same for a database that something is always connected to: also without any connection, and
   * with less than the given storage free.
   *
   * @param freeGiB what has to be free
   */
  public Alarms connectedDatabase(DatabaseRef database, int connections, int freeGiB) {
    DataAlarms.connected(database, connections, freeGiB).forEach(this::add);
    return this;
  }

  /** Memory above 80 % on a node, and any eviction: nothing may be evicted. */
  public Alarms redis(CacheRef cache) {
    DataAlarms.redis(cache).forEach(this::add);
    return this;
  }

  /** Less than a tenth of the burst credits of a new file system (2.1 TiB) is left. */
  public Alarms burstCredits(FileSystemRef fileSystem) {
    return add(DataAlarms.burstCredits(fileSystem));
  }

  /** No instance of a group is in service, or their CPU is above 80 %. */
  public Alarms instances(InstanceGroupRef instances) {
    InstanceAlarms.of(instances).forEach(this::add);
    return this;
  }

  /** No target of a service answers its health check for two minutes, or no data arrives. */
  public Alarms noHealthyHost(
      String name, String service, LoadBalancerRef loadBalancer, TargetGroupRef group) {
    return add(new LoadBalancerAlarms(loadBalancer).noHealthyHost(name, service, group));
  }

  /** More messages than the given count wait in a queue. */
  public Alarms messagesAbove(String name, String description, QueueRef queue, int messages) {
    return add(
        new AlarmSpec(
            name,
            description,
            new Metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                Map.of("QueueName", queue.name()),
                "Maximum",
                FIVE_MINUTES),
            Comparison.ABOVE,
            messages,
            1,
            Missing.NOT_BREACHING));
  }

  /** The certificate ends soon, so that its renewal has failed. */
  public Alarms certificateExpiry(CertificateRef certificate, int days) {
    return add(CertificateAlarms.expiry(certificate, days));
  }

  /** The first of the certificates to end does so soon, so that its renewal has failed. */
  public Alarms certificatesExpiry(String name, List<CertificateRef> certificates, int days) {
    return add(CertificateAlarms.firstExpiry(name, certificates, days));
  }
}
