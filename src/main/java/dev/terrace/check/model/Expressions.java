package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terraform expressions in stacks, followed across stacks through their outputs. */
final class Expressions {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^{}]*)}");

  private static final Pattern OTHER_STACK =
      Pattern.compile(
          "data\\.terraform_remote_state\\.cross-stack-reference-input-([\\w-]+)\\.outputs\\.([\\w-]+)");

  private static final Pattern RESOURCE =
      Pattern.compile("(?<![\\w.-])(aws_\\w+)\\.([\\w-]+)(?:\\[[^\\]]*])?(?:\\.(\\w+))?");

  /** Attributes that AWS fills with another one that the configuration has. */
  private static final Map<String, String> SAME_AS =
      Map.of(
          "aws_s3_bucket.id", "bucket",
          "aws_iam_role.id", "name",
          "aws_ecs_cluster.id", "name",
          "aws_lb.id", "name",
          "aws_db_instance.id", "identifier",
          "aws_codebuild_project.id", "name");

  private static final int DEEPEST = 16;

  private final Map<String, JsonNode> trees = new HashMap<>();
  private final Map<String, Resource> resources = new HashMap<>();

  /**
   * @param tree the content of the stack's {@code cdk.tf.json}
   */
  void add(String stackName, JsonNode tree) {
    trees.put(stackName, tree);
  }

  void add(Resource resource) {
    resources.put(resource.stack().stackName() + " " + resource.address(), resource);
  }

  Optional<Resource> resource(String stackName, String address) {
    return Optional.ofNullable(resources.get(stackName + " " + address));
  }

  /** Reports everything that a resource reads. */
  void refer(Resource from, Consumer<Reference> found) {
    refer(from, "", from.body(), found);
  }

  private void refer(Resource from, String path, JsonNode node, Consumer<Reference> found) {
    if (node.isTextual()) {
      if (node.textValue().contains("${")) {
        refer(from, path, node.textValue(), from.stack().stackName(), found, 0);
      }
    } else if (node.isArray()) {
      node.forEach(each -> refer(from, path, each, found));
    } else {
      node.properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("//")) {
                  refer(
                      from,
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue(),
                      found);
                }
              });
    }
  }

  private void refer(
      Resource from, String path, String text, String stack, Consumer<Reference> found, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    Matcher other = OTHER_STACK.matcher(text);
    while (other.find()) {
      JsonNode value = output(other.group(1), other.group(2));
      if (value.isTextual()) {
        refer(from, path, value.textValue(), other.group(1), found, depth + 1);
      }
    }
    Matcher expression = EXPRESSION.matcher(text);
    while (expression.find()) {
      Matcher own = RESOURCE.matcher(expression.group(1));
      while (own.find()) {
        String attribute = own.group(3) == null ? "" : own.group(3);
        resource(stack, own.group(1) + "." + own.group(2))
            .ifPresent(to -> found.accept(new Reference(from, path, to, attribute)));
      }
    }
  }

  private JsonNode output(String stack, String name) {
    JsonNode tree = trees.get(stack);
    return tree == null ? MissingNode.getInstance() : tree.path("output").path(name).path("value");
  }

  /** A text of a stack with its expressions filled in, see {@link Model#expand}. */
  String expand(String stackName, String text) {
    return expand(stackName, text, 0);
  }

  private String expand(String stack, String text, int depth) {
    if (!text.contains("${") || depth > DEEPEST) {
      return text;
    }
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(evaluate(stack, match.group(1).strip(), depth)));
  }

  private String evaluate(String stack, String expression, int depth) {
    if (expression.matches("data\\.aws_caller_identity\\.[\\w-]+\\.account_id")) {
      return "{account}";
    }
    Matcher other = OTHER_STACK.matcher(expression);
    if (other.matches()) {
      JsonNode value = output(other.group(1), other.group(2));
      return value.isTextual()
          ? expand(other.group(1), value.textValue(), depth + 1)
          : "<" + expression + ">";
    }
    Matcher own = RESOURCE.matcher(expression);
    if (own.matches() && own.group(3) != null) {
      String type = own.group(1);
      String attribute = SAME_AS.getOrDefault(type + "." + own.group(3), own.group(3));
      Optional<Resource> found = resource(stack, type + "." + own.group(2));
      if (found.isPresent() && found.get().at(attribute).isTextual()) {
        return expand(stack, found.get().text(attribute), depth + 1);
      }
      return "<" + stack + "/" + type + "." + own.group(2) + "." + own.group(3) + ">";
    }
    return "<" + expression + ">";
  }
}
