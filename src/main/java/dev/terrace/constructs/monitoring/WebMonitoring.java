package dev.terrace.constructs.monitoring;

import dev.terrace.config.Names;
import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import dev.terrace.spec.web.AlertSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.constructs.Construct;

/**
 * Alarms and graphs of services behind a load balancer, and of what they store data in. A change of
 * an alarm's name replaces it.
 *
 * <p>It is no level of the construct tree: the scope gets what {@link StandardAlarms} gives it, and
 * {@code dashboard}.
 */
public final class WebMonitoring {
  private final Construct scope;
  private final Props props;
  private final StandardAlarms alarms;
  private final List<Graph> graphs = new ArrayList<>();

  /**
   * @param key encrypts the messages; CloudWatch has a right to it
   * @param alerts who is notified, and what raises an alarm
   * @param fewest tasks of a service that run when all is well
   */
  public record Props(
      Names names,
      String region,
      KeyRef key,
      AlertSpec alerts,
      ClusterRef cluster,
      LoadBalancerRef loadBalancer,
      Map<String, TargetGroupRef> targetGroups,
      Map<String, ServiceRef> services,
      ToIntFunction<String> fewest) {}

  public WebMonitoring(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
    alarms =
        new StandardAlarms(
                scope,
                new StandardAlarms.Props(
                    props.names(), props.alerts().email(), props.key(), List.of()))
            .unhealthyHosts(props.loadBalancer(), props.targetGroups())
            .runningTasks(props.cluster(), props.services(), props.fewest());
    alarms.alarms().serverErrorRate(props.loadBalancer(), props.alerts().serverErrorPercent());
    graphs.addAll(Graphs.targetGroups(props.loadBalancer(), props.targetGroups().values()));
    graphs.addAll(Graphs.services(props.cluster(), props.services().values()));
  }

  /**
   * @param storageGiB at the start
   */
  public WebMonitoring database(DatabaseRef database, int storageGiB) {
    alarms.alarms().database(database, storageGiB, props.alerts().databaseConnections());
    graphs.addAll(Graphs.database(database));
    return this;
  }

  public WebMonitoring redis(CacheRef cache) {
    alarms.alarms().redis(cache);
    graphs.add(Graphs.redis(cache));
    return this;
  }

  /**
   * An alarm on the first message that failed too often.
   *
   * @param name of the queue, such as orders
   */
  public WebMonitoring deadLetters(String name, QueueRef deadLetters) {
    alarms
        .alarms()
        .messagesAbove(name + "-dead-letters", "Messages of " + name + " failed", deadLetters, 0);
    return this;
  }

  /** For alarms on single resources, in addition. */
  public Alarms alarms() {
    return alarms.alarms();
  }

  /** Adds the dashboard with all graphs: the last call. */
  public TopicRef dashboard() {
    new Dashboard(
        scope, "dashboard", new Dashboard.Props(props.names().prefix(), props.region(), graphs));
    return alarms.topic();
  }
}
