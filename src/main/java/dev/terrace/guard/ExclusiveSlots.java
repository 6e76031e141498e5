package dev.terrace.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Cidr;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a plan gives to one resource and takes from another: a priority of a listener, a name,
 * a route, a rule of a security group, an address range. AWS has each of them once, and Terraform
 * orders only resources that refer to each other: it may create the second before it changes or
 * destroys the first. The list is {@code exclusive-slots.txt}.
 */
public final class ExclusiveSlots {
  private static final String SUBNET = "aws_subnet";
  private static final Map<String, List<String>> SLOTS = read();

  private ExclusiveSlots() {}

  /**
   * One resource takes what another one frees in the same apply.
   *
   * @param taker the address of the resource that gets it
   * @param holder the address of the resource that has it now
   * @param slot for people, such as {@code priority 20, listener_arn arn:…}
   */
  public record Conflict(String taker, String holder, String slot) {}

  /** In the order of the plan. */
  public static List<Conflict> in(Plan plan) {
    List<Conflict> conflicts = new ArrayList<>();
    Map<String, Plan.Change> freed = new LinkedHashMap<>();
    for (Plan.Change change : plan.changes()) {
      slot(change, change.before())
          .filter(key -> !slot(change, change.after()).equals(Optional.of(key)))
          .ifPresent(key -> freed.put(key, change));
    }
    for (Plan.Change change : plan.changes()) {
      Optional<String> taken = slot(change, change.after());
      if (taken.isPresent() && !taken.equals(slot(change, change.before()))) {
        Plan.Change holder = freed.get(taken.get());
        if (holder != null && !holder.address().equals(change.address())) {
          conflicts.add(
              new Conflict(change.address(), holder.address(), words(change, change.after())));
        }
      }
    }
    conflicts.addAll(overlappingSubnets(plan));
    return conflicts;
  }

  /** Whether the type is in the list. */
  static boolean knows(String type) {
    return SLOTS.containsKey(type) || type.equals(SUBNET);
  }

  private static Optional<String> slot(Plan.Change change, JsonNode values) {
    List<String> attributes = SLOTS.get(change.type());
    if (attributes == null || !values.isObject()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(change.type());
    for (String attribute : attributes) {
      JsonNode value = value(values, attribute);
      if (value.isMissingNode() || value.isNull()) {
        if (!attribute.endsWith("?")) {
          return Optional.empty();
        }
        key.append('\n');
      } else {
        key.append('\n').append(value.asText());
      }
    }
    return Optional.of(key.toString());
  }

  private static JsonNode value(JsonNode values, String attribute) {
    return values.at("/" + attribute.replace("?", "").replace('.', '/'));
  }

  private static String words(Plan.Change change, JsonNode values) {
    return String.join(
        ", ",
        SLOTS.get(change.type()).stream()
            .filter(attribute -> !value(values, attribute).asText().isEmpty())
            .map(attribute -> attribute.replace("?", "") + " " + shown(change, values, attribute))
            .toList());
  }

  private static String shown(Plan.Change change, JsonNode values, String attribute) {
    return change.sensitive().contains(attribute.split("[.?]", 2)[0])
        ? Plan.SENSITIVE
        : value(values, attribute).asText();
  }

  /** AWS refuses a subnet that overlaps another of its VPC (InvalidSubnet.Conflict). */
  private static List<Conflict> overlappingSubnets(Plan plan) {
    List<Conflict> conflicts = new ArrayList<>();
    for (Plan.Change taker : plan.changes()) {
      Optional<Cidr> wanted = block(taker, taker.after());
      if (wanted.isEmpty() || wanted.equals(block(taker, taker.before()))) {
        continue;
      }
      for (Plan.Change holder : plan.changes()) {
        boolean sameVpc = holder.before().path("vpc_id").equals(taker.after().path("vpc_id"));
        if (!holder.address().equals(taker.address())
            && sameVpc
            && block(holder, holder.before()).filter(wanted.get()::overlaps).isPresent()
            && !block(holder, holder.before()).equals(block(holder, holder.after()))) {
          conflicts.add(
              new Conflict(taker.address(), holder.address(), "cidr_block " + wanted.get()));
        }
      }
    }
    return conflicts;
  }

  private static Optional<Cidr> block(Plan.Change change, JsonNode values) {
    String block = values.path("cidr_block").asText();
    return change.type().equals(SUBNET) && !block.isEmpty()
        ? Optional.of(Cidr.parse(block))
        : Optional.empty();
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> slots = new LinkedHashMap<>();
    for (String line : ListFile.lines("exclusive-slots.txt")) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      slots.put(words.get(0), words.subList(1, words.size()));
    }
    return slots;
  }
}
