package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.SignedCalls;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds secrets that AWS would not create: a deleted secret keeps its name until its recovery
 * window ends, and {@code CreateSecret} answers "a secret with this name is already scheduled for
 * deletion" (https://repost.aws/knowledge-center/delete-secrets-manager-secret).
 */
public final class DeletedSecrets {
  private static final String TYPE = "aws_secretsmanager_secret";

  private DeletedSecrets() {}

  /**
   * Why the apply of a plan would fail, and the way out; empty if it would not.
   *
   * @param aws is asked for only if the plan creates secrets
   */
  public static List<String> reasons(Stack stack, Plan plan, Supplier<SignedCalls> aws) {
    List<String> reasons = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    AwsLists lists = null; // one connection for all secrets, none without any
    for (Plan.Change change : plan.changes()) {
      String name = change.after() == null ? "" : change.after().path("name").asText("");
      if (!change.type().equals(TYPE) || !takesName(change) || name.isEmpty()) {
        continue;
      }
      lists = lists == null ? new AwsLists(aws.get()) : lists;
      deletedUntil(name, lists)
          .ifPresent(
              until -> {
                reasons.add(
                    stack.describe(change.address())
                        + " takes the name "
                        + name
                        + ", which a deleted secret keeps until "
                        + until);
                commands.add(
                    "aws secretsmanager delete-secret --force-delete-without-recovery --region "
                        + stack.region()
                        + " --secret-id "
                        + name);
              });
    }
    if (!reasons.isEmpty()) {
      reasons.add(
          "Wait until then, or delete it for good, with its value, and run the same command again:");
      reasons.addAll(commands);
    }
    return reasons;
  }

  private static boolean takesName(Plan.Change change) {
    return change.action() == Plan.Action.CREATE
        || (change.action() == Plan.Action.REPLACE
            && !change.before().path("name").equals(change.after().path("name")));
  }

  /** The day; empty if no deleted secret has the name. */
  private static Optional<String> deletedUntil(String name, AwsLists aws) {
    return aws.one("secretsmanager", "secretsmanager.DescribeSecret", "1.1", "SecretId", name)
        .map(secret -> secret.path("DeletedDate"))
        .filter(JsonNode::isNumber)
        .map(seconds -> Instant.ofEpochSecond(seconds.asLong()))
        .map(time -> time.atZone(ZoneOffset.UTC).toLocalDate().toString());
  }
}
