package dev.terrace.actions.generate;

import dev.terrace.actions.create.TakenBlocks;
import dev.terrace.config.ConfigException;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the code, an environment and a test of a new system into a project. The build finds the
 * system by its class, so that no file is edited. Either all files are written or none.
 */
public final class CreateSystem {
  private final Project project;

  public CreateSystem(Project project) {
    this.project = project;
  }

  public record Request(String name, SystemTemplate template) {}

  /**
   * @throws ConfigException with every rule that the name breaks
   * @throws UserError if a file exists, or no package can be told
   */
  public WrittenCode run(Request request) {
    SystemName name = SystemName.checked("system name", request.name());
    Path home = project.home();
    String packageName = ProjectPackage.of(home) + "." + name.packageName();
    Map<String, String> files =
        new SystemCode(name, packageName, request.template()).files(TakenBlocks.of(project));
    refuseExisting(home, files.keySet().stream().toList(), name);
    write(home, files);
    String environment = name.text() + "/" + SystemCode.ENVIRONMENT;
    return new WrittenCode(
        List.copyOf(files.keySet()),
        "./terrace deploy " + environment + " --local --yes" + project.options());
  }

  private static void refuseExisting(Path home, List<String> files, SystemName name) {
    for (String file : files) {
      if (Files.exists(home.resolve(file))) {
        throw UserError.usage(
            file
                + " exists already: remove it, or give the system another name; nothing was"
                + " written");
      }
    }
    List<String> classes = files.stream().filter(each -> each.endsWith(".java")).toList();
    Path sources = home.resolve("src").resolve("main").resolve("java");
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> all = Files.walk(sources)) {
      all.filter(each -> classes.stream().anyMatch(own -> own.endsWith("/" + each.getFileName())))
          .findFirst()
          .ifPresent(
              each -> {
                throw UserError.usage(
                    "system '"
                        + name.text()
                        + "' has a class with the name of "
                        + home.relativize(each)
                        + ": give it another name; nothing was written");
              });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + sources, e);
    }
  }

  private static void write(Path home, Map<String, String> files) {
    List<Path> written = new ArrayList<>();
    try {
      files.forEach(
          (path, text) -> {
            written.add(home.resolve(path));
            FileTrees.writeWhole(home.resolve(path), text);
          });
    } catch (UncheckedIOException e) {
      written.forEach(FileTrees::delete);
      throw e;
    }
  }
}
