package dev.terrace.constructs.monitoring;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroupConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.LogGroupRef;
import software.constructs.Construct;

/** A log group. A change of the name replaces it. */
public final class LogGroup extends Construct {
  private final LogGroupRef ref;
  private final CloudwatchLogGroup group;

  /**
   * @param name the whole name
   * @param retentionDays one that {@link dev.terrace.spec.LogRetention} lets through
   */
  public record Props(String name, int retentionDays) {}

  public LogGroup(Construct scope, String id, Props props) {
    super(scope, id);
    group =
        new CloudwatchLogGroup(
            this,
            "group",
            CloudwatchLogGroupConfig.builder()
                .name(Names.exact(Names.Kind.LOG_GROUP, props.name()))
                .retentionInDays(props.retentionDays())
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
