package dev.terrace.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The resources that alarms watch: those that they read, what sends requests or messages to those,
 * and those that they name in a dimension.
 */
final class Watched {
  /**
   * The nodes of a replication group have its id and a number of three digits or, with shards, two
   * of them (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Shards.html).
   */
  private static final Pattern NODE = Pattern.compile("(-\\d{4})?-\\d{3}");

  private final Model model;
  private final Set<Resource> resources = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  Watched(Model model) {
    this.model = model;
    for (Resource alarm : model.all("aws_cloudwatch_metric_alarm")) {
      model.references(alarm).stream().map(Reference::to).forEach(this::read);
      name(alarm, alarm.at("dimensions"));
      for (JsonNode query : alarm.blocks("metric_query")) {
        name(alarm, Resource.at(query, "metric.dimensions"));
      }
    }
  }

  boolean contains(Resource resource) {
    return resources.contains(resource)
        || names(resource.text("name"), resource, Pattern.compile(""))
        || (resource.type().equals("aws_elasticache_replication_group")
            && names(resource.text("replication_group_id"), resource, NODE));
  }

  private void read(Resource resource) {
    resources.add(resource);
    switch (resource.type()) {
      case "aws_lb_target_group" ->
          model.referencesTo(resource).forEach(each -> resources.add(each.from()));
      case "aws_sqs_queue" -> resources.addAll(model.readers(resource, "aws_sqs_queue"));
      default -> {}
    }
  }

  private void name(Resource alarm, JsonNode dimensions) {
    dimensions.forEach(each -> names.add(model.expand(alarm, each.asText())));
  }

  /** Whether a dimension is the name of a resource, or one that AWS derives from it. */
  private boolean names(String written, Resource resource, Pattern suffix) {
    String name = model.expand(resource, written);
    return !name.isEmpty()
        && names.stream()
            .anyMatch(
                each ->
                    each.startsWith(name)
                        && suffix.matcher(each.substring(name.length())).matches());
  }
}
