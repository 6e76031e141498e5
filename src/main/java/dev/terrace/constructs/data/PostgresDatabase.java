package dev.terrace.constructs.data;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.db_instance.DbInstance;
import com.hashicorp.cdktf.providers.aws.db_instance.DbInstanceConfig;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroup;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroupConfig;
import com.hashicorp.cdktf.providers.aws.db_parameter_group.DbParameterGroupParameter;
import com.hashicorp.cdktf.providers.aws.db_subnet_group.DbSubnetGroup;
import com.hashicorp.cdktf.providers.aws.db_subnet_group.DbSubnetGroupConfig;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRoleConfig;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachmentConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.ServiceTrust;
import dev.terrace.constructs.Tag;
import dev.terrace.constructs.monitoring.LogGroup;
import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.DatabaseSpec;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * PostgreSQL on RDS: encrypted with a customer key, TLS forced, performance insights, enhanced
 * monitoring, logs exported, minor upgrades automatic where only the major version is given. Its
 * password is read from a secret and written through {@code password_wo}.
 *
 * <p>A change of the identifier, the user name, the database's name, the key or the subnet group's
 * name replaces the instance.
 */
public final class PostgresDatabase extends Construct {
  public static final int PORT = 5432;

  private static final List<String> LOGS = List.of("postgresql", "upgrade");

  private final DatabaseRef ref;

  /**
   * @param identifier the whole identifier of the instance
   * @param password Terraform expression of the master user's password, from {@link Secret#read}
   * @param passwordVersion the secret's version; a higher one changes the password in place
   * @param logRetentionDays one that {@link dev.terrace.spec.LogRetention} lets through
   */
  public record Props(
      Names names,
      String identifier,
      DatabaseSpec spec,
      KeyRef key,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      String password,
      int passwordVersion,
      int logRetentionDays) {}

  public PostgresDatabase(Construct scope, String id, Props props) {
    super(scope, id);
    Names names = props.names();
    DatabaseSpec spec = props.spec();
    DbSubnetGroup subnetGroup =
        new DbSubnetGroup(
            this,
            "subnet-group",
            DbSubnetGroupConfig.builder()
                .name(names.of(Names.Kind.DATABASE_SUBNET_GROUP, "db"))
                .description("Subnets of the database")
                .subnetIds(props.subnetIds())
                .build());
    // From postgres15 on the value equals the family's default, which AWS keeps as source "system"
    // and reports as pending-reboot whatever is sent; "immediate" plans a change for ever:
    // terraform-provider-aws #39252.
    DbParameterGroup parameterGroup =
        new DbParameterGroup(
            this,
            "parameter-group",
            DbParameterGroupConfig.builder()
                .name(names.of(Names.Kind.DATABASE_PARAMETER_GROUP, spec.family()))
                .family(spec.family())
                .description("TLS is forced")
                .parameter(
                    List.of(
                        DbParameterGroupParameter.builder()
                            .name("rds.force_ssl")
                            .value("1")
                            .applyMethod("pending-reboot")
                            .build()))
                // Another family is another group, and RDS deletes none that an instance uses.
                .lifecycle(TerraformResourceLifecycle.builder().createBeforeDestroy(true).build())
                .build());
    IamRole monitoringRole =
        new IamRole(
            this,
            "monitoring-role",
            IamRoleConfig.builder()
                .name(names.of(Names.Kind.ROLE, "rds-monitoring"))
                .description("Enhanced monitoring of the database")
                .assumeRolePolicy(ServiceTrust.policy(this, "monitoring.rds.amazonaws.com"))
                .build());
    IamRolePolicyAttachment monitoringPolicy =
        new IamRolePolicyAttachment(
            this,
            "monitoring-policy",
            IamRolePolicyAttachmentConfig.builder()
                .role(monitoringRole.getName())
                .policyArn("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")
                .build());
    String identifier = Names.exact(Names.Kind.DATABASE, props.identifier());
    List<ITerraformDependable> before = new ArrayList<>(List.of(monitoringPolicy));
    before.addAll(logGroups(identifier, props.logRetentionDays()));
    DbInstance instance =
        new DbInstance(
            this,
            "instance",
            DbInstanceConfig.builder()
                .identifier(identifier)
                .engine("postgres")
                .engineVersion(spec.engineVersion())
                .autoMinorVersionUpgrade(spec.followsMinorVersions())
                .instanceClass(spec.instanceClass())
                .allocatedStorage(spec.storageGiB())
                .maxAllocatedStorage(spec.maxStorageGiB())
                .storageType(spec.storageType().name())
                .storageEncrypted(true)
                .kmsKeyId(props.key().arn())
                .username(spec.masterUser())
                .dbName(spec.databaseName())
                .port(PORT)
                .multiAz(spec.multiAz())
                .dbSubnetGroupName(subnetGroup.getName())
                .vpcSecurityGroupIds(List.of(props.securityGroup().id()))
                .publiclyAccessible(false)
                .parameterGroupName(parameterGroup.getName())
                .backupRetentionPeriod(spec.backupDays())
                .copyTagsToSnapshot(true)
                .deletionProtection(spec.deletionProtection())
                .skipFinalSnapshot(false)
                .finalSnapshotIdentifier(identifier + "-final")
                .performanceInsightsEnabled(true)
                .performanceInsightsKmsKeyId(props.key().arn())
                .performanceInsightsRetentionPeriod(7)
                .monitoringInterval(60)
                .monitoringRoleArn(monitoringRole.getArn())
                .enabledCloudwatchLogsExports(LOGS)
                .tags(Tag.name(identifier))
                .dependsOn(before)
                .build());
    // The bindings know neither attribute.
    instance.addOverride("password_wo", "${" + props.password() + "}");
    instance.addOverride("password_wo_version", props.passwordVersion());
    ref =
        new DatabaseRef(
            instance.getIdentifier(), instance.getAddress(), PORT, subnetGroup.getName());
  }

  /**
   * Amazon RDS user guide, "Publishing database logs to Amazon CloudWatch Logs": RDS writes to
   * {@code /aws/rds/instance/<identifier>/<log>}, and creates the group, which never expires, if it
   * does not exist.
   */
  private List<ITerraformDependable> logGroups(String identifier, int retentionDays) {
    List<ITerraformDependable> groups = new ArrayList<>();
    for (String log : LOGS) {
      groups.add(
          new LogGroup(
                  this,
                  log + "-logs",
                  new LogGroup.Props("/aws/rds/instance/" + identifier + "/" + log, retentionDays))
              .dependable());
    }
    return groups;
  }

  public DatabaseRef ref() {
    return ref;
  }
}
