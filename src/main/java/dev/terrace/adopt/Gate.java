package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Plan.Attribute;
import dev.terrace.terraform.Plan.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an adoption lets through. It judges the plan of a stack against the state that it is about
 * to get: what an ordinary deploy would do the moment after.
 *
 * @param stops what must never happen: nothing is adopted while there is one
 * @param todos what differs for real and nobody has accepted: change the configuration, or accept
 *     it; nothing is adopted while there is one
 * @param accepted what differs and was accepted: the next deploy does it
 * @param allowed tags where there were none: the next deploy writes them
 * @param creates addresses of what exists nowhere: the next deploy makes it
 */
public record Gate(
    List<String> stops,
    List<String> todos,
    List<String> accepted,
    List<String> allowed,
    List<String> creates) {

  /**
   * @param plan as {@code terraform show -json} tells it
   * @param secretsWithValue ids of secrets that have a value, which a new version would replace
   * @param accept addresses or globs whose changes in place are accepted
   * @param adopted addresses that are taken over, now or earlier: one that would be made is not
   *     there, and what would be written over a setting of one was not looked at by anybody
   */
  public static Gate of(
      JsonNode plan, Set<String> secretsWithValue, List<String> accept, Set<String> adopted) {
    List<String> stops = new ArrayList<>();
    List<String> todos = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    List<String> creates = new ArrayList<>();
    Facts facts = new Facts(plan, adopted);
    for (JsonNode drift : plan.path("resource_drift")) {
      String address = drift.path("address").asText();
      if (adopted.contains(address)) {
        elsewhere(drift.path("change")).ifPresent(words -> stops.add(address + " is " + words));
      }
    }
    for (Change change : Plan.of(plan).changes()) {
      String address = change.address();
      switch (change.action()) {
        case DELETE -> stops.add(address + " would be destroyed");
        case FORGET -> stops.add(address + " would be dropped from the state");
        case REPLACE ->
            stops.add(
                address + " would be replaced, because of " + words(change, change.forcedBy()));
        case CREATE -> {
          String secret = facts.secretOf(change);
          Optional<String> of = facts.settingOf(change);
          if (adopted.contains(address)) {
            stops.add(
                address + " would be made anew: AWS does not have it in this account and region");
          } else if (secretsWithValue.contains(secret)) {
            stops.add(address + " would write a new value into a secret that has one: " + secret);
          } else if (of.isPresent() && !matches(accept, address)) {
            todos.add(
                address
                    + ": is new here and would be written over what "
                    + of.get()
                    + " has, which no entry describes: give its import id by hand, or accept it");
          } else if (of.isPresent()) {
            accepted.add(address + ": is written over what " + of.get() + " has");
          } else {
            creates.add(address);
          }
        }
        case UPDATE -> {
          boolean masked = facts.isMasked(change);
          List<String> secrets =
              change.attributes().stream()
                  .filter(
                      each ->
                          Tables.isSecret(last(each.path()))
                              || (masked && each.after().equals(Plan.SENSITIVE)))
                  .map(Attribute::path)
                  .toList();
          if (!secrets.isEmpty()) {
            stops.add(address + " would get another secret value: " + String.join(", ", secrets));
          } else if (change.attributes().stream().allMatch(Gate::isNewTag)) {
            allowed.add(address);
          } else if (matches(accept, address)) {
            accepted.add(address + ": " + words(change, List.of()));
          } else {
            todos.add(address + ": " + words(change, List.of()));
          }
        }
        case NONE -> {
          if (change.imported()) {
            stops.add(address + " would be imported once more");
          }
        }
      }
    }
    return new Gate(stops, todos, accepted, allowed, creates);
  }

  public boolean isOpen() {
    return stops.isEmpty() && todos.isEmpty();
  }

  /** A name is free in every account and region: the refreshed one may be another resource. */
  private static Optional<String> elsewhere(JsonNode change) {
    Optional<String> there = Whereabouts.words(change.at("/before/arn").asText(""));
    Optional<String> here = Whereabouts.words(change.at("/after/arn").asText(""));
    return there.isPresent() && here.isPresent() && !there.equals(here)
        ? Optional.of(
            "of " + there.get() + " in the old state, and one of the same name is in " + here.get())
        : Optional.empty();
  }

  /** A plan by address, and what is there by everything that it is named by. */
  private static final class Facts {
    /** What settings name the resource by that they are of. */
    private static final List<String> NAMES = List.of("id", "arn", "name");

    private final Map<String, JsonNode> changes = new HashMap<>();
    private final Map<String, String> adopted = new HashMap<>();

    Facts(JsonNode plan, Set<String> addresses) {
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

    /** The secret that a version would be written into; empty for everything else. */
    String secretOf(Change change) {
      return change.type().equals("aws_secretsmanager_secret_version")
          ? side(change, "after").path("secret_id").asText("")
          : "";
    }

    /**
     * Whether what the provider masks is a secret. It masks the value of every parameter, also of
     * those that are no SecureString.
     */
    boolean isMasked(Change change) {
      return !change.type().equals("aws_ssm_parameter")
          || Stream.of("before", "after")
              .anyMatch(side -> side(change, side).path("type").asText().equals("SecureString"));
    }

    /** The adopted resource whose setting would be made, see {@code settings.tsv}. */
    Optional<String> settingOf(Change change) {
      return Tables.settingOf(change.type())
          .map(s -> adopted.get(s.of() + " " + side(change, "after").path(s.attribute()).asText()));
    }

    private JsonNode side(Change change, String side) {
      return changes.getOrDefault(change.address(), MissingNode.getInstance()).path(side);
    }
  }

  /** A tag that is not there yet: nothing that anybody set is overwritten. */
  private static boolean isNewTag(Attribute attribute) {
    return attribute.path().matches("tags(_all)?(\\..*)?") && attribute.before().equals("(none)");
  }

  private static String words(Change change, List<String> only) {
    String words =
        change.attributes().stream()
            .filter(attribute -> only.isEmpty() || only.contains(attribute.path()))
            .flatMap(attribute -> attribute.parts().stream())
            .map(
                attribute ->
                    attribute.path()
                        + " is "
                        + attribute.before()
                        + ", the configuration says "
                        + attribute.after())
            .collect(Collectors.joining("; "));
    return words.isEmpty() ? String.join(", ", only) : words;
  }

  private static String last(String path) {
    String name = path.replaceAll("\\[\\d+]$", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean matches(List<String> globs, String address) {
    return globs.stream()
        .anyMatch(glob -> Pattern.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"), address));
  }
}
