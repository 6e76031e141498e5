package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroupConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.LogGroupRef;
import software.constructs.Construct;

/** A log group. A change of the name replaces it. */
public final class LogGroup extends Construct {
  private final LogGroupRef ref;
  private final CloudwatchLogGroup group;

  /**
   * @param name the whole name
   * @param retentionDays one that {@link dev.terrace.spec.LogRetention} lets through
   * @param key that encrypts it, whose policy lets CloudWatch Logs use it for this group; null:
   *     AWS's
   */
  public record Props(String name, int retentionDays, KeyRef key) {
    public Props(String name, int retentionDays) {
      this(name, retentionDays, null);
    }

    public Props withKey(KeyRef other) {
      return new Props(name, retentionDays, other);
    }
  }

  public LogGroup(Construct scope, String id, Props props) {
    super(scope, id);
    group =
        new CloudwatchLogGroup(
            this,
            "group",
            CloudwatchLogGroupConfig.builder()
                .name(Names.exact(Names.Kind.LOG_GROUP, props.name()))
                .retentionInDays(props.retentionDays())
                .kmsKeyId(props.key() == null ? null : props.key().arn())
                .build());
    ref = new LogGroupRef(group.getName());
  }

  /** Writers wait for this; otherwise the service creates a group that never expires. */
  public ITerraformDependable dependable() {
    return group;
  }

  public String arn() {
    return group.getArn();
  }

  public LogGroupRef ref() {
    return ref;
  }
}
