package dev.terrace.systems;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.config.Nearest;
import dev.terrace.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.IConstruct;

/**
 * Sets the attributes that adopted resources keep. Other resources refer to them with tokens, so
 * they follow; what names a log group by text follows by {@link KeptLogGroups}.
 */
final class ConstructOverrides {
  /** Names whose limits are those of the resource. */
  private static final Map<String, Names.Kind> KINDS =
      new TreeMap<>(
          Map.of(
              "aws_lb name", Names.Kind.LOAD_BALANCER,
              "aws_lb_target_group name", Names.Kind.TARGET_GROUP,
              "aws_iam_role name", Names.Kind.ROLE,
              "aws_iam_policy name", Names.Kind.POLICY,
              "aws_iam_role_policy name", Names.Kind.POLICY,
              "aws_security_group name", Names.Kind.SECURITY_GROUP,
              "aws_cloudwatch_log_group name", Names.Kind.LOG_GROUP,
              "aws_lambda_function function_name", Names.Kind.FUNCTION,
              "aws_kms_alias name", Names.Kind.KEY_ALIAS,
              "aws_secretsmanager_secret name", Names.Kind.SECRET));

  private ConstructOverrides() {}

  /** Reports a name that the resource cannot have. */
  private static void check(
      Environment<?> environment, String place, String type, Map<String, String> attributes) {
    Problems problems = Problems.of(environment.id().file() + " overrides." + place);
    attributes.forEach(
        (attribute, value) -> {
          Names.Kind kind = KINDS.get(type + " " + attribute);
          if (kind != null) {
            Names.check(problems.at(attribute), kind, value);
          }
        });
    problems.throwIfAny();
  }

  /**
   * @throws ConfigException if an override names no resource of the environment
   */
  static void apply(App app, Environment<?> environment) {
    Map<String, String> logGroups = new TreeMap<>();
    environment
        .config()
        .overrides()
        .forEach(
            (place, attributes) -> {
              TerraformResource resource = resource(app, environment, place);
              check(environment, place, resource.getTerraformResourceType(), attributes);
              if (resource instanceof CloudwatchLogGroup group && attributes.containsKey("name")) {
                logGroups.put(group.getNameInput(), attributes.get("name"));
              }
              attributes.forEach(resource::addOverride);
            });
    if (logGroups.isEmpty()) {
      return;
    }
    KeptLogGroups kept = new KeptLogGroups(logGroups);
    for (String layer : Systems.named(environment.id().system()).layers()) {
      child(app, environment.id().stack(layer).stackName()).ifPresent(kept::apply);
    }
  }

  private static TerraformResource resource(App app, Environment<?> environment, String place) {
    String layer = place.substring(0, place.indexOf('/'));
    Optional<IConstruct> stack = child(app, environment.id().stack(layer).stackName());
    Optional<IConstruct> found = stack;
    for (String id : place.substring(layer.length() + 1).split("/", -1)) {
      found = found.flatMap(parent -> child(parent, id));
    }
    if (found.orElse(null) instanceof TerraformResource resource) {
      return resource;
    }
    List<String> known = new ArrayList<>();
    stack.ifPresent(each -> resources(each, layer, known));
    throw new ConfigException(
        environment.id().file() + " overrides." + place,
        "is no resource of the environment"
            + Nearest.to(place, known).map(near -> "; did you mean '" + near + "'?").orElse("")
            + (stack.isEmpty()
                ? "; the layers are: "
                    + String.join(", ", Systems.named(environment.id().system()).layers())
                : ""));
  }

  private static Optional<IConstruct> child(IConstruct parent, String id) {
    return Optional.ofNullable(parent.getNode().tryFindChild(id));
  }

  private static void resources(IConstruct parent, String path, List<String> found) {
    for (IConstruct each : parent.getNode().getChildren()) {
      String below = path + "/" + each.getNode().getId();
      if (each instanceof TerraformResource) {
        found.add(below);
      }
      resources(each, below, found);
    }
  }
}
