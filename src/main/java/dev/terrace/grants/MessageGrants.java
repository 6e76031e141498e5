package dev.terrace.grants;

import dev.terrace.ref.QueueRef;
import dev.terrace.ref.TopicRef;
import java.util.List;
import java.util.stream.Stream;

/**
 * What senders and receivers of messages may do: Amazon SQS developer guide, "Amazon SQS API
 * permissions: Actions and resource reference"; Amazon SNS developer guide, "Using identity-based
 * policies with Amazon SNS". A queue with a KMS key of its own needs rights on the key, too.
 */
public final class MessageGrants {
  private static final List<String> SEND =
      List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage");

  private static final List<String> RECEIVE =
      List.of(
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage");

  private MessageGrants() {}

  /**
   * @param sid unique in the policy
   */
  public static Statement send(String sid, List<QueueRef> queues) {
    return allow(sid, SEND, queues);
  }

  /**
   * Receiving, deleting what was worked on, and more time for what takes long.
   *
   * @param sid unique in the policy
   */
  public static Statement receive(String sid, List<QueueRef> queues) {
    return allow(sid, RECEIVE, queues);
  }

  /**
   * What senders and receivers may do, for programs that are both.
   *
   * @param sid unique in the policy
   */
  public static Statement sendAndReceive(String sid, List<QueueRef> queues) {
    return allow(
        sid, Stream.concat(SEND.stream(), RECEIVE.stream()).distinct().sorted().toList(), queues);
  }

  private static Statement allow(String sid, List<String> actions, List<QueueRef> queues) {
    return Statement.allow(sid, actions, queues.stream().map(QueueRef::arn).toList());
  }

  /**
   * @param sid unique in the policy
   */
  public static Statement publish(String sid, List<TopicRef> topics) {
    return Statement.allow(
        sid, List.of("sns:Publish"), topics.stream().map(TopicRef::arn).toList());
  }
}
