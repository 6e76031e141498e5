package dev.terrace.constructs.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.ref.LogGroupRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One container of a task definition: AWS API reference, ContainerDefinition.
 *
 * @param mounts the container's path by volume
 * @param credentials ARN of the secret with user name and password of the image's registry; null:
 *     none
 * @param health null: ECS looks only at whether the container runs
 */
public record Container(
    String name,
    String image,
    List<Integer> ports,
    Command command,
    Variables variables,
    Map<String, String> mounts,
    Health health,
    Order order,
    Sandbox sandbox,
    String credentials) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is run; an empty list leaves what the image says. */
  public record Command(List<String> entryPoint, List<String> arguments) {}

  /**
   * Sorted by name, as AWS returns them in any order.
   *
   * @param secrets {@code valueFrom} by variable: a secret's ARN, or {@code ARN:field::}
   */
  public record Variables(Map<String, String> environment, Map<String, String> secrets) {
    public Variables {
      environment = new TreeMap<>(environment);
      secrets = new TreeMap<>(secrets);
    }
  }

  /**
   * @param shellCommand run by the container's shell; succeeds while it is healthy
   * @param startSeconds 0-300 in which a failure does not count
   */
  public record Health(String shellCommand, int startSeconds) {}

  /**
   * @param init it does its work before the others and ends
   * @param after containers that must have ended with success before it starts
   */
  public record Order(boolean init, List<String> after) {}

  /**
   * @param user null: what the image says
   * @param readOnlyRoot it writes to its mounts alone
   */
  public record Sandbox(String user, boolean readOnlyRoot) {}

  public Container {
    mounts = new TreeMap<>(mounts);
  }

  public static Container of(String name, String image) {
    return new Container(
        name,
        image,
        List.of(),
        new Command(List.of(), List.of()),
        new Variables(Map.of(), Map.of()),
        Map.of(),
        null,
        new Order(false, List.of()),
        new Sandbox(null, false),
        null);
  }

  public Container withPorts(List<Integer> some) {
    return new Container(
        name, image, some, command, variables, mounts, health, order, sandbox, credentials);
  }

  public Container withCommand(List<String> entryPoint, List<String> arguments) {
    Command other = new Command(entryPoint, arguments);
    return new Container(
        name, image, ports, other, variables, mounts, health, order, sandbox, credentials);
  }

  public Container withEnvironment(Map<String, String> environment, Map<String, String> secrets) {
    Variables other = new Variables(environment, secrets);
    return new Container(
        name, image, ports, command, other, mounts, health, order, sandbox, credentials);
  }

  public Container withMount(String volume, String path) {
    Map<String, String> more = new TreeMap<>(mounts);
    more.put(volume, path);
    return new Container(
        name, image, ports, command, variables, more, health, order, sandbox, credentials);
  }

  /**
   * @param shellCommand null: none
   */
  public Container withHealthCheck(String shellCommand, int startSeconds) {
    Health other = shellCommand == null ? null : new Health(shellCommand, startSeconds);
    return new Container(
        name, image, ports, command, variables, mounts, other, order, sandbox, credentials);
  }

  public Container withImage(String other) {
    return new Container(
        name, other, ports, command, variables, mounts, health, order, sandbox, credentials);
  }

  /**
   * @param secretArn of a secret with {@code username} and {@code password}
   */
  public Container withCredentials(String secretArn) {
    return new Container(
        name, image, ports, command, variables, mounts, health, order, sandbox, secretArn);
  }

  /** Its root file system is read-only. */
  public Container withReadOnlyRoot() {
    return withSandbox(new Sandbox(sandbox.user(), true));
  }

  public Container withUser(String name) {
    return withSandbox(new Sandbox(name, sandbox.readOnlyRoot()));
  }

  private Container withSandbox(Sandbox other) {
    return new Container(
        this.name, image, ports, command, variables, mounts, health, order, other, credentials);
  }

  /** A container that does its work before the others and ends. */
  public Container asInit() {
    Order first = new Order(true, order.after());
    return new Container(
        name, image, ports, command, variables, mounts, health, first, sandbox, credentials);
  }

  public Container withStartsAfter(String container) {
    Order later = new Order(order.init(), List.of(container));
    return new Container(
        name, image, ports, command, variables, mounts, health, later, sandbox, credentials);
  }

  /** The definitions of a task's containers, as the API takes them. */
  static String definitions(List<Container> containers, LogGroupRef logGroup, String region) {
    ArrayNode array = MAPPER.createArrayNode();
    containers.forEach(container -> container.write(array.addObject(), logGroup, region));
    return array.toString();
  }

  private void write(ObjectNode node, LogGroupRef logGroup, String region) {
    node.put("name", name).put("image", image).put("essential", !order.init());
    if (credentials != null) {
      node.putObject("repositoryCredentials").put("credentialsParameter", credentials);
    }
    if (sandbox.user() != null) {
      node.put("user", sandbox.user());
    }
    if (sandbox.readOnlyRoot()) {
      node.put("readonlyRootFilesystem", true);
    }
    ArrayNode portMappings = node.putArray("portMappings");
    ports.forEach(
        port ->
            portMappings
                .addObject()
                .put("containerPort", port)
                .put("hostPort", port)
                .put("protocol", "tcp"));
    if (!command.entryPoint().isEmpty()) {
      command.entryPoint().forEach(node.putArray("entryPoint")::add);
    }
    if (!command.arguments().isEmpty()) {
      command.arguments().forEach(node.putArray("command")::add);
    }
    ArrayNode environment = node.putArray("environment");
    variables
        .environment()
        .forEach((key, value) -> environment.addObject().put("name", key).put("value", value));
    if (!variables.secrets().isEmpty()) {
      ArrayNode from = node.putArray("secrets");
      variables
          .secrets()
          .forEach((key, value) -> from.addObject().put("name", key).put("valueFrom", value));
    }
    ArrayNode mountPoints = node.putArray("mountPoints");
    mounts.forEach(
        (volume, path) ->
            mountPoints
                .addObject()
                .put("sourceVolume", volume)
                .put("containerPath", path)
                .put("readOnly", false));
    node.putArray("volumesFrom");
    if (!order.after().isEmpty()) {
      ArrayNode dependsOn = node.putArray("dependsOn");
      order
          .after()
          .forEach(
              other ->
                  dependsOn.addObject().put("containerName", other).put("condition", "SUCCESS"));
    }
    if (health != null) {
      ObjectNode healthCheck = node.putObject("healthCheck");
      healthCheck.putArray("command").add("CMD-SHELL").add(health.shellCommand());
      healthCheck.put("interval", 30).put("timeout", 5).put("retries", 3);
      healthCheck.put("startPeriod", health.startSeconds());
    }
    // ECS Exec needs a process that reaps its children.
    node.putObject("linuxParameters").put("initProcessEnabled", true);
    ObjectNode log = node.putObject("logConfiguration").put("logDriver", "awslogs");
    log.putObject("options")
        .put("awslogs-group", logGroup.name())
        .put("awslogs-region", region)
        .put("awslogs-stream-prefix", name)
        .put("mode", "non-blocking")
        .put("max-buffer-size", "25m");
  }
}
