package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.terraform.Plan.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks up changes by address, and adopted resources by their names. */
final class GateFacts {
  /** Attributes by which a setting refers to its resource. */
  private static final List<String> NAMES = List.of("id", "arn", "name");

  private final Map<String, JsonNode> changes = new HashMap<>();
  private final Map<String, String> adopted = new HashMap<>();

  GateFacts(JsonNode plan, Set<String> addresses) {
    plan.path("resource_changes")
        .forEach(each -> changes.put(each.path("address").asText(), each.path("change")));
    for (JsonNode there : plan.at("/prior_state/values/root_module/resources")) {
      String address = there.path("address").asText();
      if (addresses.contains(address)) {
        NAMES.stream()
            .map(name -> there.path("values").path(name).asText(""))
            .filter(name -> !name.isEmpty())
            .forEach(
                name -> adopted.putIfAbsent(there.path("type").asText() + " " + name, address));
      }
    }
  }

  /** The secret of a secret version; empty for other types. */
  String secretOf(Change change) {
    return change.type().equals("aws_secretsmanager_secret_version")
        ? side(change, "after").path("secret_id").asText("")
        : "";
  }

  /**
   * Whether masked attributes are secrets. The provider masks the value of every SSM parameter,
   * even if its type is not SecureString.
   */
  boolean isMasked(Change change) {
    return !change.type().equals("aws_ssm_parameter")
        || Stream.of("before", "after")
            .anyMatch(side -> side(change, side).path("type").asText().equals("SecureString"));
  }

  /** The adopted resource of a setting, see {@code settings.tsv}. */
  Optional<String> settingOf(Change change) {
    return ResourceTypes.settingOf(change.type())
        .map(s -> adopted.get(s.of() + " " + side(change, "after").path(s.attribute()).asText()));
  }

  /**
   * What a replacement does that loses nothing; empty for others. The provider replaces what AWS
   * overwrites or adds to:
   *
   * <ul>
   *   <li>a setting of the same resource: PutLifecyclePolicy overwrites the document of a
   *       repository, which keeps its images;
   *   <li>a task definition of the same family: RegisterTaskDefinition adds a revision, and running
   *       tasks keep theirs (Amazon ECS developer guide, "Amazon ECS task definitions").
   * </ul>
   */
  Optional<String> inPlace(Change change) {
    if (change.type().equals("aws_ecs_task_definition")) {
      return change.forcedBy().contains("family")
          ? Optional.empty()
          : Optional.of("would register a new revision");
    }
    return ResourceTypes.settingOf(change.type())
        .filter(setting -> !change.forcedBy().contains(setting.attribute()))
        .flatMap(setting -> settingOf(change))
        .map(of -> "would overwrite a setting of " + of);
  }

  private JsonNode side(Change change, String side) {
    return changes.getOrDefault(change.address(), MissingNode.getInstance()).path(side);
  }
}
