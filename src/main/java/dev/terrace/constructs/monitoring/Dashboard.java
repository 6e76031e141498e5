package dev.terrace.constructs.monitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.providers.aws.cloudwatch_dashboard.CloudwatchDashboard;
import com.hashicorp.cdktf.providers.aws.cloudwatch_dashboard.CloudwatchDashboardConfig;
import dev.terrace.config.Names;
import dev.terrace.spec.AlarmSpec.Metric;
import java.util.List;
import software.constructs.Construct;

/** A dashboard of graphs, two in a row. */
public final class Dashboard extends Construct {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int WIDTH = 12;
  private static final int HEIGHT = 6;

  /** One graph. */
  public record Graph(String title, List<Metric> metrics) {}

  /**
   * @param name the whole name
   */
  public record Props(String name, String region, List<Graph> graphs) {}

  public Dashboard(Construct scope, String id, Props props) {
    super(scope, id);
    ObjectNode body = MAPPER.createObjectNode();
    ArrayNode widgets = body.putArray("widgets");
    for (int i = 0; i < props.graphs().size(); i++) {
      Graph graph = props.graphs().get(i);
      ObjectNode widget =
          widgets
              .addObject()
              .put("type", "metric")
              .put("x", i % 2 * WIDTH)
              .put("y", i / 2 * HEIGHT)
              .put("width", WIDTH)
              .put("height", HEIGHT);
      ObjectNode properties =
          widget
              .putObject("properties")
              .put("title", graph.title())
              .put("region", props.region())
              .put("view", "timeSeries");
      ArrayNode metrics = properties.putArray("metrics");
      for (Metric metric : graph.metrics()) {
        ArrayNode line = metrics.addArray().add(metric.namespace()).add(metric.name());
        metric.dimensions().forEach((key, value) -> line.add(key).add(value));
        line.addObject().put("stat", metric.statistic()).put("period", metric.periodSeconds());
      }
    }
    new CloudwatchDashboard(
        this,
        "dashboard",
        CloudwatchDashboardConfig.builder()
            .dashboardName(Names.exact(Names.Kind.DASHBOARD, props.name()))
            .dashboardBody(body.toString())
            .build());
  }
}
