package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resources that carry an environment's tags or name and are in none of its states. */
public final class UnmanagedResources {
  /** An id that AWS gives once, such as {@code sg-0123456789abcdef0}. */
  private static final Pattern UNIQUE = Pattern.compile("[a-z][a-z-]*-[0-9a-f]{8,17}");

  /** A node of a replication group is named after it. */
  private static final Pattern NODE =
      Pattern.compile("(arn:[^:]*:elasticache:.*):cluster:(.*?)(?:-\\d{4})?-\\d{3}");

  private static final Pattern REVISION = Pattern.compile(":\\d+$");

  /** Kinds of resources that a service creates, by a part of the ARN, with the service's reason. */
  private static final Map<String, String> CREATED_BY_SERVICES =
      Map.of(
          ":task/", "a task that an ECS service or a deployment runs",
          ":network-interface/", "a network interface of a service or a task",
          ":snapshot:rds:", "an automated backup of RDS",
          ":snapshot:automatic.", "an automated backup of ElastiCache",
          ":recovery-point:", "a recovery point of AWS Backup");

  private final Map<String, String> tags;
  private final Pattern named;
  private final Set<String> arns = new HashSet<>();
  private final Set<String> families = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, String> explained = new LinkedHashMap<>();
  private final Map<String, UnmanagedResource> found = new TreeMap<>();

  /**
   * @param tags that every resource of the environment has
   * @param prefix of the environment's names; empty if they have none
   */
  public UnmanagedResources(Map<String, String> tags, String prefix) {
    this.tags = Map.copyOf(tags);
    this.named =
        Pattern.compile(
            prefix.isEmpty() ? "(?!)" : "(?:^|[:/])" + Pattern.quote(prefix) + "(?:[-/_:.]|$)");
  }

  /** A resource of a state. */
  public void know(String type, JsonNode values) {
    String arn = values.path("arn").asText("");
    String id = values.path("id").asText("");
    if (!arn.isEmpty()) {
      arns.add(withoutStar(arn));
    }
    if (id.startsWith("arn:")) {
      arns.add(withoutStar(id));
    } else if (UNIQUE.matcher(id).matches()) {
      ids.add(id);
    }
    if (type.equals("aws_ecs_task_definition")) {
      families.add(REVISION.matcher(arn).replaceFirst(""));
    }
  }

  /**
   * A resource that belongs to no stack.
   *
   * @param ending of its ARN
   */
  public void explain(String ending, String explanation) {
    explained.put(ending, explanation);
  }

  /** A resource of the account, as {@code GetResources} returns it. */
  public void see(JsonNode resource) {
    String arn = withoutStar(resource.path("ResourceARN").asText());
    if (arns.contains(arn) || ids.contains(lastPart(arn))) {
      return;
    }
    Map<String, String> its = new LinkedHashMap<>();
    resource
        .path("Tags")
        .forEach(tag -> its.put(tag.path("Key").asText(), tag.path("Value").asText()));
    reason(arn, its)
        .ifPresent(
            because -> found.put(arn, new UnmanagedResource(arn, because, explanation(arn, its))));
  }

  /** Everything that was seen and is in no state, in the order of the ARNs. */
  public List<UnmanagedResource> found() {
    return List.copyOf(found.values());
  }

  private Optional<String> reason(String arn, Map<String, String> its) {
    List<String> reasons = new ArrayList<>();
    if (!tags.isEmpty() && its.entrySet().containsAll(tags.entrySet())) {
      reasons.add("tags");
    }
    String[] parts = arn.split(":", 6);
    if (named.matcher(parts[parts.length - 1]).find()) {
      reasons.add("name");
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", reasons));
  }

  private String explanation(String arn, Map<String, String> its) {
    for (Map.Entry<String, String> each : explained.entrySet()) {
      if (arn.endsWith(each.getKey())) {
        return each.getValue();
      }
    }
    Matcher node = NODE.matcher(arn);
    if (node.matches() && arns.contains(node.group(1) + ":replicationgroup:" + node.group(2))) {
      return "a node of a replication group that is managed";
    }
    if (families.contains(REVISION.matcher(arn).replaceFirst(""))) {
      return "another revision of a task definition that is managed";
    }
    for (String key : List.of("aws:autoscaling:groupName", "aws:cloudformation:stack-name")) {
      if (its.containsKey(key)) {
        return key + " is " + its.get(key);
      }
    }
    return CREATED_BY_SERVICES.entrySet().stream()
        .filter(each -> arn.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static String lastPart(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  }

  /** A log group's ARN has {@code :*} at its end in some answers. */
  private static String withoutStar(String arn) {
    return arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
  }
}
