package dev.terrace.constructs.service;

import dev.terrace.config.Names;
import dev.terrace.constructs.compute.Confinement;
import dev.terrace.constructs.compute.Container;
import dev.terrace.constructs.compute.FargateTask;
import dev.terrace.constructs.compute.Role;
import dev.terrace.constructs.compute.TaskVolume;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.TaskDefinitionRef;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.constructs.Construct;

/** What runs in the tasks of a service: its containers, their volumes, and what they may do. */
final class ServiceTask {
  private static final String FILES = "files";
  private final String name;
  private final TaskSpec spec;
  private final ServiceContext context;
  private final ServiceWiring wiring;

  ServiceTask(String name, TaskSpec spec, ServiceContext context, ServiceWiring wiring) {
    this.name = name;
    this.spec = spec;
    this.context = context;
    this.wiring = wiring;
  }

  /**
   * @param roles the one that starts the containers, and the one that they have
   */
  record Defined(TaskDefinitionRef task, List<RoleRef> roles) {}

  /**
   * Adds the roles and the task definition: {@code execution-role}, {@code task-role}, {@code
   * task}.
   */
  Defined define(Construct scope, TaskExecution execution) {
    RoleRef executionRole =
        execution.role(
            scope,
            "execution-role",
            name,
            "Starts the containers of " + name,
            context,
            context.secrets().of(new TreeSet<>(secrets().values())));
    RoleRef taskRole =
        new Role(
                scope,
                "task-role",
                Role.Props.forTasks(
                    context.names().of(Names.Kind.ROLE, name + "-task"),
                    "What the containers of " + name + " may do",
                    statements()))
            .ref();
    TaskDefinitionRef task =
        new FargateTask(
                scope,
                "task",
                new FargateTask.Props(
                    context.family(name),
                    spec.cpu(),
                    spec.memoryMiB(),
                    executionRole,
                    taskRole,
                    containers(),
                    volumes(),
                    context.arns().region(),
                    context.logRetentionDays()))
            .ref();
    return new Defined(task, List.of(executionRole, taskRole));
  }

  /** References by variable. */
  private Map<String, String> secrets() {
    Map<String, String> references = new LinkedHashMap<>(wiring.secrets());
    references.putAll(spec.secrets());
    return references;
  }

  /** Of the task's role. */
  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>(List.of(Grants.ecsExec()));
    List<SecretRef> read =
        context.secrets().readByTasks() ? context.secrets().of(secrets().values()) : List.of();
    if (!read.isEmpty()) {
      statements.add(Grants.readSecretRefs(read));
      statements.add(Grants.decrypt(context.secrets().key()));
    }
    if (spec.fileSystem() != null) {
      statements.add(Grants.mount(context.folders().fileSystem(), accessPoint()));
    }
    statements.addAll(wiring.statements());
    // IAM refuses a policy in which a Sid occurs twice.
    return statements.stream().distinct().toList();
  }

  private AccessPointRef accessPoint() {
    return context.folders().accessPoints().get(name);
  }

  private List<Container> containers() {
    Placeholders placeholders = context.placeholders();
    Map<String, String> environment = new TreeMap<>(wiring.environment());
    spec.environment().forEach((key, value) -> environment.put(key, placeholders.fill(value)));
    Container container =
        Container.of(name, placeholders.fill(spec.image()))
            .withPorts(spec.ports())
            .withCommand(List.of(), spec.command().stream().map(placeholders::fill).toList())
            .withEnvironment(environment, context.secrets().valuesFrom(secrets()))
            .withHealthCheck(
                spec.healthCheckCommand() == null
                    ? null
                    : placeholders.fill(spec.healthCheckCommand()),
                spec.startSeconds());
    container = Confinement.of(container, spec.container());
    if (spec.fileSystem() != null) {
      container = container.withMount(FILES, spec.fileSystem().path());
    }
    if (wiring.before() == null) {
      return List.of(context.images().of(container));
    }
    Container before = wiring.before();
    for (Map.Entry<String, String> volume : wiring.scratch().entrySet()) {
      container = container.withMount(volume.getKey(), volume.getValue());
      if (!before.mounts().containsKey(volume.getKey())) {
        before = before.withMount(volume.getKey(), volume.getValue());
      }
    }
    return List.of(
        context.images().of(before.asInit()),
        context.images().of(container.withStartsAfter(before.name())));
  }

  private List<TaskVolume> volumes() {
    List<TaskVolume> volumes = new ArrayList<>(Confinement.volumes(spec.container()));
    if (spec.fileSystem() != null) {
      volumes.add(new TaskVolume.Efs(FILES, context.folders().fileSystem(), accessPoint()));
    }
    wiring.scratch().keySet().forEach(volume -> volumes.add(new TaskVolume.Scratch(volume)));
    return volumes;
  }
}
