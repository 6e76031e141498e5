package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopicConfig;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicy;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicyConfig;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscriptionConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.TopicRef;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** The topic that alarms are sent to. A subscriber by e-mail has to confirm once. */
public final class AlertTopic extends Construct {
  private final TopicRef ref;

  /**
   * @param name the whole name
   * @param email null: no subscriber
   * @param accountId whose services may publish
   * @param key encrypts the messages; the publishers need a right to it; null: no encryption
   * @param publishers services other than CloudWatch, such as budgets.amazonaws.com
   */
  public record Props(
      String name, String email, String accountId, KeyRef key, List<String> publishers) {

    public static Props of(String name, String email, String accountId) {
      return new Props(name, email, accountId, null, List.of());
    }

    public Props withKey(KeyRef other) {
      return new Props(name, email, accountId, other, publishers);
    }

    public Props withPublishers(List<String> others) {
      return new Props(name, email, accountId, key, others);
    }
  }

  public AlertTopic(Construct scope, String id, Props props) {
    super(scope, id);
    SnsTopic topic =
        new SnsTopic(
            this,
            "topic",
            SnsTopicConfig.builder()
                .name(Names.exact(Names.Kind.TOPIC, props.name()))
                .kmsMasterKeyId(props.key() == null ? null : props.key().arn())
                .build());
    ref = new TopicRef(topic.getArn());
    new SnsTopicPolicy(
        this,
        "policy",
        SnsTopicPolicyConfig.builder()
            .arn(ref.arn())
            .policy(Statement.document(statements(props)))
            .build());
    if (props.email() != null) {
      new SnsTopicSubscription(
          this,
          "email",
          SnsTopicSubscriptionConfig.builder()
              .topicArn(ref.arn())
              .protocol("email")
              .endpoint(props.email())
              .build());
    }
  }

  private List<Statement> statements(Props props) {
    List<Statement> statements = new ArrayList<>();
    statements.add(publish("Alarms", "cloudwatch.amazonaws.com", props.accountId()));
    for (String publisher : props.publishers()) {
      // A Sid is letters and digits.
      statements.add(publish(publisher.replaceAll("[^a-z]", ""), publisher, props.accountId()));
    }
    return statements;
  }

  /**
   * Both services send the account: Amazon SNS developer guide, "Allow CloudWatch alarms to publish
   * to a topic in another account"; Developer Tools console user guide, "Troubleshooting"
   * (AWSCodeStarNotifications_publish).
   */
  private Statement publish(String sid, String service, String accountId) {
    return Statement.allow(sid, List.of("sns:Publish"), List.of(ref.arn()))
        .forPrincipal("Service", service)
        .when("StringEquals", "aws:SourceAccount", accountId);
  }

  public TopicRef ref() {
    return ref;
  }
}
