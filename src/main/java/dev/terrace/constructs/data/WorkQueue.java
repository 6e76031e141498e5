package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.sqs_queue.SqsQueue;
import com.hashicorp.cdktf.providers.aws.sqs_queue_policy.SqsQueuePolicy;
import com.hashicorp.cdktf.providers.aws.sqs_queue_policy.SqsQueuePolicyConfig;
import com.hashicorp.cdktf.providers.aws.sqs_queue_redrive_allow_policy.SqsQueueRedriveAllowPolicy;
import com.hashicorp.cdktf.providers.aws.sqs_queue_redrive_allow_policy.SqsQueueRedriveAllowPolicyConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.QueueRef;
import java.util.List;
import software.constructs.Construct;

/**
 * A queue with its dead-letter queue: encrypted with a key of SQS, TLS only. A message is kept for
 * 10 days. What was received too often is kept until 14 days after it was sent, the most that SQS
 * takes: in the dead-letter queue, which accepts messages from this queue only, it keeps the time
 * at which it was sent. Amazon SQS developer guide, "Setting-up dead-letter queue retention". A
 * change of the name replaces both.
 */
public final class WorkQueue extends Construct {
  private static final int TEN_DAYS = 864_000;

  private static final int FOURTEEN_DAYS = 1_209_600;

  private final QueueRef ref;
  private final QueueRef deadLetters;

  /**
   * @param name the whole name; the dead-letter queue's is this with -dlq
   * @param visibilitySeconds 0-43200; longer than the work on one message takes
   * @param maxReceiveCount 1-1000
   */
  public record Props(String name, int visibilitySeconds, int maxReceiveCount) {}

  /** Both queues. */
  public record Refs(QueueRef queue, QueueRef deadLetters) {}

  public WorkQueue(Construct scope, String id, Props props) {
    super(scope, id);
    SqsQueue dead = queue("dead-letters", props.name() + "-dlq", FOURTEEN_DAYS).build();
    SqsQueue queue =
        queue("queue", props.name(), TEN_DAYS)
            .visibilityTimeoutSeconds(props.visibilitySeconds())
            .redrivePolicy(
                "{\"deadLetterTargetArn\":\""
                    + dead.getArn()
                    + "\",\"maxReceiveCount\":"
                    + props.maxReceiveCount()
                    + "}")
            .build();
    ref = ref(queue);
    deadLetters = ref(dead);
    new SqsQueueRedriveAllowPolicy(
        this,
        "redrive-allow",
        SqsQueueRedriveAllowPolicyConfig.builder()
            .queueUrl(dead.getId())
            .redriveAllowPolicy(
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\""
                    + queue.getArn()
                    + "\"]}")
            .build());
    onlyTls("policy", ref);
    onlyTls("dead-letters-policy", deadLetters);
  }

  private SqsQueue.Builder queue(String id, String name, int retentionSeconds) {
    return SqsQueue.Builder.create(this, id)
        .name(Names.exact(Names.Kind.QUEUE, name))
        .messageRetentionSeconds(retentionSeconds)
        .sqsManagedSseEnabled(true);
  }

  private static QueueRef ref(SqsQueue queue) {
    return new QueueRef(queue.getArn(), queue.getUrl(), queue.getName());
  }

  private void onlyTls(String id, QueueRef queue) {
    new SqsQueuePolicy(
        this,
        id,
        SqsQueuePolicyConfig.builder()
            .queueUrl(queue.url())
            .policy(Statement.document(List.of(Grants.onlyTls(queue))))
            .build());
  }

  public Refs refs() {
    return new Refs(ref, deadLetters);
  }

  public QueueRef ref() {
    return ref;
  }

  public QueueRef deadLetters() {
    return deadLetters;
  }
}
