package dev.terrace.build;

import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.MovesFile;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the systems of the project, and writes {@code <system>.schema.json} for each of them, for
 * each other system that has a folder of environments, and for waivers and moves: into the folder
 * of the committed files and into the classes. Where {@code CI} is {@code true}, committed files
 * that differ are an error.
 */
public final class SchemaFiles {
  private SchemaFiles() {}

  /**
   * @param arguments the folder of the committed files; the folder of the classes; the folder of
   *     the project's resources
   */
  public static void main(String[] arguments) throws IOException {
    Path committed = Path.of(arguments[0]);
    Path classes = Path.of(arguments[1]);
    List<String> own = SystemList.write(classes, Path.of(arguments[2]));
    List<SystemDefinition<?>> systems = new ArrayList<>();
    for (SystemDefinition<?> system : Systems.all()) {
      if (own.contains(system.getClass().getName())
          || Files.isDirectory(committed.resolveSibling(system.name()))) {
        systems.add(system);
      }
    }
    write(systems, committed, classes.resolve("schema"), "true".equals(System.getenv("CI")));
  }

  /**
   * @param strict whether committed files that differ are an error instead of being rewritten
   * @throws IllegalStateException if {@code strict} and a committed file differs
   */
  static void write(List<SystemDefinition<?>> systems, Path committed, Path classes, boolean strict)
      throws IOException {
    Map<String, String> schemas = new LinkedHashMap<>();
    for (SystemDefinition<?> system : systems) {
      schemas.put(system.name(), SchemaGenerator.schemaOf(system));
    }
    schemas.put(WaiverFile.NAME, SchemaGenerator.schemaOfFile(WaiverFile.class));
    schemas.put(MovesFile.NAME, SchemaGenerator.schemaOfFile(MovesFile.class));
    List<String> stale = new ArrayList<>();
    for (Map.Entry<String, String> each : schemas.entrySet()) {
      String name = each.getKey() + ".schema.json";
      byte[] schema = each.getValue().getBytes(StandardCharsets.UTF_8);
      replace(classes.resolve(name), schema);
      if (!strict) {
        replace(committed.resolve(name), schema);
      } else if (!holds(committed.resolve(name), schema)) {
        stale.add("environments/schema/" + name);
      }
    }
    if (!stale.isEmpty()) {
      throw new IllegalStateException(
          "The configuration records have changed, but not the schemas generated from them: "
              + String.join(", ", stale)
              + ". Build once on your machine (./terrace --version) and commit them.");
    }
  }

  /** Other processes read the committed files meanwhile, so each is replaced as a whole. */
  static void replace(Path file, byte[] content) throws IOException {
    if (holds(file, content)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path next = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(next, content);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content);
  }
}
