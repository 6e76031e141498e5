package dev.terrace.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
  private final Map<Resource, Set<Resource>> readers = new HashMap<>();

  /** Alarms by what their dimensions name. */
  private final Map<String, Set<Resource>> names = new LinkedHashMap<>();

  Watched(Model model) {
    this.model = model;
    for (Resource alarm : model.all("aws_cloudwatch_metric_alarm")) {
      model.references(alarm).stream().map(Reference::to).forEach(to -> read(alarm, to));
      name(alarm, alarm.at("dimensions"));
      for (JsonNode query : alarm.blocks("metric_query")) {
        name(alarm, Resource.at(query, "metric.dimensions"));
      }
    }
  }

  boolean contains(Resource resource) {
    return !alarms(resource).isEmpty();
  }

  /** The alarms that watch a resource. */
  Set<Resource> alarms(Resource resource) {
    Set<Resource> alarms = new LinkedHashSet<>(readers.getOrDefault(resource, Set.of()));
    alarms.addAll(named(resource.text("name"), resource, Pattern.compile("")));
    if (resource.type().equals("aws_elasticache_replication_group")) {
      alarms.addAll(named(resource.text("replication_group_id"), resource, NODE));
    }
    return alarms;
  }

  private void read(Resource alarm, Resource resource) {
    add(alarm, resource);
    switch (resource.type()) {
      case "aws_lb_target_group" ->
          model.referencesTo(resource).forEach(each -> add(alarm, each.from()));
      case "aws_sqs_queue" ->
          model.readers(resource, "aws_sqs_queue").forEach(each -> add(alarm, each));
      default -> {}
    }
  }

  private void add(Resource alarm, Resource watched) {
    readers.computeIfAbsent(watched, each -> new LinkedHashSet<>()).add(alarm);
  }

  private void name(Resource alarm, JsonNode dimensions) {
    dimensions.forEach(
        each ->
            names
                .computeIfAbsent(model.expand(alarm, each.asText()), name -> new LinkedHashSet<>())
                .add(alarm));
  }

  /**
   * The alarms with a dimension that is the name of a resource, or one that AWS derives from it.
   */
  private Set<Resource> named(String written, Resource resource, Pattern suffix) {
    String name = model.expand(resource, written);
    Set<Resource> alarms = new LinkedHashSet<>();
    names.forEach(
        (each, named) -> {
          if (!name.isEmpty()
              && each.startsWith(name)
              && suffix.matcher(each.substring(name.length())).matches()) {
            alarms.addAll(named);
          }
        });
    return alarms;
  }
}
