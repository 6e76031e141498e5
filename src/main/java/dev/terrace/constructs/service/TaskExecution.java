package dev.terrace.constructs.service;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Role;
import dev.terrace.grants.Grants;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import java.util.List;
import software.constructs.Construct;

/** The role that ECS starts the containers of a task with. */
public sealed interface TaskExecution {

  /** A role that other tasks have as well. */
  record Shared(RoleRef role) implements TaskExecution {}

  /** A role of its own: one repository, one log group, the secrets that it is given. */
  record Own(RepositoryRef repository) implements TaskExecution {}

  /** A role of its own: every repository of the account, one log group, its secrets. */
  record OfAccount() implements TaskExecution {}

  /**
   * The role, which is created where it is the task's own.
   *
   * @param id of the role's construct
   * @param description such as "Starts the containers of web"
   * @param name of the task, without a prefix
   */
  default RoleRef role(
      Construct scope,
      String id,
      String name,
      String description,
      ServiceContext context,
      List<SecretRef> secrets) {
    if (this instanceof Shared shared) {
      return shared.role();
    }
    return new Role(
            scope,
            id,
            Role.Props.forTasks(
                context.names().of(Names.Kind.ROLE, name + "-execution"),
                description,
                Grants.startTask(
                    this instanceof Own own
                        ? own.repository().arn()
                        : context.arns().of("ecr", "repository/*"),
                    context.arns().of("logs", "log-group:/ecs/" + context.family(name) + ":*"),
                    secrets,
                    context.secrets().key())))
        .ref();
  }
}
