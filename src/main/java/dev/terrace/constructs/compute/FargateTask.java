package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroupConfig;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinition;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionConfig;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionRuntimePlatform;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionVolume;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionVolumeEfsVolumeConfiguration;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.LogGroupRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TaskDefinitionRef;
import dev.terrace.spec.FargateSize;
import java.util.List;
import software.constructs.Construct;

/**
 * A Fargate task definition with its log group. Every change creates a new revision, which rolls
 * the service.
 */
public final class FargateTask extends Construct {
  private final TaskDefinitionRef ref;
  private final LogGroupRef logGroup;

  /**
   * @param family the whole name, which the log group {@code /ecs/<family>} has as well
   * @param cpu CPU units
   * @param taskRole what the containers may do; null: nothing
   * @param logRetentionDays one of the values that CloudWatch Logs takes
   */
  public record Props(
      String family,
      int cpu,
      int memoryMiB,
      RoleRef executionRole,
      RoleRef taskRole,
      List<Container> containers,
      List<TaskVolume> volumes,
      String region,
      int logRetentionDays) {

    /** A task that is run once in a while, with one container that calls no AWS service. */
    public static Props oneOff(
        String family,
        FargateSize size,
        RoleRef executionRole,
        Container container,
        String region,
        int logRetentionDays) {
      return new Props(
          family,
          size.cpu(),
          size.memoryMiB(),
          executionRole,
          null,
          List.of(container),
          List.of(),
          region,
          logRetentionDays);
    }
  }

  public FargateTask(Construct scope, String id, Props props) {
    super(scope, id);
    CloudwatchLogGroup group =
        new CloudwatchLogGroup(
            this,
            "logs",
            CloudwatchLogGroupConfig.builder()
                .name(Names.exact(Names.Kind.LOG_GROUP, "/ecs/" + props.family()))
                .retentionInDays(props.logRetentionDays())
                .build());
    logGroup = new LogGroupRef(group.getName());
    EcsTaskDefinitionConfig.Builder config =
        EcsTaskDefinitionConfig.builder()
            .family(Names.exact(Names.Kind.TASK_FAMILY, props.family()))
            .cpu(String.valueOf(props.cpu()))
            .memory(String.valueOf(props.memoryMiB()))
            .networkMode("awsvpc")
            .requiresCompatibilities(List.of("FARGATE"))
            .runtimePlatform(
                EcsTaskDefinitionRuntimePlatform.builder()
                    .cpuArchitecture("X86_64")
                    .operatingSystemFamily("LINUX")
                    .build())
            .executionRoleArn(props.executionRole().arn())
            .containerDefinitions(
                Container.definitions(props.containers(), logGroup, props.region()));
    if (props.taskRole() != null) {
      config.taskRoleArn(props.taskRole().arn());
    }
    if (!props.volumes().isEmpty()) {
      config.volume(props.volumes().stream().map(FargateTask::volume).toList());
    }
    EcsTaskDefinition task = new EcsTaskDefinition(this, "task-definition", config.build());
    ref = new TaskDefinitionRef(task.getArn(), task.getFamily());
  }

  private static EcsTaskDefinitionVolume volume(TaskVolume volume) {
    EcsTaskDefinitionVolume.Builder builder = EcsTaskDefinitionVolume.builder().name(volume.name());
    if (volume instanceof TaskVolume.Efs efs) {
      builder.efsVolumeConfiguration(
          EcsTaskDefinitionVolumeEfsVolumeConfiguration.builder()
              .fileSystemId(efs.fileSystem().id())
              .transitEncryption("ENABLED")
              .authorizationConfig(
                  EcsTaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfig.builder()
                      .accessPointId(efs.accessPoint().id())
                      .iam("ENABLED")
                      .build())
              .build());
    }
    return builder.build();
  }

  public TaskDefinitionRef ref() {
    return ref;
  }

  public LogGroupRef logGroup() {
    return logGroup;
  }
}
