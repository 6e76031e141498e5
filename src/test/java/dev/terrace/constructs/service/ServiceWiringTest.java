package dev.terrace.constructs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.grants.Statement;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.QueueRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceWiringTest {
  private static final KeyRef KEY = new KeyRef("arn:key");

  private static ServiceWiring wiring() {
    return ServiceWiring.none()
        .withEnvironment(Map.of("MODE", "fast"))
        .withBucket("UPLOADS_BUCKET", new BucketRef("uploads", "arn:uploads"), KEY)
        .withBucket("REPORTS_BUCKET", new BucketRef("reports", "arn:reports"), KEY)
        .withQueue("ORDERS_QUEUE_URL", new QueueRef("arn:orders", "https://orders", "orders"));
  }

  @Test
  void buckets_and_queues_are_found_in_variables_next_to_the_others() {
    assertThat(wiring().environment())
        .isEqualTo(
            Map.of(
                "MODE", "fast",
                "ORDERS_QUEUE_URL", "https://orders",
                "REPORTS_BUCKET", "reports",
                "UPLOADS_BUCKET", "uploads"));
  }

  @Test
  void each_has_statements_of_its_own_and_the_key_is_granted_once() {
    List<Statement> distinct = wiring().statements().stream().distinct().toList();

    assertThat(Statement.document(distinct))
        .contains(
            "\"UploadsBucket\"",
            "\"UploadsBucketList\"",
            "\"ReportsBucket\"",
            "\"OrdersQueueUrl\"",
            "arn:uploads/*",
            "arn:orders")
        .containsOnlyOnce("arn:key");
  }

  @Test
  void buckets_with_other_keys_have_grants_of_their_own() {
    List<Statement> statements =
        wiring()
            .withBucket("A_BUCKET", new BucketRef("a", "arn:a"), new KeyRef("arn:other"))
            .withBucket("B_BUCKET", new BucketRef("b", "arn:b"), new KeyRef("arn:third"))
            .statements();

    assertThat(Statement.document(statements.stream().distinct().toList()))
        .containsOnlyOnce("arn:key")
        .containsOnlyOnce("arn:other")
        .containsOnlyOnce("arn:third");
  }
}
