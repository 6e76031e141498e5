package dev.terrace.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.picture.Picture;
import dev.terrace.picture.Picture.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is watched, who is told, what nobody watches, and what dashboards show. */
record AlarmSection(Model model, Picture picture) implements Section {
  private static final String ALARM = "aws_cloudwatch_metric_alarm";

  private static final Set<Kind> WATCHED =
      Set.of(Kind.ENTRY, Kind.COMPUTE, Kind.DATA, Kind.MESSAGING);

  private static final Map<String, String> COMPARISONS =
      Map.of(
          "GreaterThanThreshold", ">",
          "GreaterThanOrEqualToThreshold", "≥",
          "LessThanThreshold", "<",
          "LessThanOrEqualToThreshold", "≤");

  @Override
  public String id() {
    return "alarms";
  }

  @Override
  public String title() {
    return "Alarms and dashboards";
  }

  @Override
  public void write(Html html) {
    PageTable table = new PageTable("Alarms", "alarm", "when", "for", "tells");
    for (Resource alarm : model.all(ALARM)) {
      table.cells(
          cell ->
              cell.link("#" + Subject.anchor(alarm), model.expand(alarm, alarm.text("alarm_name"))),
          cell -> cell.text(condition(alarm)),
          cell -> cell.text(duration(alarm)),
          cell -> cell.text(told(alarm)));
    }
    if (table.isEmpty()) {
      html.element("p", "There are no alarms.");
    } else {
      table.write(html);
    }
    List<String> unwatched = unwatched();
    if (!unwatched.isEmpty()) {
      html.element("p", "No alarm names: " + String.join(", ", unwatched) + ".");
    }
    dashboards(html);
  }

  private void dashboards(Html html) {
    PageTable table = new PageTable("Dashboards", "dashboard", "shows");
    for (Resource dashboard : model.all("aws_cloudwatch_dashboard")) {
      String name = model.expand(dashboard, dashboard.text("dashboard_name"));
      table.cells(
          cell -> cell.link("#" + Subject.anchor(dashboard), name),
          cell -> cell.text(String.join(", ", titles(dashboard))));
    }
    if (!table.isEmpty()) {
      table.write(html);
    }
  }

  /** Of its graphs; a widget without one, such as a text, is left out. */
  private static List<String> titles(Resource dashboard) {
    return Resource.list(dashboard.document("dashboard_body").path("widgets")).stream()
        .map(widget -> widget.path("properties").path("title").asText(""))
        .filter(title -> !title.isEmpty())
        .toList();
  }

  private String condition(Resource alarm) {
    String metric = alarm.text("metric_name");
    return (metric.isEmpty() ? expression(alarm) : metric)
        + " "
        + COMPARISONS.getOrDefault(
            alarm.text("comparison_operator"), alarm.text("comparison_operator"))
        + " "
        + alarm.text("threshold");
  }

  /** What the query that decides is called, else how it is calculated. */
  private static String expression(Resource alarm) {
    for (JsonNode query : alarm.blocks("metric_query")) {
      if (query.path("return_data").asText().equals("true")) {
        String label = query.path("label").asText("");
        return label.isEmpty() ? query.path("expression").asText("an expression") : label;
      }
    }
    return "an expression";
  }

  private static String duration(Resource alarm) {
    String periods = alarm.text("evaluation_periods");
    String period = alarm.text("period");
    return period.isEmpty() ? periods + " periods" : periods + " × " + period + " s";
  }

  private String told(Resource alarm) {
    Set<String> topics = new HashSet<>();
    for (Resource topic : model.targets(alarm, "alarm_actions")) {
      List<Resource> subscriptions = model.readers(topic, "aws_sns_topic_subscription");
      topics.add(
          topic.path().split("/", 2)[0]
              + (subscriptions.isEmpty()
                  ? " (nobody subscribes)"
                  : " → "
                      + subscriptions.stream()
                          .map(each -> each.text("protocol"))
                          .sorted()
                          .collect(Collectors.joining(", "))));
    }
    return topics.stream().sorted().collect(Collectors.joining(", "));
  }

  /** Boxes that no alarm watches. */
  private List<String> unwatched() {
    Watched watched = new Watched(model);
    Set<String> boxes = new HashSet<>();
    for (Resource each : model.resources()) {
      if (watched.contains(each)) {
        boxes.add(each.stack().layer() + "/" + each.path());
      }
    }
    return picture.nodes().stream()
        .filter(node -> WATCHED.contains(node.kind()) && !boxes.contains(node.id()))
        .map(Picture.Node::label)
        .toList();
  }
}
