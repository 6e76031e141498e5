package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.FargateService;
import dev.terrace.constructs.compute.Scaling;
import dev.terrace.grants.MessageGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.QueueRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.spec.BacklogScaling;
import dev.terrace.spec.WorkerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * A service on Fargate that takes messages from a queue: roles, task definition, log group, the
 * right to receive, the queue's URL in {@value #VARIABLE}, and as many tasks as the backlog asks
 * for. Nobody connects to it.
 *
 * <p>The id is the worker's name: a change of it or of the naming replaces the service. Everything
 * else is changed in place, or by a new revision of the task definition, which rolls the service: a
 * task that is stopped has 30 seconds, and the message that it had comes back after the queue's
 * visibility timeout.
 */
public final class Worker extends Construct {
  /** The variable with the URL of the queue, unless the worker or its wiring sets it. */
  public static final String VARIABLE = "QUEUE_URL";

  private final ServiceRef ref;
  private final List<RoleRef> roles;

  /**
   * @param wiring its statements come after the right to receive
   * @param queue that it takes messages from
   */
  public record Props(
      ServiceContext context,
      WorkerSpec spec,
      ServiceWiring wiring,
      TaskExecution execution,
      QueueRef queue) {}

  public Worker(Construct scope, String id, Props props) {
    super(scope, id);
    ServiceContext context = props.context();
    WorkerSpec spec = props.spec();
    ServiceTask parts = new ServiceTask(id, spec, context, wiring(props));
    ServiceTask.Defined defined = parts.define(this, props.execution());
    roles = defined.roles();
    ref =
        new FargateService(
                this,
                "service",
                new FargateService.Props(
                    context.serviceName(id),
                    id,
                    tasks(props),
                    context.cluster(),
                    defined.task(),
                    context.place().subnetIds(),
                    context.place().securityGroup(),
                    null,
                    null,
                    List.of()))
            .ref();
  }

  private static ServiceWiring wiring(Props props) {
    List<Statement> statements = new ArrayList<>();
    statements.add(MessageGrants.receive("ReceiveMessages", List.of(props.queue())));
    statements.addAll(props.wiring().statements());
    Map<String, String> environment = new LinkedHashMap<>(props.wiring().environment());
    environment.putIfAbsent(VARIABLE, props.queue().url());
    return props.wiring().withStatements(statements).withEnvironment(environment);
  }

  private static FargateService.Tasks tasks(Props props) {
    WorkerSpec spec = props.spec();
    BacklogScaling scaling = spec.scaling();
    return new FargateService.Tasks(
        spec.desiredCount(),
        false,
        !spec.container().readOnlyRoot(),
        scaling == null
            ? null
            : new Scaling.OnBacklog(
                scaling.minimum(), scaling.maximum(), props.queue(), scaling.messagesPerTask()));
  }

  public ServiceRef ref() {
    return ref;
  }

  /** The roles of its tasks: the one that starts them, and the one that they have. */
  public List<RoleRef> roles() {
    return roles;
  }
}
