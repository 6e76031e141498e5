package dev.terrace.constructs.monitoring;

import dev.terrace.config.Names;
import dev.terrace.constructs.Account;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.ref.TopicRef;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.constructs.Construct;

/**
 * The alarms of an environment and the topic that they go to; alarms on all resources of a kind at
 * once, and {@link #alarms} for the others. A change of an alarm's name replaces it.
 *
 * <p>It is no level of the construct tree: the scope gets {@code alerts}, unless it is given a
 * topic, and {@code alarms}.
 */
public final class StandardAlarms {
  private final TopicRef topic;
  private final Alarms alarms;

  /**
   * @param email null: no subscriber
   * @param key encrypts the messages; the publishers need a right to it
   * @param publishers services of AWS other than CloudWatch that send to the topic
   */
  public record Props(Names names, String email, KeyRef key, List<String> publishers) {}

  /** Alarms with a topic of their own. */
  public StandardAlarms(Construct scope, Props props) {
    this(
        scope,
        props.names(),
        new AlertTopic(
                scope,
                "alerts",
                AlertTopic.Props.of(
                        props.names().of(Names.Kind.TOPIC, "alerts"),
                        props.email(),
                        Account.idOf(scope))
                    .withKey(props.key())
                    .withPublishers(props.publishers()))
            .ref());
  }

  /** Alarms that go to a topic that exists. */
  public StandardAlarms(Construct scope, Names names, TopicRef topic) {
    this.topic = topic;
    alarms = new Alarms(scope, "alarms", new Alarms.Props(names, topic));
  }

  /**
   * Fewer tasks of a service run than there should; none of a service that runs none.
   *
   * @param fewest tasks of a service that run when all is well
   */
  public StandardAlarms runningTasks(
      ClusterRef cluster, Map<String, ServiceRef> services, ToIntFunction<String> fewest) {
    services.forEach(
        (name, service) -> {
          int tasks = fewest.applyAsInt(name);
          if (tasks > 0) {
            alarms.runningTasksBelow(cluster, service, name, tasks);
          }
        });
    return this;
  }

  /** A target of a service answers its health check wrongly. */
  public StandardAlarms unhealthyHosts(
      LoadBalancerRef loadBalancer, Map<String, TargetGroupRef> targetGroups) {
    targetGroups.forEach((name, group) -> alarms.unhealthyHosts(name, loadBalancer, group));
    return this;
  }

  /** Alarms on single resources. */
  public Alarms alarms() {
    return alarms;
  }

  public TopicRef topic() {
    return topic;
  }
}
