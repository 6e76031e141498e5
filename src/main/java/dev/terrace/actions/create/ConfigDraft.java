package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.SharedValues;
import dev.terrace.config.YamlEdit;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Project;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * New texts of environments' files. They are read as the files will be, and all of them are valid
 * before one is written.
 */
final class ConfigDraft {
  private final Project project;
  private final Map<EnvironmentId, FileChange> changes = new LinkedHashMap<>();
  private Environments environments;

  ConfigDraft(Project project) {
    this.project = project;
    this.environments = new Environments(project.environments());
  }

  /** The environments with the new texts. */
  Environments environments() {
    return environments;
  }

  List<FileChange> changes() {
    return List.copyOf(changes.values());
  }

  /**
   * Adds an entry to a file, or to its new text.
   *
   * @throws UserError where the text has a form that does not take it, with the entry
   */
  void insert(EnvironmentId id, List<String> path, JsonNode value) {
    String text = changes.containsKey(id) ? changes.get(id).after() : read(file(id));
    String edited =
        YamlEdit.insert(text, path, value)
            .orElseThrow(
                () ->
                    UserError.usage(
                        name(id)
                            + ": cannot add '"
                            + String.join(".", path)
                            + "' without changing another value, as with an alias, a tag or a key"
                            + " that has no map; add it by hand:\n"
                            + YamlEdit.entry(path.get(path.size() - 1), value)));
    put(id, edited);
  }

  /** Starts a file that does not exist. */
  void create(EnvironmentId id, String text) {
    put(id, text);
  }

  private void put(EnvironmentId id, String text) {
    Optional<String> before =
        changes.containsKey(id)
            ? changes.get(id).before()
            : Files.exists(file(id)) ? Optional.of(read(file(id))) : Optional.empty();
    changes.put(id, new FileChange(file(id), name(id), before, text));
    environments = environments.with(id, text);
  }

  /**
   * Reads environments with the new texts.
   *
   * @return every problem, names that two environments share included
   */
  List<Problem> problems(List<EnvironmentId> ids) {
    List<Problem> problems = new ArrayList<>();
    List<Environment<?>> valid = new ArrayList<>();
    for (EnvironmentId id : ids) {
      try {
        valid.add(environment(id));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!valid.isEmpty()) {
      List<Environment<?>> all = new ArrayList<>();
      Systems.all()
          .forEach(
              system ->
                  environments.of(system.name()).forEach(id -> ifValid(id).ifPresent(all::add)));
      valid.forEach(each -> problems.addAll(SharedValues.of(environments, each, all)));
    }
    return problems;
  }

  /**
   * @throws ConfigException with every problem of the environment
   */
  Environment<?> environment(EnvironmentId id) {
    return environments.read(id, Systems.named(id.system()));
  }

  /** Empty for an environment that is invalid; commands that name it say so. */
  Optional<Environment<?>> ifValid(EnvironmentId id) {
    try {
      return Optional.of(environment(id));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Writes all files; where one cannot be written, the others get their old text back. */
  void write() {
    List<FileChange> done = new ArrayList<>();
    try {
      for (FileChange change : changes.values()) {
        FileTrees.writeWhole(change.file(), change.after());
        done.add(change);
      }
    } catch (UncheckedIOException e) {
      for (FileChange change : done) {
        change
            .before()
            .ifPresentOrElse(
                text -> FileTrees.writeWhole(change.file(), text),
                () -> FileTrees.delete(change.file()));
      }
      throw e;
    }
  }

  private Path file(EnvironmentId id) {
    return project.environments().resolve(id.system()).resolve(id.environment() + ".yaml");
  }

  static String name(EnvironmentId id) {
    return id.file();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
