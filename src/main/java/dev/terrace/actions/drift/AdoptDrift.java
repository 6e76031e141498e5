package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.YamlEdit;
import dev.terrace.config.YamlFile;
import dev.terrace.drift.CodeValue;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.DriftedValue;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes what was changed in AWS into the configuration: sets one key to the value that AWS has. The
 * file is written only after a synthesis with the new text gives AWS's value.
 */
public final class AdoptDrift {
  private final Project project;

  public AdoptDrift(Project project) {
    this.project = project;
  }

  /**
   * @param key of the environment's file, such as {@code database.backupDays}
   */
  public record Request(Synthesis synthesis, FindDrift.Result drift, String key) {}

  /**
   * @param file relative to the project, with the line
   * @param before the value in the file until now
   * @param after the value in AWS, and in the file now
   * @param adopted the values that are as in AWS now
   * @param others resources that the key changes, creates or removes besides
   */
  public record Result(
      String file,
      String key,
      String before,
      String after,
      List<String> adopted,
      List<String> others) {}

  private record Drifted(Stack stack, String address, DriftedValue value) {
    boolean isOf(TrialSynthesis.Difference difference) {
      return difference.stack().id().equals(stack.id()) && difference.address().equals(address);
    }

    String describe() {
      return stack.id() + " " + stack.describe(address) + " " + value.path();
    }

    JsonNode inCode(Synthesis synthesis) {
      JsonNode body = synthesis.stack(stack.id()).file().resources().get(address);
      return body == null
          ? JsonNodeFactory.instance.missingNode()
          : CodeValue.at(body, value.path());
    }
  }

  private record Attempt(String text, Synthesis synthesis, List<Drifted> adopted) {}

  /**
   * @throws UserError where no single value of the key gives what AWS has; no file is changed
   */
  public Result run(Request request) {
    EnvironmentId id = environment(request.synthesis());
    YamlFile written = new Environments(project.environments()).written(id);
    String key = request.key();
    Path file = project.environments().resolve(id.system()).resolve(id.environment() + ".yaml");
    JsonNode before = value(written, key, id);
    List<Drifted> candidates =
        drifted(request.drift()).stream()
            .filter(each -> each.inCode(request.synthesis()).asText().equals(before.asText()))
            .filter(each -> each.value().found().isValueNode())
            .filter(each -> !each.value().found().asText().equals(before.asText()))
            .toList();
    Set<String> values = new LinkedHashSet<>();
    candidates.forEach(each -> values.add(each.value().found().asText()));
    String text = read(file);
    Map<String, Attempt> proven = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String value : values) {
      try {
        attempt(text, key, like(before, value), id, candidates, request.synthesis())
            .ifPresent(found -> proven.put(value, found));
      } catch (ConfigException e) {
        problems.add("with " + value + ": " + e.getMessage());
      }
    }
    if (proven.size() != 1) {
      throw UserError.refused(refusal(key, proven.keySet(), problems, request.drift()));
    }
    String after = proven.keySet().iterator().next();
    Attempt attempt = proven.get(after);
    FileTrees.writeWhole(file, attempt.text());
    return new Result(
        written.place(key).toString(),
        key,
        before.asText(),
        after,
        attempt.adopted().stream().map(Drifted::describe).toList(),
        TrialSynthesis.differences(request.synthesis(), attempt.synthesis()).stream()
            .filter(each -> attempt.adopted().stream().noneMatch(own -> own.isOf(each)))
            .map(TrialSynthesis.Difference::describe)
            .toList());
  }

  private static EnvironmentId environment(Synthesis synthesis) {
    List<Environment<?>> environments = synthesis.selection().environments();
    if (environments.size() != 1) {
      throw UserError.usage(
          "--adopt takes the key of one environment; the targets name " + environments.size());
    }
    return environments.get(0).id();
  }

  /** The scalar at the key, which has to stand in the environment's own file. */
  private static JsonNode value(YamlFile written, String key, EnvironmentId id) {
    JsonNode value = CodeValue.at(written.tree(), key);
    if (!written.places().containsKey(key) || !value.isValueNode()) {
      throw UserError.usage(id.file() + ": '" + key + "' is not a key with a single value");
    }
    YamlFile.Place place = written.place(key);
    if (!place.file().equals(id.file())) {
      throw UserError.refused(
          key
              + " stands in "
              + place
              + ", which other environments extend; set it in environments/"
              + id
              + ".yaml first");
    }
    return value;
  }

  private static List<Drifted> drifted(FindDrift.Result drift) {
    List<Drifted> all = new ArrayList<>();
    for (FindDrift.StackDrift stack : drift.stacks()) {
      for (DriftedResource resource : stack.drifted()) {
        resource
            .values()
            .forEach(value -> all.add(new Drifted(stack.stack(), resource.address(), value)));
      }
    }
    return all;
  }

  /** A value of the kind that the file has now. */
  private static JsonNode like(JsonNode before, String value) {
    if (before.isNumber() && value.matches("-?\\d{1,18}")) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(value));
    }
    if (before.isBoolean() && value.matches("true|false")) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value));
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  /** Empty where the new text does not give AWS's value. */
  private Optional<Attempt> attempt(
      String text,
      String key,
      JsonNode value,
      EnvironmentId id,
      List<Drifted> candidates,
      Synthesis before) {
    Optional<String> edited = YamlEdit.replace(text, key, value);
    if (edited.isEmpty()) {
      return Optional.empty();
    }
    Synthesis after =
        TrialSynthesis.of(project.environments(), id, edited.get(), before.selection());
    List<Drifted> adopted =
        candidates.stream()
            .filter(each -> each.inCode(after).asText().equals(each.value().found().asText()))
            .toList();
    return adopted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Attempt(edited.get(), after, adopted));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String refusal(
      String key, Set<String> proven, List<String> problems, FindDrift.Result drift) {
    String keys =
        drifted(drift).stream()
            .flatMap(each -> each.value().key().stream())
            .map(origin -> origin.key())
            .distinct()
            .collect(Collectors.joining(", "));
    return "refused, no file was changed: "
        + (proven.isEmpty()
            ? key + " decides none of the values that drifted"
            : "AWS has several values for what " + key + " decides: " + String.join(", ", proven))
        + (problems.isEmpty() ? "" : "\n  " + String.join("\n  ", problems))
        + (keys.isEmpty() ? "" : "\n  keys that decide a drifted value: " + keys);
  }
}
