package dev.terrace.constructs.network;

import com.hashicorp.cdktf.providers.aws.flow_log.FlowLogConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.Tag;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.monitoring.LogGroup;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.spec.FlowLogs;
import java.util.List;
import software.constructs.Construct;

/**
 * The connections of a VPC in a log group with a retention. A change of what is logged replaces the
 * flow log and keeps the group.
 */
public final class FlowLog extends Construct {

  /**
   * @param region where the log group is
   * @param traffic rejected or all
   * @param logRetentionDays one that {@link dev.terrace.spec.LogRetention} lets through
   */
  public record Props(
      Names names, String region, String vpcId, FlowLogs traffic, int logRetentionDays) {}

  public FlowLog(Construct scope, String id, Props props) {
    super(scope, id);
    Names names = props.names();
    LogGroup group =
        new LogGroup(
            this,
            "logs",
            new LogGroup.Props(
                "/aws/vpc/" + names.prefix() + "/flow-logs", props.logRetentionDays()));
    Role role =
        new Role(
            this,
            "role",
            Role.Props.forService(
                names.of(Names.Kind.ROLE, "flow-logs"),
                "Writes the VPC's flow logs",
                "vpc-flow-logs.amazonaws.com",
                statements(group.arn())));
    new com.hashicorp.cdktf.providers.aws.flow_log.FlowLog(
        this,
        "flow-log",
        FlowLogConfig.builder()
            .vpcId(props.vpcId())
            .trafficType(props.traffic() == FlowLogs.all ? "ALL" : "REJECT")
            .logDestinationType("cloud-watch-logs")
            .logDestination(group.arn())
            .iamRoleArn(role.ref().arn())
            .tags(Tag.name(names.of(Names.Kind.TAG, "flow-logs")))
            .build());
  }

  /**
   * Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs", without {@code
   * logs:CreateLogGroup}: the group exists.
   */
  private static List<Statement> statements(String groupArn) {
    return List.of(
        Grants.findLogGroups(),
        Statement.allow(
            "WriteFlowLogs",
            List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
            List.of(groupArn + ":*")));
  }
}
