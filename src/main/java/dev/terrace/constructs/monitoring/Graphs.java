package dev.terrace.constructs.monitoring;

import dev.terrace.constructs.monitoring.Dashboard.Graph;
import dev.terrace.ref.CacheRef;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.AlarmSpec.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Graphs of a dashboard, one method a kind of resource; each point is five minutes. */
public final class Graphs {
  private static final int FIVE_MINUTES = 300;
  private static final String LOAD_BALANCER = "AWS/ApplicationELB";

  private Graphs() {}

  public static Metric metric(
      String namespace, String name, Map<String, String> dimensions, String statistic) {
    return new Metric(namespace, name, dimensions, statistic, FIVE_MINUTES);
  }

  /** Requests, errors and latency, one line per target group. */
  public static List<Graph> targetGroups(
      LoadBalancerRef loadBalancer, Collection<TargetGroupRef> targetGroups) {
    List<Metric> requests = new ArrayList<>();
    List<Metric> errors = new ArrayList<>();
    List<Metric> latency = new ArrayList<>();
    for (TargetGroupRef group : targetGroups) {
      Map<String, String> dimensions =
          Map.of("LoadBalancer", loadBalancer.arnSuffix(), "TargetGroup", group.arnSuffix());
      requests.add(metric(LOAD_BALANCER, "RequestCount", dimensions, "Sum"));
      errors.add(metric(LOAD_BALANCER, "HTTPCode_Target_5XX_Count", dimensions, "Sum"));
      latency.add(metric(LOAD_BALANCER, "TargetResponseTime", dimensions, "p95"));
    }
    return List.of(
        new Graph("Requests of the services", requests),
        new Graph("Answers with 5xx", errors),
        new Graph("Latency, s", latency));
  }

  /** Requests with errors, and latency, of all targets together. */
  public static List<Graph> loadBalancer(LoadBalancerRef ref) {
    Map<String, String> balancer = Map.of("LoadBalancer", ref.arnSuffix());
    return List.of(
        new Graph(
            "Requests and errors",
            List.of(
                metric(LOAD_BALANCER, "RequestCount", balancer, "Sum"),
                metric(LOAD_BALANCER, "HTTPCode_Target_5XX_Count", balancer, "Sum"))),
        new Graph(
            "Latency, s", List.of(metric(LOAD_BALANCER, "TargetResponseTime", balancer, "p95"))));
  }

  public static Graph burstCredits(FileSystemRef fileSystem) {
    return new Graph(
        "File system: burst credits, bytes",
        List.of(
            metric(
                "AWS/EFS",
                "BurstCreditBalance",
                Map.of("FileSystemId", fileSystem.id()),
                "Minimum")));
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
