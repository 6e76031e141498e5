package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one line says about a resource. */
final class Facts {
  private static final Map<String, String> ENGINES =
      Map.of(
          "postgres", "PostgreSQL",
          "aurora-postgresql", "Aurora PostgreSQL",
          "mysql", "MySQL",
          "mariadb", "MariaDB",
          "aurora-mysql", "Aurora MySQL",
          "redis", "Redis",
          "valkey", "Valkey",
          "memcached", "Memcached");

  private final Model model;

  Facts(Model model) {
    this.model = model;
  }

  String of(Resource resource, String word) {
    return switch (resource.type()) {
      case "aws_ecs_service" -> joined("Fargate service", size(resource));
      case "aws_autoscaling_group" -> joined(instances(resource), instanceType(resource));
      case "aws_lb" -> resource.isTrue("internal") ? "internal " + word : word;
      case "aws_db_instance", "aws_rds_cluster" ->
          joined(engine(resource, word), resource.text("instance_class"), zones(resource));
      case "aws_elasticache_replication_group", "aws_elasticache_cluster" ->
          joined(engine(resource, "Redis"), resource.text("node_type"));
      case "aws_sqs_queue" ->
          resource.text("redrive_policy").isEmpty() ? word : word + " with dead letters";
      default -> word;
    };
  }

  private static String joined(String... parts) {
    List<String> said = new ArrayList<>(List.of(parts));
    said.removeIf(String::isEmpty);
    return String.join(" · ", said);
  }

  private static String engine(Resource resource, String word) {
    String engine = resource.text("engine");
    String name = engine.isEmpty() ? word : ENGINES.getOrDefault(engine, engine);
    String version = resource.text("engine_version");
    return version.isEmpty() || version.contains("$") ? name : name + " " + version;
  }

  private static String zones(Resource resource) {
    return resource.isTrue("multi_az") ? "two zones" : "";
  }

  private String size(Resource service) {
    return model
        .target(service, "task_definition")
        .filter(task -> task.number("cpu").isPresent() && task.number("memory").isPresent())
        .map(
            task ->
                number(task.number("cpu").getAsLong() / 1024.0)
                    + " vCPU, "
                    + number(task.number("memory").getAsLong() / 1024.0)
                    + " GiB")
        .orElse("");
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String instances(Resource group) {
    String least = group.text("min_size");
    String most = group.text("max_size");
    String count = least.equals(most) ? least : least + "–" + most;
    return least.isEmpty()
        ? "EC2 instances"
        : count + (count.equals("1") ? " instance" : " instances");
  }

  private String instanceType(Resource group) {
    return model
        .target(group, "launch_template")
        .map(template -> template.text("instance_type"))
        .orElse("");
  }
}
