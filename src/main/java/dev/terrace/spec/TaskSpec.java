package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the container of a task is given, whether it answers requests or works on messages. */
public interface TaskSpec {
  /** What remains of 64 KiB beside the rest of a task definition. */
  int MOST_BYTES = 60_000;

  String image();

  Integer cpu();

  Integer memoryMiB();

  /** None: nobody connects to it. */
  List<Integer> ports();

  /** Null: that its process runs is enough. */
  String healthCheckCommand();

  Integer startSeconds();

  /** Null: it mounts none. */
  FileSystemMount fileSystem();

  List<String> command();

  Map<String, String> environment();

  Map<String, String> secrets();

  ContainerSpec container();

  /**
   * Whether the tag of the image moves, so that a new task may run something else than the last one
   * did.
   */
  default boolean hasMovingTag() {
    if (image().contains("@")) {
      return false;
    }
    String tag = image().substring(image().lastIndexOf('/') + 1);
    return !tag.contains(":") || tag.endsWith("latest");
  }

  /**
   * What works but deserves a look.
   *
   * @param key of the task's entry, such as services.web
   */
  default List<String> warnings(String key) {
    return hasMovingTag()
        ? List.of(
            key
                + ".image: '"
                + image()
                + "' moves: two tasks may run different versions; pin a version or a digest")
        : List.of();
  }

  /** How many tasks run at least when all is well; null where that is reported. */
  Integer fewestTasks();

  /**
   * The same of several.
   *
   * @param tasks by name; values may be null where the schema has reported them
   */
  static long fewestTasks(Map<String, ? extends TaskSpec> tasks) {
    return tasks.values().stream()
        .filter(Objects::nonNull)
        .map(TaskSpec::fewestTasks)
        .filter(Objects::nonNull)
        .mapToLong(Integer::longValue)
        .sum();
  }

  /** What holds for every task. */
  default void checkTask(Problems problems) {
    new FargateSize(cpu(), memoryMiB()).check(problems);
    problems.notBlank("healthCheckCommand", healthCheckCommand(), "must be a command");
    checkSize(problems);
    container().check(problems.at("container"));
    environment()
        .keySet()
        .forEach(
            name -> {
              if (secrets().containsKey(name)) {
                problems
                    .at("secrets")
                    .at(name)
                    .add("is set in environment as well: keep one of the two");
              }
            });
  }

  /**
   * Reports a start with more tasks than there may be, which scaling stops again.
   *
   * @param key of the scaling
   * @param most null where it is reported
   */
  static void checkStart(Problems problems, int desiredCount, String key, Integer most) {
    if (most != null && desiredCount > most) {
      problems
          .at("desiredCount")
          .add("must be at most " + key + ".maximum, which is " + most, desiredCount);
    }
  }

  /** ECS developer guide, "Amazon ECS service quotas": 64 KiB of a task definition. */
  private void checkSize(Problems problems) {
    StringBuilder texts = new StringBuilder().append(healthCheckCommand()).append(command());
    texts.append(environment()).append(secrets());
    int bytes = texts.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      problems.add(
          "must have at most "
              + MOST_BYTES
              + " bytes of commands and variables: a task definition takes 64 KiB",
          bytes);
    }
  }
}
