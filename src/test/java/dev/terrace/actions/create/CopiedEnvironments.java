package dev.terrace.actions.create;

import dev.terrace.project.Project;
import dev.terrace.support.ChangedEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with a copy of a system's fixtures. */
record CopiedEnvironments(Path folder, String system) {

  static CopiedEnvironments of(String system, String environment) {
    return new CopiedEnvironments(
        ChangedEnvironment.of(system, environment, text -> text + "# a copy\n"), system);
  }

  Project project() {
    return new Project(folder, folder.resolve(".terrace"), folder, Map.of());
  }

  Path file(String environment) {
    return folder.resolve(system).resolve(environment + ".yaml");
  }

  String text(String environment) {
    try {
      return Files.readString(file(environment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CreateResult service(String environment, EntryRequest entry) {
    return new CreateService(project())
        .run(new CreateService.Request(system + "/" + environment, entry, false));
  }

  CreateResult environment(String name, Optional<String> from) {
    return new CreateEnvironment(project())
        .run(new CreateEnvironment.Request(system + "/" + name, from, false));
  }

  /** A service of which nothing but the name is given. */
  static EntryRequest named(String name) {
    return new EntryRequest(
        name, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Map.of());
  }

  /** A service with settings. */
  static EntryRequest named(String name, Map<String, String> settings) {
    return new EntryRequest(
        name, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), settings);
  }
}
