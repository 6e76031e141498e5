package dev.terrace.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.OtherSystems;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemListTest {
  @TempDir private Path folder;

  @Test
  void compiled_systems_are_listed_by_name_after_those_of_the_resources() throws IOException {
    Path classes = folder.resolve("classes");
    for (Class<?> each :
        new Class<?>[] {
          OtherSystems.Florist.class,
          OtherSystems.Bakery.class,
          OtherSystems.Empty.class,
          OtherSystems.Config.class,
          OtherSystems.class
        }) {
      copy(each, classes);
    }
    Path resources = folder.resolve("resources");
    Path list = resources.resolve(Systems.LIST);
    Files.createDirectories(list.getParent());
    Files.writeString(list, "# first\ndev.terrace.systems.coder.CoderSystem # own\n\n");

    SystemList.write(classes, resources);

    assertThat(classes.resolve(Systems.LIST))
        .hasContent(
            """
            dev.terrace.systems.coder.CoderSystem
            dev.terrace.support.OtherSystems$Bakery
            dev.terrace.support.OtherSystems$Florist
            """);
  }

  @Test
  void a_project_without_systems_gets_no_list() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));

    assertThat(SystemList.write(classes, folder.resolve("resources"))).isEmpty();

    assertThat(classes.resolve(Systems.LIST)).doesNotExist();
  }

  private static void copy(Class<?> type, Path classes) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = type.getResourceAsStream("/" + file)) {
      Files.copy(in, copy);
    }
  }
}
