package dev.terrace.report.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import dev.terrace.report.access.AccessChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The grants of policy documents, before and after. */
final class PolicyChanges {
  private final List<Held> before = new ArrayList<>();
  private final List<Held> after = new ArrayList<>();
  private final Set<AccessChange> unknown = new LinkedHashSet<>();

  /** Construct paths of the resources that the plans create. */
  private final Set<String> created = new HashSet<>();

  void add(Changed changed) {
    if (!changed.before().exists()) {
      changed.configured().ifPresent(each -> created.add(each.resource().path()));
    }
    for (PolicyTypes.Holder holder : PolicyTypes.of(changed.change().type())) {
      if (isUnset(changed, holder.attribute())) {
        continue; // the service's own policy, or none
      }
      read(changed, holder, changed.before(), before);
      read(changed, holder, changed.after(), after);
    }
    if (changed.change().type().equals("aws_iam_role")) {
      inline(changed, changed.before(), before);
      inline(changed, changed.after(), after);
    }
  }

  private static boolean isUnset(Changed changed, String attribute) {
    Side before = changed.before();
    return changed.after().isUnset(attribute)
        || (before.exists() && !before.values().has(attribute));
  }

  List<AccessChange> changes() {
    List<AccessChange> changes = GrantChanges.between(before, after, created);
    changes.addAll(unknown);
    return changes;
  }

  private void read(Changed changed, PolicyTypes.Holder holder, Side side, List<Held> into) {
    if (!side.exists()) {
      return;
    }
    String named = holder.noun() + " " + changed.name(side, holder.holder());
    String text = side.text(holder.attribute());
    if (side.isUnknown(holder.attribute()) && !text.startsWith("{")) {
      unknown(changed, "the policy of " + named + " is known only after the apply");
      return;
    }
    PolicyReader.Subject subject =
        holder.identity()
            ? new PolicyReader.Subject(Optional.of(named), "")
            : new PolicyReader.Subject(Optional.empty(), named);
    keep(changed, named, PolicyReader.read(text, subject, side.filler(holder.attribute())), into);
  }

  /** {@code inline_policy} of a role. */
  private void inline(Changed changed, Side side, List<Held> into) {
    String named = "role " + changed.name(side, "name");
    for (JsonNode each : Resource.list(side.values().path("inline_policy"))) {
      if (each.has("policy")) {
        keep(
            changed,
            named,
            PolicyReader.read(
                each.path("policy").asText(""),
                new PolicyReader.Subject(Optional.of(named), ""),
                text -> text),
            into);
      } else if (each.isObject()) {
        unknown(changed, "an inline policy of " + named + " is known only after the apply");
      }
    }
  }

  private void keep(Changed changed, String named, PolicyReader.Read read, List<Held> into) {
    read.grants()
        .forEach(grant -> into.add(new Held(grant, changed.stack(), changed.change().address())));
    read.problems().forEach(problem -> unknown(changed, "the policy of " + named + " " + problem));
  }

  private void unknown(Changed changed, String sentence) {
    unknown.add(
        new AccessChange(changed.stack(), changed.change().address(), Kind.UNKNOWN, sentence));
  }
}
