package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectPackageTest {
  private static final String DEPENDENCIES =
      "<dependencies><dependency><groupId>dev.terrace</groupId></dependency></dependencies>";

  @TempDir private Path folder;

  private String packageOf(String content) throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<project>" + content + "</project>");
    return ProjectPackage.of(folder);
  }

  @Test
  void systems_are_below_the_group_of_the_project() throws IOException {
    assertThat(packageOf("<groupId> com.example </groupId>" + DEPENDENCIES))
        .isEqualTo("com.example");
  }

  @Test
  void the_projects_own_group_comes_before_that_of_its_parent() throws IOException {
    String parent = "<parent><groupId>com.parent</groupId></parent>";

    assertThat(packageOf(parent + "<groupId>com.example</groupId>")).isEqualTo("com.example");
    assertThat(packageOf(parent + DEPENDENCIES)).isEqualTo("com.parent");
  }

  @Test
  void what_is_not_of_the_project_itself_does_not_count() throws IOException {
    assertThat(
            packageOf(
                "<!-- <groupId>com.comment</groupId> --><profiles><profile>"
                    + "<groupId>com.profile</groupId></profile></profiles>"
                    + "<groupId>com.example</groupId>"))
        .isEqualTo("com.example");
    assertThatThrownBy(() -> packageOf("<groupId>com.example"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("pom.xml is not XML: ");
    assertThatThrownBy(
            () -> {
              Files.writeString(
                  folder.resolve("pom.xml"),
                  "<!DOCTYPE project SYSTEM \"file:///etc/hostname\"><project/>");
              ProjectPackage.of(folder);
            })
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("pom.xml is not XML: ");
  }

  @Test
  void terraces_own_systems_are_below_a_package_of_theirs() {
    assertThat(ProjectPackage.of(Path.of(""))).isEqualTo("dev.terrace.systems");
  }

  @Test
  void a_group_that_is_no_package_is_refused() {
    assertThatThrownBy(() -> packageOf("<groupId>com.my-company</groupId>"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "pom.xml: the groupId must be the name of a Java package, got 'com.my-company'");
    assertThatThrownBy(() -> packageOf(DEPENDENCIES.replace("dev.terrace", "a-b")))
        .isInstanceOf(UserError.class);
  }

  @Test
  void a_folder_without_a_pom_is_refused() {
    assertThatThrownBy(() -> ProjectPackage.of(folder))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("pom.xml: a system is written into a Maven project");
  }
}
