package dev.terrace.constructs.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.ref.LogGroupRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One container of a task definition: AWS API reference, ContainerDefinition.
 *
 * @param environment sorted by name in the output, as AWS returns it in any order
 * @param secrets {@code valueFrom} by variable: a secret's ARN, or {@code ARN:field::}
 * @param mounts the container's path by volume
 * @param healthCheckCommand run by the container's shell, or null
 * @param startsAfter containers that must have ended with success before
 */
public record Container(
    String name,
    String image,
    boolean essential,
    List<Integer> ports,
    List<String> entryPoint,
    List<String> command,
    Map<String, String> environment,
    Map<String, String> secrets,
    Map<String, String> mounts,
    String healthCheckCommand,
    int startSeconds,
    List<String> startsAfter) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Container {
    environment = new TreeMap<>(environment);
    secrets = new TreeMap<>(secrets);
    mounts = new TreeMap<>(mounts);
  }

  public static Container of(String name, String image) {
    return new Container(
        name, image, true, List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), null, 0,
        List.of());
  }

  /** A container that does its work before the others and ends. */
  public Container asInit() {
    return new Container(
        name,
        image,
        false,
        ports,
        entryPoint,
        command,
        environment,
        secrets,
        mounts,
        healthCheckCommand,
        startSeconds,
        startsAfter);
  }

  public Container withPorts(List<Integer> newPorts) {
    return new Container(
        name,
        image,
        essential,
        newPorts,
        entryPoint,
        command,
        environment,
        secrets,
        mounts,
        healthCheckCommand,
        startSeconds,
        startsAfter);
  }

  public Container withCommand(List<String> newEntryPoint, List<String> newCommand) {
    return new Container(
        name,
        image,
        essential,
        ports,
        newEntryPoint,
        newCommand,
        environment,
        secrets,
        mounts,
        healthCheckCommand,
        startSeconds,
        startsAfter);
  }

  public Container withEnvironment(
      Map<String, String> newEnvironment, Map<String, String> newSecrets) {
    return new Container(
        name,
        image,
        essential,
        ports,
        entryPoint,
        command,
        newEnvironment,
        newSecrets,
        mounts,
        healthCheckCommand,
        startSeconds,
        startsAfter);
  }

  public Container withMount(String volume, String path) {
    Map<String, String> more = new LinkedHashMap<>(mounts);
    more.put(volume, path);
    return new Container(
        name,
        image,
        essential,
        ports,
        entryPoint,
        command,
        environment,
        secrets,
        more,
        healthCheckCommand,
        startSeconds,
        startsAfter);
  }

  public Container withHealthCheck(String shellCommand, int newStartSeconds) {
    return new Container(
        name,
        image,
        essential,
        ports,
        entryPoint,
        command,
        environment,
        secrets,
        mounts,
        shellCommand,
        newStartSeconds,
        startsAfter);
  }

  public Container withStartsAfter(String container) {
    return new Container(
        name,
        image,
        essential,
        ports,
        entryPoint,
        command,
        environment,
        secrets,
        mounts,
        healthCheckCommand,
        startSeconds,
        List.of(container));
  }

  /** The definitions of a task's containers, as the API takes them. */
  static String definitions(List<Container> containers, LogGroupRef logGroup, String region) {
    ArrayNode array = MAPPER.createArrayNode();
    containers.forEach(container -> container.write(array.addObject(), logGroup, region));
    return array.toString();
  }

  private void write(ObjectNode node, LogGroupRef logGroup, String region) {
    node.put("name", name).put("image", image).put("essential", essential);
    ArrayNode portMappings = node.putArray("portMappings");
    ports.forEach(
        port ->
            portMappings
                .addObject()
                .put("containerPort", port)
                .put("hostPort", port)
                .put("protocol", "tcp"));
    if (!entryPoint.isEmpty()) {
      entryPoint.forEach(node.putArray("entryPoint")::add);
    }
    if (!command.isEmpty()) {
      command.forEach(node.putArray("command")::add);
    }
    ArrayNode variables = node.putArray("environment");
    environment.forEach((key, value) -> variables.addObject().put("name", key).put("value", value));
    if (!secrets.isEmpty()) {
      ArrayNode from = node.putArray("secrets");
      secrets.forEach((key, value) -> from.addObject().put("name", key).put("valueFrom", value));
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
    if (!startsAfter.isEmpty()) {
      ArrayNode dependsOn = node.putArray("dependsOn");
      startsAfter.forEach(
          other -> dependsOn.addObject().put("containerName", other).put("condition", "SUCCESS"));
    }
    if (healthCheckCommand != null) {
      ObjectNode healthCheck = node.putObject("healthCheck");
      healthCheck.putArray("command").add("CMD-SHELL").add(healthCheckCommand);
      healthCheck.put("interval", 30).put("timeout", 5).put("retries", 3);
      healthCheck.put("startPeriod", startSeconds);
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
