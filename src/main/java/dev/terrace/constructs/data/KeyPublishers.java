package dev.terrace.constructs.data;

import dev.terrace.grants.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Services of AWS that publish to topics that are encrypted with a key: on behalf of this account
 * only, as far as the service says on whose behalf it acts. Amazon SNS developer guide, "Enable
 * compatibility between event sources from AWS services and encrypted topics".
 */
final class KeyPublishers {
  /** The same page: the condition keys are not supported for EventBridge. */
  private static final String EVENTS = "events.amazonaws.com";

  /**
   * Developer Tools console user guide, "Configure Amazon SNS topics for notifications": the key's
   * policy limits the way, and the topic's policy who comes along it.
   */
  private static final String NOTIFICATIONS = "codestar-notifications.amazonaws.com";

  private KeyPublishers() {}

  /** One statement for each way to limit them; no statement without a service. */
  static List<Statement> statements(List<String> services, String accountId) {
    List<Statement> statements = new ArrayList<>();
    for (Statement each :
        of("Services", services, one -> !one.equals(EVENTS) && !one.equals(NOTIFICATIONS))) {
      statements.add(each.when("StringEquals", "aws:SourceAccount", accountId));
    }
    for (Statement each : of("Notifications", services, NOTIFICATIONS::equals)) {
      statements.add(each.when("StringLike", "kms:ViaService", "sns.*.amazonaws.com"));
    }
    statements.addAll(of("Events", services, EVENTS::equals));
    return statements;
  }

  private static List<Statement> of(String sid, List<String> services, Predicate<String> which) {
    String[] found = services.stream().filter(which).toArray(String[]::new);
    return found.length == 0
        ? List.of()
        : List.of(
            Statement.allow(sid, List.of("kms:Decrypt", "kms:GenerateDataKey*"), List.of("*"))
                .forPrincipal("Service", found));
  }
}
