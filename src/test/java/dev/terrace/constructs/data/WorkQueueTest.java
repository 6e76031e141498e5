package dev.terrace.constructs.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.SmallStack;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {
  @Test
  void failed_messages_outlive_those_that_wait() {
    SmallStack stack =
        SmallStack.of(
            scope -> new WorkQueue(scope, "orders", new WorkQueue.Props("shop-orders", 60, 3)));

    assertThat(seconds(stack, "orders/queue")).isEqualTo(864_000);
    assertThat(seconds(stack, "orders/dead-letters")).isEqualTo(1_209_600);
  }

  private static long seconds(SmallStack stack, String path) {
    return stack.resource("aws_sqs_queue", path).path("message_retention_seconds").asLong();
  }
}
