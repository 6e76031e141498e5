package dev.terrace.report.access;

import dev.terrace.config.StackId;
import dev.terrace.report.access.AccessChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares grants before and after, and says in sentences what differs. */
final class GrantChanges {
  private GrantChanges() {}

  /** What one sentence has in common. */
  private record Group(
      StackId stack, String address, boolean allows, Part who, String scope, String condition) {}

  /**
   * @param created construct paths of the resources that the plans create
   */
  static List<AccessChange> between(List<Held> before, List<Held> after, Set<String> created) {
    List<Held> added = uncovered(after, before);
    List<Held> gone = uncovered(before, after);
    List<AccessChange> changes = new ArrayList<>();
    List<Held> open = openPairs(added, gone, created);
    sentences(added, true, after, changes);
    sentences(gone, false, after, changes);
    sentences(
        open,
        (group, actions, on) ->
            new AccessChange(
                group.stack(),
                group.address(),
                Kind.UNKNOWN,
                subject(group)
                    + (group.allows() ? " may " : " is denied ")
                    + actions.describe("everything")
                    + " as before, if the apply gives the same address: "
                    + object(group, on)
                    + condition(group)),
        changes);
    return changes;
  }

  private static List<Held> uncovered(List<Held> some, List<Held> others) {
    return new ArrayList<>(
        some.stream()
            .filter(each -> others.stream().noneMatch(other -> other.grant().covers(each.grant())))
            .toList());
  }

  /** Takes out of both lists what may be the same, depending on what the apply will show. */
  private static List<Held> openPairs(List<Held> added, List<Held> gone, Set<String> created) {
    List<Held> open = new ArrayList<>();
    Set<Held> kept = new HashSet<>();
    for (Held each : List.copyOf(added)) {
      List<Held> same =
          gone.stream()
              .filter(old -> each.grant().isOpen(created) && each.grant().mayCover(old.grant()))
              .toList();
      if (!same.isEmpty()) {
        kept.addAll(same);
        added.remove(each);
        open.add(each);
      }
    }
    gone.removeAll(kept);
    return open;
  }

  private interface Sentence {
    AccessChange of(Group group, Part actions, List<Part> on);
  }

  private static void sentences(
      List<Held> grants, boolean added, List<Held> after, List<AccessChange> into) {
    sentences(
        grants,
        (group, actions, on) ->
            new AccessChange(
                group.stack(),
                group.address(),
                added == group.allows() ? Kind.ALLOWED : Kind.REVOKED,
                sentence(group, actions, on, added)
                    + (added && group.allows() && isDenied(group, actions, on, after)
                        ? "; a Deny of the same resource blocks it"
                        : "")),
        into);
  }

  /** One sentence for the same actions of one statement's subject, on all their resources. */
  private static void sentences(List<Held> grants, Sentence sentence, List<AccessChange> into) {
    Map<Group, Map<Part, List<Part>>> groups = new LinkedHashMap<>();
    for (Held each : grants) {
      Grant grant = each.grant();
      groups
          .computeIfAbsent(
              new Group(
                  each.stack(),
                  each.address(),
                  grant.allows(),
                  grant.who(),
                  grant.scope(),
                  grant.condition()),
              key -> new LinkedHashMap<>())
          .computeIfAbsent(grant.on(), key -> new ArrayList<>())
          .add(grant.actions());
    }
    groups.forEach(
        (group, byResource) -> {
          Map<List<Part>, List<Part>> byActions = new LinkedHashMap<>();
          byResource.forEach(
              (on, actions) ->
                  byActions.computeIfAbsent(merged(actions), key -> new ArrayList<>()).add(on));
          byActions.forEach(
              (actions, on) -> actions.forEach(action -> into.add(sentence.of(group, action, on))));
        });
  }

  /** Plain names become one part; each exclusion stays by itself. */
  private static List<Part> merged(List<Part> parts) {
    Set<String> plain = new TreeSet<>();
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      if (part.except()) {
        if (!merged.contains(part)) {
          merged.add(part);
        }
      } else {
        plain.addAll(part.names());
      }
    }
    if (!plain.isEmpty()) {
      merged.add(0, new Part(false, List.copyOf(plain)));
    }
    return merged;
  }

  private static boolean isDenied(Group group, Part actions, List<Part> on, List<Held> after) {
    return on.stream()
        .allMatch(
            each ->
                after.stream()
                    .filter(held -> held.address().equals(group.address()))
                    .map(Held::grant)
                    .anyMatch(
                        deny ->
                            !deny.allows()
                                && deny.condition().isEmpty()
                                && deny.covers(
                                    new Grant(
                                        false, group.who(), actions, each, group.scope(), ""))));
  }

  private static String sentence(Group group, Part actions, List<Part> on, boolean added) {
    String verb =
        group.allows()
            ? (added ? " may now " : " may no longer ")
            : (added ? " is now denied " : " is no longer denied ");
    return subject(group)
        + verb
        + actions.describe("everything")
        + " on "
        + object(group, on)
        + condition(group);
  }

  private static String subject(Group group) {
    return group.who().describe("anyone");
  }

  private static String object(Group group, List<Part> on) {
    String resources =
        String.join(" and ", on.stream().map(part -> part.describe("every resource")).toList());
    if (group.scope().isEmpty()) {
      return resources;
    }
    return resources.equals("every resource (*)")
        ? group.scope()
        : group.scope() + " (" + resources + ")";
  }

  private static String condition(Group group) {
    return group.condition().isEmpty() ? "" : ", if " + group.condition();
  }
}
