package dev.terrace.report.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import dev.terrace.report.access.AccessChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attached policies, permissions boundaries, permissions of functions and the public access block
 * of buckets.
 */
final class AttachmentChanges {
  /** Types that attach one policy, and the attribute that names who gets it. */
  private static final Map<String, String> ATTACHMENTS =
      Map.of(
          "aws_iam_role_policy_attachment", "role",
          "aws_iam_user_policy_attachment", "user",
          "aws_iam_group_policy_attachment", "group");

  private static final List<String> BLOCKS =
      List.of(
          "block_public_acls",
          "block_public_policy",
          "ignore_public_acls",
          "restrict_public_buckets");

  /**
   * @param fact the same for the same access
   */
  private record Fact(Changed changed, String fact, String added, String gone) {}

  private final List<Fact> before = new ArrayList<>();
  private final List<Fact> after = new ArrayList<>();
  private final List<AccessChange> others = new ArrayList<>();

  void add(Changed changed) {
    facts(changed, changed.before(), before);
    facts(changed, changed.after(), after);
    if (changed.change().type().equals("aws_iam_role")
        || changed.change().type().equals("aws_iam_user")) {
      boundary(changed);
    }
    if (changed.change().type().equals("aws_s3_bucket_public_access_block")) {
      publicAccess(changed);
    }
  }

  List<AccessChange> changes() {
    List<AccessChange> changes = new ArrayList<>();
    Set<String> had = new LinkedHashSet<>(before.stream().map(Fact::fact).toList());
    Set<String> has = new LinkedHashSet<>(after.stream().map(Fact::fact).toList());
    after.stream()
        .filter(each -> !had.contains(each.fact()))
        .forEach(each -> changes.add(line(each.changed(), Kind.ALLOWED, each.added())));
    before.stream()
        .filter(each -> !has.contains(each.fact()))
        .forEach(each -> changes.add(line(each.changed(), Kind.REVOKED, each.gone())));
    changes.addAll(others);
    return changes;
  }

  private static void facts(Changed changed, Side side, List<Fact> into) {
    if (!side.exists()) {
      return;
    }
    String type = changed.change().type();
    String who = ATTACHMENTS.get(type);
    if (who != null) {
      attached(changed, who + " " + changed.name(side, who), policy(changed, side), into);
    } else if (type.equals("aws_iam_policy_attachment")) {
      for (String holders : List.of("roles", "users", "groups")) {
        for (String name : Resource.texts(side.values().path(holders))) {
          String holder = holders.substring(0, holders.length() - 1) + " " + name;
          attached(changed, holder, policy(changed, side), into);
        }
      }
    } else if (type.equals("aws_iam_role")) {
      for (JsonNode arn : side.values().path("managed_policy_arns")) {
        attached(changed, "role " + changed.name(side, "name"), arn.asText("unknown"), into);
      }
    } else if (type.equals("aws_lambda_permission")) {
      String source = side.filled("source_arn");
      String fact =
          "%s may%%s %s on function %s%s"
              .formatted(
                  escaped(changed.name(side, "principal")),
                  escaped(changed.name(side, "action")),
                  escaped(changed.name(side, "function_name")),
                  source.isEmpty() ? "" : escaped(", if the call comes from " + source));
      into.add(new Fact(changed, fact, fact.formatted(" now"), fact.formatted(" no longer")));
    }
  }

  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static String policy(Changed changed, Side side) {
    return changed.name(side, "policy_arn");
  }

  private static void attached(Changed changed, String who, String policy, List<Fact> into) {
    into.add(
        new Fact(
            changed,
            who + "\n" + policy,
            who + " may now everything that policy " + policy + " allows",
            who + " may no longer everything that policy " + policy + " allows"));
  }

  private void boundary(Changed changed) {
    String attribute = "permissions_boundary";
    Side side = changed.after();
    if (!changed.before().exists() || !side.exists()) {
      return;
    }
    String old = changed.before().text(attribute);
    String fresh = side.filled(attribute);
    String who =
        changed.change().type().substring("aws_iam_".length()) + " " + changed.name(side, "name");
    if (old.equals(fresh)) {
      return;
    }
    if (fresh.isEmpty()) {
      others.add(line(changed, Kind.ALLOWED, who + " is no longer limited by the boundary " + old));
    } else if (old.isEmpty()) {
      others.add(line(changed, Kind.REVOKED, who + " is now limited by the boundary " + fresh));
    } else {
      others.add(
          line(
              changed,
              Kind.UNKNOWN,
              who + " is limited by the boundary " + fresh + " instead of " + old));
    }
  }

  private void publicAccess(Changed changed) {
    Side side = changed.after();
    for (String block : BLOCKS) {
      boolean had = changed.before().values().path(block).asBoolean();
      boolean has = side.exists() && side.filled(block).equals("true");
      if (had != has) {
        String bucket = "bucket " + changed.name(had ? changed.before() : side, "bucket");
        others.add(
            line(
                changed,
                had ? Kind.ALLOWED : Kind.REVOKED,
                bucket + (had ? " no longer has " : " now has ") + block));
      }
    }
  }

  private static AccessChange line(Changed changed, Kind kind, String sentence) {
    return new AccessChange(changed.stack(), changed.change().address(), kind, sentence);
  }
}
