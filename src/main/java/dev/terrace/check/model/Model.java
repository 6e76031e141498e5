package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The synthesized stacks of one environment, indexed once. */
public final class Model {
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

  /** Of a month, as AWS's calculator counts. */
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private final EnvironmentId environment;
  private final String region;
  private final Map<Class<?>, Object> derivedBy = new HashMap<>();
  private final Map<String, List<Resource>> byType = new LinkedHashMap<>();
  private final Map<String, Resource> byAddress = new HashMap<>();
  private final Map<String, JsonNode> trees = new HashMap<>();
  private final Map<String, StackId> ids = new LinkedHashMap<>();
  private final Function<String, Optional<BigDecimal>> prices;
  private final List<Resource> resources = new ArrayList<>();
  private final Map<Resource, List<Reference>> outgoing = new HashMap<>();
  private final Map<Resource, List<Reference>> incoming = new HashMap<>();

  /** Without prices. */
  public Model(EnvironmentId environment, String region, Map<StackId, JsonNode> stacks) {
    this(environment, region, stacks, key -> Optional.empty());
  }

  /**
   * @param region of the environment's resources
   * @param stacks the content of each {@code cdk.tf.json}, in the order of deployment
   * @param prices by key of the price file, per hour
   */
  public Model(
      EnvironmentId environment,
      String region,
      Map<StackId, JsonNode> stacks,
      Function<String, Optional<BigDecimal>> prices) {
    this.environment = environment;
    this.region = region;
    this.prices = prices;
    stacks.forEach(this::add);
    resources.forEach(each -> refer(each, "", each.body()));
  }

  private void add(StackId id, JsonNode tree) {
    trees.put(id.stackName(), tree);
    ids.put(id.stackName(), id);
    tree.path("resource")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          Resource resource =
                              new Resource(id, type.getKey(), entry.getKey(), entry.getValue());
                          resources.add(resource);
                          byType
                              .computeIfAbsent(type.getKey(), key -> new ArrayList<>())
                              .add(resource);
                          byAddress.put(key(id, resource.address()), resource);
                        }));
  }

  private static String key(StackId stack, String address) {
    return stack.stackName() + " " + address;
  }

  public EnvironmentId environment() {
    return environment;
  }

  public String region() {
    return region;
  }

  /**
   * What something costs a month, such as {@code , about 33 USD a month each}; empty if unknown.
   */
  public Optional<String> monthly(String price, String each) {
    return prices
        .apply(price)
        .map(hour -> hour.multiply(HOURS).setScale(0, RoundingMode.HALF_UP))
        .map(month -> ", about " + month + " USD a month" + each);
  }

  /** What several rules derive from the stacks, derived once. */
  <T> T once(Class<?> owner, Supplier<T> derive) {
    @SuppressWarnings("unchecked") // each owner derives one type
    T derived = (T) derivedBy.computeIfAbsent(owner, key -> derive.get());
    return derived;
  }

  /** The resource of an expanded text such as {@code <stack/address.arn>}. */
  public Optional<Resource> named(String token) {
    int slash = token.indexOf('/');
    int dot = token.lastIndexOf('.');
    return token.startsWith("<") && slash > 0 && dot > slash
        ? resource(token.substring(1, slash), token.substring(slash + 1, dot))
        : Optional.empty();
  }

  /** Every resource, in the order of deployment. */
  public List<Resource> resources() {
    return Collections.unmodifiableList(resources);
  }

  /** The resources of a type. */
  public List<Resource> all(String type) {
    return byType.getOrDefault(type, List.of());
  }

  /** What a resource reads. */
  public List<Reference> references(Resource from) {
    return outgoing.getOrDefault(from, List.of());
  }

  /** Who reads a resource. */
  public List<Reference> referencesTo(Resource to) {
    return incoming.getOrDefault(to, List.of());
  }

  /** The resources of a type that read a resource. */
  public List<Resource> readers(Resource to, String type) {
    return referencesTo(to).stream()
        .map(Reference::from)
        .filter(from -> from.type().equals(type))
        .distinct()
        .toList();
  }

  /** The first resource that an expression at a path reads. */
  public Optional<Resource> target(Resource from, String path) {
    return targets(from, path).stream().findFirst();
  }

  /** The resources that expressions at a path, or below it, read. */
  public List<Resource> targets(Resource from, String path) {
    return references(from).stream()
        .filter(each -> each.path().equals(path) || each.path().startsWith(path + "."))
        .map(Reference::to)
        .distinct()
        .toList();
  }

  private void refer(Resource from, String path, JsonNode node) {
    if (node.isTextual()) {
      if (node.textValue().contains("${")) {
        refer(from, path, node.textValue(), from.stack().stackName(), 0);
      }
    } else if (node.isArray()) {
      node.forEach(each -> refer(from, path, each));
    } else {
      node.properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("//")) {
                  refer(
                      from,
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue());
                }
              });
    }
  }

  private void refer(Resource from, String path, String text, String stack, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    Matcher other = OTHER_STACK.matcher(text);
    while (other.find()) {
      JsonNode value = output(other.group(1), other.group(2));
      if (value.isTextual()) {
        refer(from, path, value.textValue(), other.group(1), depth + 1);
      }
    }
    Matcher expression = EXPRESSION.matcher(text);
    while (expression.find()) {
      Matcher own = RESOURCE.matcher(expression.group(1));
      while (own.find()) {
        String attribute = own.group(3) == null ? "" : own.group(3);
        resource(stack, own.group(1) + "." + own.group(2))
            .ifPresent(to -> link(new Reference(from, path, to, attribute)));
      }
    }
  }

  private void link(Reference reference) {
    outgoing.computeIfAbsent(reference.from(), key -> new ArrayList<>()).add(reference);
    incoming.computeIfAbsent(reference.to(), key -> new ArrayList<>()).add(reference);
  }

  private JsonNode output(String stack, String name) {
    JsonNode tree = trees.get(stack);
    return tree == null ? MissingNode.getInstance() : tree.path("output").path(name).path("value");
  }

  private Optional<Resource> resource(String stack, String address) {
    StackId id = ids.get(stack);
    return id == null ? Optional.empty() : Optional.ofNullable(byAddress.get(key(id, address)));
  }

  /**
   * A text with its expressions filled in: a literal where the configuration has one, {@code
   * {account}} for the account id, and {@code <stack/address.attribute>} for what AWS chooses.
   */
  public String expand(Resource from, String text) {
    return expand(from.stack().stackName(), text, 0);
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

  /** What {@link #expand} writes for an attribute that AWS chooses. */
  public static String token(Resource resource, String attribute) {
    return "<" + resource.stack().stackName() + "/" + resource.address() + "." + attribute + ">";
  }
}
