package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The synthesized stacks of one environment, indexed once. */
public final class Model {
  /** Of a month, as AWS's calculator counts. */
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private final EnvironmentId environment;
  private final String region;
  private final Map<Class<?>, Object> derivedBy = new HashMap<>();
  private final Map<String, List<Resource>> byType = new LinkedHashMap<>();
  private final Expressions expressions = new Expressions();
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
    resources.forEach(each -> expressions.refer(each, this::link));
  }

  private void add(StackId id, JsonNode tree) {
    expressions.add(id.stackName(), tree);
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
                          expressions.add(resource);
                        }));
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
        ? expressions.resource(token.substring(1, slash), token.substring(slash + 1, dot))
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

  private void link(Reference reference) {
    outgoing.computeIfAbsent(reference.from(), key -> new ArrayList<>()).add(reference);
    incoming.computeIfAbsent(reference.to(), key -> new ArrayList<>()).add(reference);
  }

  /**
   * A text with its expressions filled in: a literal where the configuration has one, {@code
   * {account}} for the account id, and {@code <stack/address.attribute>} for what AWS chooses.
   */
  public String expand(Resource from, String text) {
    return expressions.expand(from.stack().stackName(), text);
  }

  /** What {@link #expand} writes for an attribute that AWS chooses. */
  public static String token(Resource resource, String attribute) {
    return "<" + resource.stack().stackName() + "/" + resource.address() + "." + attribute + ">";
  }
}
