package dev.terrace.systems.alva;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TaskDefinitionRef;
import dev.terrace.spec.FargateSize;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The task that migrates the database: the workflow runs it before it rolls the services. */
final class AlvaMigrations {
  private final RoleRef executionRole;
  private final TaskDefinitionRef task;

  /**
   * @param repository of the service whose image it runs
   */
  AlvaMigrations(Construct scope, AlvaService.Context context, RepositoryRef repository) {
    AlvaConfig config = context.config();
    MigrationTask spec = config.migrations();
    String family = config.serviceName("migrations");
    executionRole =
        new Role(
                scope,
                "migrations-execution-role",
                Role.Props.forTasks(
                    config.names().of(Names.Kind.ROLE, "migrations-execution"),
                    "Starts the container that migrates the database",
                    context
                        .grants()
                        .execution(
                            family,
                            repository,
                            context.secretRefs(spec.secrets()),
                            context.data().key())))
            .ref();
    task =
        new FargateTask(
                scope,
                "migrations",
                FargateTask.Props.oneOff(
                    family,
                    new FargateSize(spec.cpu(), spec.memoryMiB()),
                    executionRole,
                    Container.of("migrations", context.image(spec.service(), repository))
                        .withCommand(List.of(), spec.command())
                        .withEnvironment(
                            Map.of("NODE_ENV", "production"), context.secrets(spec.secrets())),
                    config.region(),
                    config.logRetentionDays()))
            .ref();
  }

  RoleRef executionRole() {
    return executionRole;
  }

  TaskDefinitionRef task() {
    return task;
  }
}
