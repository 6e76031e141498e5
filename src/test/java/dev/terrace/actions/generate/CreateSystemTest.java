package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CreateSystemTest {
  @TempDir private Path home;

  @BeforeEach
  void project() throws IOException {
    Files.writeString(home.resolve("pom.xml"), "<project><groupId>com.example</groupId></project>");
  }

  private WrittenCode create(String name, SystemTemplate template) {
    Project project =
        new Project(home, home.resolve(".terrace"), home.resolve("environments"), Map.of());
    return new CreateSystem(project).run(new CreateSystem.Request(name, template));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void a_system_is_a_package_an_environment_and_a_test() throws IOException {
    WrittenCode written = create("my-shop", SystemTemplate.empty);

    assertThat(written.files())
        .containsExactly(
            "environments/my-shop/staging.yaml",
            "src/main/java/com/example/myshop/MyShopConfig.java",
            "src/main/java/com/example/myshop/MyShopNetworkStack.java",
            "src/main/java/com/example/myshop/MyShopSystem.java",
            "src/test/java/com/example/myshop/MyShopSystemTest.java",
            "src/test/resources/fixtures/my-shop/staging.yaml");
    assertThat(written.next()).startsWith("./terrace deploy my-shop/staging --local --yes");
    assertThat(files()).hasSize(written.files().size() + 1).containsAll(written.files());
  }

  @Test
  void a_file_that_exists_is_kept_and_nothing_else_is_written() throws IOException {
    Path file = home.resolve("environments/shop/staging.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> create("shop", SystemTemplate.web))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "environments/shop/staging.yaml exists already: remove it, or give the system another"
                + " name; nothing was written");

    assertThat(file).hasContent("mine");
    assertThat(files()).containsExactly("environments/shop/staging.yaml", "pom.xml");
  }

  @Test
  void a_class_with_the_name_of_another_one_is_refused() throws IOException {
    Path other = home.resolve("src/main/java/com/example/orders/ShopConfig.java");
    Files.createDirectories(other.getParent());
    Files.writeString(other, "package com.example.orders;");

    assertThatThrownBy(() -> create("shop", SystemTemplate.web))
        .hasMessage(
            "system 'shop' has a class with the name of"
                + " src/main/java/com/example/orders/ShopConfig.java: give it another name; nothing"
                + " was written");
    assertThat(files()).hasSize(2);
  }

  @Test
  void a_failure_leaves_nothing_behind() throws IOException {
    Files.writeString(home.resolve("src"), "a file where a folder has to be");

    assertThatThrownBy(() -> create("shop", SystemTemplate.web))
        .hasMessageStartingWith("cannot create ");

    assertThat(files()).containsExactly("pom.xml", "src");
  }
}
