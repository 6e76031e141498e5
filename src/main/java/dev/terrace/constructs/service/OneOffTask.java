package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.TaskDefinitionRef;
import dev.terrace.spec.FargateSize;
import java.util.Map;
import java.util.TreeSet;
import software.constructs.Construct;

/**
 * A task that a person or a workflow runs now and then, such as a migration, with one container
 * that calls no AWS service. Every change creates a new revision of its definition.
 *
 * <p>It is no level of the construct tree: the scope gets a task definition with the task's name as
 * id, and {@code NAME-execution-role} where the role is its own.
 */
public final class OneOffTask {
  private final TaskDefinitionRef ref;
  private final RoleRef executionRole;

  /**
   * @param purpose of its own execution role, such as "Starts the container that migrates the
   *     database"
   * @param container without secrets
   * @param secrets references by variable
   */
  public record Props(
      ServiceContext context,
      FargateSize size,
      TaskExecution execution,
      String purpose,
      Container container,
      Map<String, String> secrets) {}

  /**
   * @param name of the task, without a prefix
   */
  public OneOffTask(Construct scope, String name, Props props) {
    ServiceContext context = props.context();
    executionRole =
        props
            .execution()
            .role(
                scope,
                name + "-execution-role",
                name,
                props.purpose(),
                context,
                context.secrets().of(new TreeSet<>(props.secrets().values())));
    Map<String, String> environment = props.container().variables().environment();
    ref =
        new FargateTask(
                scope,
                name,
                FargateTask.Props.oneOff(
                    context.family(name),
                    props.size(),
                    executionRole,
                    context
                        .images()
                        .of(
                            props
                                .container()
                                .withEnvironment(
                                    environment, context.secrets().valuesFrom(props.secrets()))),
                    context.arns().region(),
                    context.logRetentionDays()))
            .ref();
  }

  public TaskDefinitionRef ref() {
    return ref;
  }

  public RoleRef executionRole() {
    return executionRole;
  }
}
