package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopicConfig;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicy;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicyConfig;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscriptionConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.TopicRef;
import java.util.List;
import software.constructs.Construct;

/** The topic that alarms are sent to. A subscriber by e-mail has to confirm once. */
public final class AlertTopic extends Construct {
  private final TopicRef ref;

  /**
   * @param name the whole name
   * @param email null: no subscriber
   * @param accountId whose alarms may publish
   */
  public record Props(String name, String email, String accountId) {}

  public AlertTopic(Construct scope, String id, Props props) {
    super(scope, id);
    SnsTopic topic =
        new SnsTopic(
            this,
            "topic",
            SnsTopicConfig.builder().name(Names.exact(Names.Kind.TOPIC, props.name())).build());
    ref = new TopicRef(topic.getArn());
    new SnsTopicPolicy(
        this,
        "policy",
        SnsTopicPolicyConfig.builder()
            .arn(ref.arn())
            .policy(
                Statement.document(
                    List.of(
                        Statement.allow("Alarms", List.of("sns:Publish"), List.of(ref.arn()))
                            .forPrincipal("Service", "cloudwatch.amazonaws.com")
                            .when("StringEquals", "aws:SourceAccount", props.accountId()))))
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

  public TopicRef ref() {
    return ref;
  }
}
