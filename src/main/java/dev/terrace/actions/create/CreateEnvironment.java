package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the file of a new environment that extends another one, with names, addresses and domains
 * of its own.
 */
public final class CreateEnvironment {
  private static final String NAME = "[a-z][a-z0-9-]{0,30}";

  private final Project project;

  public CreateEnvironment(Project project) {
    this.project = project;
  }

  /**
   * @param environment {@code SYSTEM/NAME}
   * @param from the environment to extend; default: the one that extends no other
   * @param dryRun whether no file is written
   */
  public record Request(String environment, Optional<String> from, boolean dryRun) {}

  /**
   * @throws ConfigException with every problem that the environment would have
   */
  public CreateResult run(Request request) {
    EnvironmentId id = newId(request.environment());
    ConfigDraft draft = new ConfigDraft(project);
    Environments files = draft.environments();
    if (files.of(id.system()).contains(id)) {
      throw new ConfigException(ConfigDraft.name(id), "exists already");
    }
    EnvironmentId baseId = base(id.system(), files, request.from());
    Environment<?> base = draft.environment(baseId);
    JsonNode tree = files.written(baseId).tree();
    List<Choice> choices =
        OwnValues.of(base, tree, id.environment(), trees(id.system()), TakenBlocks.of(project));
    draft.create(
        id,
        """
        # yaml-language-server: $schema=../schema/%s.schema.json
        # %s, with names, addresses and domains of its own.
        extends: %s
        """
            .formatted(id.system(), "As " + baseId.environment(), baseId.environment()));
    insert(draft, id, choices);
    List<Problem> problems = draft.problems(List.of(id));
    if (!problems.isEmpty()) {
      List<Problem> all = new ArrayList<>(problems);
      all.add(
          new Problem(
              "environment '" + id + "'",
              "was not written: extend another one with --from, or write the file by hand"
                  + " (docs/environments.md)",
              null));
      throw new ConfigException(all);
    }
    if (!request.dryRun()) {
      draft.write();
    }
    boolean hasBucket = choices.stream().anyMatch(each -> each.key().equals("backend.bucket"));
    return new CreateResult(
        !request.dryRun(),
        draft.changes(),
        choices,
        List.of(),
        "./terrace " + (hasBucket ? "backend bootstrap " : "plan ") + id + project.options());
  }

  /** Values on one line first, then maps, in their order. */
  private static void insert(ConfigDraft draft, EnvironmentId id, List<Choice> choices) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    choices.forEach(each -> Trees.set(values, each.path(), each.value()));
    for (boolean maps : new boolean[] {false, true}) {
      values
          .properties()
          .forEach(
              each -> {
                if (each.getValue().isObject() == maps) {
                  draft.insert(id, List.of(each.getKey()), each.getValue());
                }
              });
    }
  }

  private static EnvironmentId newId(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new ConfigException(
          "environment '" + text + "'", "must be SYSTEM/NAME, such as coder/staging");
    }
    Systems.named(parts[0]);
    if (!parts[1].matches(NAME) || Environments.isReserved(parts[1])) {
      throw new ConfigException(
          List.of(
              new Problem(
                  "environment name",
                  "must be 1-31 lower-case letters, digits and hyphens, start with a letter, and"
                      + " not be 'waivers' or 'moves'",
                  parts[1])));
    }
    return new EnvironmentId(parts[0], parts[1]);
  }

  private static EnvironmentId base(String system, Environments files, Optional<String> given) {
    List<EnvironmentId> all = files.of(system);
    String names = String.join(", ", all.stream().map(EnvironmentId::environment).toList());
    if (all.isEmpty()) {
      throw UserError.usage(
          "there is no environment of "
              + system
              + " to extend: write the first one by hand (docs/environments.md)");
    }
    if (given.isPresent()) {
      EnvironmentId id = new EnvironmentId(system, given.get());
      if (!all.contains(id)) {
        throw new ConfigException(
            List.of(
                new Problem(
                    "--from",
                    "must name an environment of " + system + "; there are: " + names,
                    given.get())));
      }
      return id;
    }
    List<EnvironmentId> roots = all.stream().filter(each -> files.base(each).isEmpty()).toList();
    if (roots.size() != 1) {
      throw UserError.usage(
          "--from is required: several environments of " + system + " extend no other: " + names);
    }
    return roots.get(0);
  }

  /** Of every environment of the system that can be read. */
  private List<JsonNode> trees(String system) {
    Environments files = new Environments(project.environments());
    List<JsonNode> trees = new ArrayList<>();
    for (Environment<?> each : Selection.readable(project)) {
      if (each.id().system().equals(system)) {
        trees.add(files.written(each.id()).tree());
      }
    }
    return trees;
  }
}
