package dev.terrace.constructs.monitoring;

import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.spec.AlarmSpec.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Graphs of a dashboard, one method a kind of resource; each point is five minutes. */
public final class Graphs {
  private static final int FIVE_MINUTES = 300;

  private Graphs() {}

  public static Metric metric(
      String namespace, String name, Map<String, String> dimensions, String statistic) {
    return new Metric(namespace, name, dimensions, statistic, FIVE_MINUTES);
  }

  /** CPU and memory, one line per service. */
  public static List<Graph> services(ClusterRef cluster, Collection<ServiceRef> services) {
    List<Metric> cpu = new ArrayList<>();
    List<Metric> memory = new ArrayList<>();
    for (ServiceRef service : services) {
      Map<String, String> dimensions =
          Map.of("ClusterName", cluster.name(), "ServiceName", service.name());
      cpu.add(metric("AWS/ECS", "CPUUtilization", dimensions, "Average"));
      memory.add(metric("AWS/ECS", "MemoryUtilization", dimensions, "Average"));
    }
    return List.of(
        new Graph("CPU of the services, %", cpu), new Graph("Memory of the services, %", memory));
  }

  /** CPU with connections, and free storage. */
  public static List<Graph> database(DatabaseRef ref) {
    Map<String, String> database = Map.of("DBInstanceIdentifier", ref.identifier());
    return List.of(
        new Graph(
            "Database: CPU, % and connections",
            List.of(
                metric("AWS/RDS", "CPUUtilization", database, "Average"),
                metric("AWS/RDS", "DatabaseConnections", database, "Average"))),
        new Graph(
            "Database: free storage, bytes",
            List.of(metric("AWS/RDS", "FreeStorageSpace", database, "Average"))));
  }

  /** Memory, a line a node. */
  public static Graph redis(CacheRef cache) {
    return new Graph(
        "Redis: memory, %",
        cache.nodeIds().stream()
            .map(
                node ->
                    metric(
                        "AWS/ElastiCache",
                        "DatabaseMemoryUsagePercentage",
                        Map.of("CacheClusterId", node),
                        "Average"))
            .toList());
  }
}
