package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.error.UserError;
import dev.terrace.terraform.Json;
import dev.terrace.ui.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CreateProjectTest {
  private static final Pattern PLUGIN =
      Pattern.compile("<artifactId>([a-z-]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");

  @TempDir private Path parent;

  private WrittenCode create(Path folder, String system, SystemTemplate template) {
    return new CreateProject("0.2.0")
        .run(
            new CreateProject.Request(
                folder, Optional.ofNullable(system), template, "com.example"));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource
  void a_project_has_all_that_a_repository_needs(SystemTemplate template) throws IOException {
    Path folder = parent.resolve("platform");

    WrittenCode written = create(folder, "shop", template);

    Map<String, String> files = files(folder);
    assertThat(written.files()).containsExactlyElementsOf(files.keySet());
    assertThat(files)
        .containsKeys(
            ".editorconfig",
            ".github/workflows/ci.yml",
            ".gitignore",
            ".terraform-version",
            ".terraform.lock.hcl",
            "README.md",
            "cdktf.json",
            "environments/shop/staging.yaml",
            "launcher/archive.sh",
            "launcher/build.sh",
            "launcher/lazy-provider.cjs",
            "mvnw",
            "package-lock.json",
            "package.json",
            "pom.xml",
            "src/main/java/com/example/shop/ShopSystem.java",
            "src/test/java/com/example/shop/ShopSystemTest.java",
            "src/test/resources/fixtures/shop/staging.yaml",
            "terrace");
    assertThat(folder.resolve("terrace"))
        .isExecutable()
        .hasSameTextualContentAs(Path.of("terrace"));
    assertThat(folder.resolve("mvnw")).isExecutable();
    assertThat(files.get("pom.xml"))
        .contains("<terrace.version>0.2.0</terrace.version>", "<groupId>com.example</groupId>");
    assertThat(written.next())
        .isEqualTo(
            "cd "
                + ShellWord.quoted(folder.toString())
                + " && ./terrace deploy shop/staging --local --yes");
    assertThat(files.values()).noneMatch(text -> text.matches("(?s).*@(\\||[A-Za-z]+)@.*"));
    assertNothingStaged("platform");
  }

  private void assertNothingStaged(String... there) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      assertThat(entries.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(there);
    }
  }

  @Test
  void the_same_names_give_the_same_bytes() throws IOException {
    create(parent.resolve("one"), "shop", SystemTemplate.web);
    create(parent.resolve("two"), "shop", SystemTemplate.web);

    assertThat(files(parent.resolve("one"))).isEqualTo(files(parent.resolve("two")));
  }

  @Test
  void an_empty_folder_is_filled_and_stays_the_same_folder() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("shop"));
    Object key = Files.readAttributes(folder, "unix:ino").get("ino");

    create(folder, null, SystemTemplate.empty);

    assertThat(folder.resolve("src/main/java/com/example/shop/ShopSystem.java")).exists();
    assertThat(Files.readAttributes(folder, "unix:ino").get("ino")).isEqualTo(key);
    assertNothingStaged("shop");
  }

  @Test
  void an_empty_checkout_of_git_is_filled() throws IOException {
    Path folder = parent.resolve("shop");
    Path head = Files.createDirectories(folder.resolve(".git")).resolve("HEAD");
    Files.writeString(head, "ref: refs/heads/main");

    WrittenCode written = create(folder, null, SystemTemplate.empty);

    assertThat(written.files()).noneMatch(each -> each.startsWith(".git/"));
    assertThat(folder.resolve("pom.xml")).exists();
    assertThat(head).hasContent("ref: refs/heads/main");
    assertNothingStaged("shop");
  }

  @Test
  void a_checkout_of_git_with_a_file_is_refused() throws IOException {
    Path folder = parent.resolve("shop");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve("LICENSE"), "mine");

    assertThatThrownBy(() -> create(folder, null, SystemTemplate.web))
        .hasMessageContaining("' is not empty (LICENSE): name one that is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".github"})
  void a_folder_with_a_file_is_refused_and_left_as_it_is(String file) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("shop"));
    Files.writeString(folder.resolve(file), "mine");

    assertThatThrownBy(() -> create(folder, null, SystemTemplate.web))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the folder '"
                + folder
                + "' is not empty ("
                + file
                + "): name one that is empty or does not exist; nothing was written");

    assertThat(files(folder)).isEqualTo(Map.of(file, "mine"));
    assertNothingStaged("shop");
  }

  @Test
  void a_file_in_place_of_the_folder_is_refused() throws IOException {
    Path file = Files.writeString(parent.resolve("shop"), "mine");

    assertThatThrownBy(() -> create(file, null, SystemTemplate.web))
        .isInstanceOf(UserError.class)
        .hasMessage("'" + file + "' is a file: name a folder that does not exist");
  }

  @Test
  void a_failure_leaves_nothing_behind() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "mine");

    assertThatThrownBy(() -> create(file.resolve("shop"), null, SystemTemplate.web))
        .isInstanceOf(UncheckedIOException.class);

    assertNothingStaged("file");
  }

  @Test
  void names_that_cannot_be_used_are_refused_before_anything_is_written() throws IOException {
    assertThatThrownBy(() -> create(parent.resolve("My Platform"), null, SystemTemplate.web))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--system gives another");
    assertThatThrownBy(() -> create(parent.resolve("platform"), "coder", SystemTemplate.web))
        .hasMessageContaining("--system")
        .hasMessageContaining("of a system that exists");
    for (String group :
        List.of(
            "com.my-company", "com.", "int.x", "Com", "java.x", "dev.terrace", "dev.terrace.x")) {
      assertThatThrownBy(
              () ->
                  new CreateProject("0.2.0")
                      .run(
                          new CreateProject.Request(
                              parent.resolve("shop"), Optional.empty(), SystemTemplate.web, group)))
          .hasMessageContaining("--group")
          .hasMessageContaining(group);
    }
    assertNothingStaged();
  }

  @Test
  void a_system_whose_class_would_import_one_of_its_own_name_is_refused() {
    assertThatThrownBy(() -> create(parent.resolve("web"), null, SystemTemplate.web))
        .hasMessageContaining("must be another one: Terrace has a class WebConfig already");
    assertThatThrownBy(() -> create(parent.resolve("standard"), null, SystemTemplate.empty))
        .hasMessageContaining("must be another one: Terrace has a class Standard");
  }

  @Test
  void the_build_uses_the_versions_that_terrace_is_built_with() throws IOException {
    String own = Files.readString(Path.of("pom.xml"));
    create(parent.resolve("shop"), null, SystemTemplate.web);
    Matcher plugins = PLUGIN.matcher(Files.readString(parent.resolve("shop/pom.xml")));

    Map<String, String> versions = new TreeMap<>();
    while (plugins.find()) {
      versions.put(plugins.group(1), plugins.group(2));
    }

    Map<String, String> expected = new TreeMap<>();
    Matcher pinned = PLUGIN.matcher(own);
    while (pinned.find()) {
      if (versions.containsKey(pinned.group(1))) {
        expected.put(pinned.group(1), property(own, pinned.group(2)));
      }
    }
    assertThat(versions).hasSizeGreaterThan(5).isEqualTo(expected);
  }

  private static String property(String pom, String reference) {
    String name = reference.substring(2, reference.length() - 1);
    return pom.substring(
        pom.indexOf("<" + name + ">") + name.length() + 2, pom.indexOf("</" + name));
  }

  @Test
  void npx_cdktf_is_the_one_of_terrace() throws IOException {
    create(parent.resolve("shop"), null, SystemTemplate.web);
    String path = "/devDependencies/cdktf-cli";
    String version = Json.read(Path.of("package.json")).at(path).asText();

    assertThat(Json.read(parent.resolve("shop/package.json")).at(path).asText()).isEqualTo(version);
    assertThat(
            Json.read(parent.resolve("shop/package-lock.json"))
                .at("/packages/node_modules~1cdktf-cli/version")
                .asText())
        .isEqualTo(version);
  }
}
