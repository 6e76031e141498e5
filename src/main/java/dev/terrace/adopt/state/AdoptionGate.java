package dev.terrace.adopt.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.adopt.source.ResourceLocation;
import dev.terrace.config.Glob;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Plan.Attribute;
import dev.terrace.terraform.Plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether a stack may adopt: judges the plan against the drafted state, which is what the
 * next deploy would do.
 *
 * @param blocked changes that are never acceptable; they prevent the adoption
 * @param unaccepted other changes that were not accepted; they prevent the adoption
 * @param accepted changes that were accepted: the next deploy makes them
 * @param newTags addresses that get new tags only: the next deploy adds them
 * @param creates addresses that exist nowhere: the next deploy creates them
 */
public record AdoptionGate(
    List<String> blocked,
    List<String> unaccepted,
    List<String> accepted,
    List<String> newTags,
    List<String> creates) {
  /** The gate of a stack without changes. */
  public static final AdoptionGate OPEN =
      new AdoptionGate(List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * @param plan as {@code terraform show -json} prints it
   * @param secretsWithValue ids of secrets that have a value, which a new version would replace
   * @param accept addresses or globs whose changes in place are accepted
   * @param adopted addresses that are adopted, now or earlier: creating one means that it does not
   *     exist, and creating a setting of one would overwrite it unseen
   */
  public static AdoptionGate of(
      JsonNode plan, Set<String> secretsWithValue, List<String> accept, Set<String> adopted) {
    List<String> blocked = new ArrayList<>();
    List<String> unaccepted = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    List<String> newTags = new ArrayList<>();
    List<String> creates = new ArrayList<>();
    GateFacts facts = new GateFacts(plan, adopted);
    for (JsonNode drift : plan.path("resource_drift")) {
      String address = drift.path("address").asText();
      if (adopted.contains(address)) {
        elsewhere(drift.path("change")).ifPresent(text -> blocked.add(address + " is " + text));
      }
    }
    for (Change change : Plan.of(plan).changes()) {
      String address = change.address();
      switch (change.action()) {
        case DELETE -> blocked.add(address + " would be destroyed");
        case FORGET -> blocked.add(address + " would be removed from the state");
        case REPLACE -> {
          String why = describe(change, change.forcedBy());
          Optional<String> inPlace = facts.inPlace(change);
          if (inPlace.isEmpty()) {
            blocked.add(address + " would be replaced, because of " + why);
          } else {
            (matches(accept, address) ? accepted : unaccepted)
                .add(address + ": " + inPlace.get() + ", because of " + why);
          }
        }
        case CREATE -> {
          String secret = facts.secretOf(change);
          Optional<String> of = facts.settingOf(change);
          if (adopted.contains(address)) {
            blocked.add(
                address + " would be recreated: it does not exist in this account and region");
          } else if (secretsWithValue.contains(secret)) {
            blocked.add(address + " would overwrite the value of a secret: " + secret);
          } else if (of.isPresent() && !matches(accept, address)) {
            unaccepted.add(
                address
                    + ": would overwrite a setting of "
                    + of.get()
                    + " that no entry describes: give its import id by hand, or accept it");
          } else if (of.isPresent()) {
            accepted.add(address + ": overwrites a setting of " + of.get());
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
                          ResourceTypes.isSecret(last(each.path()))
                              || (masked && each.after().equals(Plan.SENSITIVE)))
                  .map(Attribute::path)
                  .toList();
          if (!secrets.isEmpty()) {
            blocked.add(address + " would change a secret value: " + String.join(", ", secrets));
          } else if (change.attributes().stream().allMatch(AdoptionGate::isNewTag)) {
            newTags.add(address);
          } else if (matches(accept, address)) {
            accepted.add(address + ": " + describe(change, List.of()));
          } else {
            unaccepted.add(address + ": " + describe(change, List.of()));
          }
        }
        case NONE, MOVE -> {
          if (change.imported()) {
            blocked.add(address + " would be imported again");
          }
        }
      }
    }
    return new AdoptionGate(blocked, unaccepted, accepted, newTags, creates);
  }

  /**
   * The same with a description instead of each address, for people.
   *
   * @param names descriptions by address
   */
  public AdoptionGate describe(UnaryOperator<String> names) {
    UnaryOperator<String> describe =
        text -> {
          String address = text.split("[: ]", 2)[0];
          return names.apply(address) + text.substring(address.length());
        };
    return new AdoptionGate(
        blocked.stream().map(describe).toList(),
        unaccepted.stream().map(describe).toList(),
        accepted.stream().map(describe).toList(),
        newTags.stream().map(describe).toList(),
        creates.stream().map(describe).toList());
  }

  public boolean isOpen() {
    return blocked.isEmpty() && unaccepted.isEmpty();
  }

  /** Names are unique per account and region: the refreshed resource may be a different one. */
  private static Optional<String> elsewhere(JsonNode change) {
    Optional<String> there = ResourceLocation.describe(change.at("/before/arn").asText(""));
    Optional<String> here = ResourceLocation.describe(change.at("/after/arn").asText(""));
    return there.isPresent() && here.isPresent() && !there.equals(here)
        ? Optional.of(
            "in " + there.get() + " in the old state, but one of the same name is in " + here.get())
        : Optional.empty();
  }

  /** Whether it is a new tag, which overwrites nothing. */
  private static boolean isNewTag(Attribute attribute) {
    return attribute.path().matches("tags(_all)?(\\..*)?") && attribute.before().equals("(none)");
  }

  private static String describe(Change change, List<String> only) {
    String text =
        change.attributes().stream()
            .filter(attribute -> only.isEmpty() || only.contains(attribute.path()))
            .flatMap(attribute -> attribute.parts().stream())
            .map(AdoptionGate::describe)
            .distinct()
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? String.join(", ", only) : text;
  }

  /** Values that the matching does not show are not shown here either. */
  private static String describe(Attribute attribute) {
    boolean masked =
        Stream.of(attribute.before(), attribute.after())
            .allMatch(value -> value.matches("\\(\\w[\\w ]+\\)"));
    return ResourceTypes.isPrivatePath(attribute.path()) && !masked
        ? attribute.path() + " is (not shown), the configuration says something else"
        : attribute.path()
            + " is "
            + attribute.before()
            + ", the configuration says "
            + attribute.after();
  }

  private static String last(String path) {
    String name = path.replaceAll("\\[\\d+]$", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean matches(List<String> globs, String address) {
    return globs.stream().anyMatch(glob -> Glob.matches(glob, address));
  }
}
