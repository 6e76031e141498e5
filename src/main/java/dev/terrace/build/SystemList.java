package dev.terrace.build;

import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the systems among compiled classes, so that a new one is a class and no entry of a file.
 * What {@code src/main/resources} lists comes first, in its order; all others follow by name.
 */
final class SystemList {
  private SystemList() {}

  /**
   * @param classes the folder of compiled classes, which gets the list
   * @param resources the folder of the project's resources
   * @return the names of the classes
   */
  static List<String> write(Path classes, Path resources) throws IOException {
    Set<String> names = new LinkedHashSet<>(listed(resources.resolve(Systems.LIST)));
    names.addAll(found(classes));
    if (!names.isEmpty()) {
      SchemaFiles.replace(
          classes.resolve(Systems.LIST),
          (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return List.copyOf(names);
  }

  private static List<String> listed(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> found(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.replaceAll("\\.class$", "").replace('\\', '/').replace('/', '.'))
          .filter(SystemList::isSystem)
          .sorted()
          .toList();
    }
  }

  private static boolean isSystem(String name) {
    try {
      Class<?> type = Class.forName(name, false, SystemList.class.getClassLoader());
      return SystemDefinition.class.isAssignableFrom(type)
          && Modifier.isPublic(type.getModifiers())
          && !Modifier.isAbstract(type.getModifiers());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is among the classes but not on the class path", e);
    }
  }
}
