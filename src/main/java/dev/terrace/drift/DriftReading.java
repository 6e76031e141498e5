package dev.terrace.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a plan that was made with {@code -refresh-only}: which resources somebody has changed or
 * deleted, and which differences are not drift, with the reason.
 */
public final class DriftReading {
  private static final String ELSEWHERE = "%s describes it, and its own drift is reported there";

  private static final Set<JsonNode> ZERO = Set.of(BooleanNode.FALSE, IntNode.valueOf(0));

  private final Map<String, JsonNode> code;
  private final World world;
  private final Keys keys;
  private final SeparateElements separate;

  /** Names the configuration's key that decides a value. */
  @FunctionalInterface
  public interface Keys {
    /**
     * @param path as in {@link DriftedValue}
     */
    Optional<ValueOrigin> of(String address, String path);
  }

  /**
   * @param drifted in the order of the plan
   * @param ignored differences that are not drift
   */
  public record Found(List<DriftedResource> drifted, List<IgnoredDifference> ignored) {
    public Found {
      drifted = List.copyOf(drifted);
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * @param code the bodies of the stack's resources by address, which say what is left to others
   * @param world every resource of the environment's states
   */
  public DriftReading(Map<String, JsonNode> code, World world, Keys keys) {
    this.code = code;
    this.world = world;
    this.keys = keys;
    this.separate = new SeparateElements(world);
  }

  /**
   * @param plan as {@code terraform show -json} prints it
   */
  public Found read(JsonNode plan) {
    List<DriftedResource> drifted = new ArrayList<>();
    List<IgnoredDifference> ignored = new ArrayList<>();
    for (JsonNode resource : plan.path("resource_drift")) {
      if (!resource.path("mode").asText().equals("managed")) {
        continue;
      }
      String address = resource.path("address").asText();
      String type = resource.path("type").asText();
      JsonNode change = resource.path("change");
      if (isDeleted(change.path("actions"))) {
        drifted.add(new DriftedResource(address, type, true, List.of()));
        continue;
      }
      List<DriftedValue> values = values(address, type, change, ignored);
      if (!values.isEmpty()) {
        drifted.add(
            new DriftedResource(
                address,
                type,
                false,
                values.stream().map(each -> each.with(keys.of(address, each.path()))).toList()));
      }
    }
    return new Found(drifted, ignored);
  }

  private static boolean isDeleted(JsonNode actions) {
    for (JsonNode action : actions) {
      if (action.asText().equals("delete")) {
        return true;
      }
    }
    return false;
  }

  private List<DriftedValue> values(
      String address, String type, JsonNode change, List<IgnoredDifference> ignored) {
    JsonNode state = change.path("before");
    JsonNode aws = change.path("after");
    Set<String> attributes = new LinkedHashSet<>();
    state.fieldNames().forEachRemaining(attributes::add);
    aws.fieldNames().forEachRemaining(attributes::add);
    List<DriftedValue> values = new ArrayList<>();
    for (String attribute : attributes) {
      List<DriftedValue> differing =
          ValueComparison.of(
              attribute,
              state.path(attribute),
              aws.path(attribute),
              change.path("before_sensitive").path(attribute),
              change.path("after_sensitive").path(attribute));
      if (differing.isEmpty()) {
        continue;
      }
      Optional<List<DriftedValue>> own =
          separate.of(type, attribute, state, aws, body(address).has(attribute));
      if (own.isPresent()) {
        values.addAll(own.get());
        if (own.get().isEmpty()) {
          ignored.add(
              new IgnoredDifference(
                  address, attribute, "resources of their own describe its elements"));
        }
        continue;
      }
      for (DriftedValue each : differing) {
        Optional<String> reason = reason(address, type, each, aws);
        if (reason.isEmpty()) {
          values.add(each);
        } else {
          ignored.add(new IgnoredDifference(address, each.path(), reason.get()));
        }
      }
    }
    return withoutRepeatedTags(address, values, ignored);
  }

  /** Why a difference is not drift; empty if it is. */
  private Optional<String> reason(String address, String type, DriftedValue value, JsonNode aws) {
    String path = value.path().replaceAll("\\[[^\\]]*\\]", "");
    if (DriftTables.isComputed(type, path)) {
      return Optional.of("AWS computes it; no configuration sets it");
    }
    for (DriftTables.Elsewhere row : DriftTables.elsewhere(type, value.attribute())) {
      if (isDescribed(row, aws)) {
        return Optional.of(ELSEWHERE.formatted(row.by()));
      }
    }
    for (DriftTables.Settled row : DriftTables.settled(type, value.path())) {
      if (aws.path(row.unless()).asDouble() > 0 || aws.path(row.unless()).asBoolean()) {
        return Optional.of(row.reason() + ", " + row.source());
      }
    }
    if (isUnset(value) && CodeValue.at(body(address), value.path()).isMissingNode()) {
      return Optional.of("nothing sets it: the provider reads " + value.aws() + " for that");
    }
    return isLeftToOthers(body(address), value.path())
        ? Optional.of("the code leaves it to others (ignore_changes)")
        : Optional.empty();
  }

  /**
   * Whether it went from nothing to what the SDK of providers has for nothing, which cannot tell
   * both apart: https://github.com/hashicorp/terraform-plugin-sdk/issues/413. A refresh writes what
   * the creation left out.
   */
  private static boolean isUnset(DriftedValue value) {
    return value.state().equals(ValueComparison.NONE) && ZERO.contains(value.found());
  }

  /** The resource's block in the code; empty for what the code does not hold. */
  private JsonNode body(String address) {
    return code.getOrDefault(address.replaceFirst("\\[.*", ""), MissingNode.getInstance());
  }

  private boolean isDescribed(DriftTables.Elsewhere row, JsonNode aws) {
    boolean path = row.referredTo().startsWith("~");
    String name = aws.path(path ? row.referredTo().substring(1) : row.referredTo()).asText();
    return world.all(row.by()).stream()
        .filter(row::holds)
        .map(each -> each.path(row.refersBy()).asText())
        .anyMatch(named -> path ? named.endsWith("/" + name) : named.equals(name));
  }

  /** Whether the resource's block says that Terraform ignores changes of a value. */
  private static boolean isLeftToOthers(JsonNode body, String path) {
    String plain = path.replaceAll("\\[\\d+\\]", "");
    for (JsonNode lifecycle : Resource.list(body.path("lifecycle"))) {
      JsonNode ignored = lifecycle.path("ignore_changes");
      if (ignored.asText().equals("all")) {
        return true;
      }
      for (String each : Resource.texts(ignored)) {
        String named = each.replaceAll("\\[\"?([^\"\\]]*)\"?\\]", ".$1").replaceAll("\\.\\d+", "");
        if (named.equals("all")
            || plain.equals(named)
            || plain.startsWith(named + ".")
            || plain.startsWith(named + "[")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * {@code tags_all} holds the tags once more, with those of the provider. The state has the
   * provider's tags there alone: what a tag of AWS differs from is taken from it.
   */
  private static List<DriftedValue> withoutRepeatedTags(
      String address, List<DriftedValue> values, List<IgnoredDifference> ignored) {
    Map<String, DriftedValue> byPath = new LinkedHashMap<>();
    values.forEach(each -> byPath.put(each.path(), each));
    Set<String> left = new LinkedHashSet<>();
    ignored.stream()
        .filter(each -> each.address().equals(address))
        .forEach(each -> left.add(each.path()));
    List<DriftedValue> kept = new ArrayList<>();
    for (DriftedValue each : values) {
      if (each.attribute().equals("tags_all")) {
        String path = each.path().replaceFirst("tags_all", "tags");
        if (!byPath.containsKey(path) && !left.contains(path)) {
          kept.add(each);
        }
      } else {
        DriftedValue all = byPath.get(each.path().replaceFirst("^tags\\b", "tags_all"));
        kept.add(each.attribute().equals("tags") && all != null ? all.at(each.path()) : each);
      }
    }
    return kept;
  }
}
