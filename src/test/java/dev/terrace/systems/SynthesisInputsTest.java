package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of input of a synthesis is changed, and nothing but the changed one. */
final class SynthesisInputsTest {
  private interface Change {
    void make() throws IOException;
  }

  @TempDir private Path folder;
  private final Map<String, String> shell = new HashMap<>();
  private List<String> targets = List.of("shop/dev");

  @BeforeEach
  void make_a_project() throws IOException {
    for (String file :
        List.of(
            "terrace.jar",
            "library.jar",
            "cdktf.json",
            "launcher/lazy-provider.cjs",
            "environments/shop/dev.yaml",
            "environments/shop/base.yaml",
            "environments/schema/shop.json",
            "policies/shop.json",
            "bin/node")) {
      write(file, "first");
    }
    assertThat(folder.resolve("bin/node").toFile().setExecutable(true)).isTrue();
    shell.put("PATH", folder.resolve("empty") + File.pathSeparator + folder.resolve("bin"));
    shell.put("SHLVL", "1");
  }

  @Test
  void every_kind_of_input_changes_the_digest() throws IOException {
    Map<String, Change> changes = new LinkedHashMap<>();
    changes.put("a value of the environment", () -> write("environments/shop/dev.yaml", "other"));
    changes.put("a value of its base", () -> write("environments/shop/base.yaml", "other"));
    changes.put("a new environment", () -> write("environments/shop/prod.yaml", ""));
    changes.put("a new, empty file of moves", () -> write("environments/shop/moves.yaml", ""));
    changes.put("a file that is gone", () -> delete("environments/shop/base.yaml"));
    changes.put("a file with another name", this::rename);
    changes.put("a file behind a link", this::link);
    changes.put("a change behind that link", () -> write("elsewhere/linked.yaml", "other"));
    changes.put("the classes", () -> write("terrace.jar", "compiled"));
    changes.put("a library of the same size", () -> touch("library.jar"));
    changes.put("the configuration of cdktf", () -> write("cdktf.json", "other"));
    changes.put("a file that was looked for", () -> write("package.json", ""));
    changes.put("the script that Node loads", () -> write("launcher/lazy-provider.cjs", "other"));
    changes.put("a file of the project", () -> write("policies/shop.json", "changed"));
    changes.put("a file of the same size", () -> touch("policies/shop.json"));
    changes.put("a new file of the project", () -> write("lambda/index.js", ""));
    changes.put(
        "an environment of a system with a tool's name",
        () -> write("environments/target/dev.yaml", "first"));
    changes.put("its value", () -> write("environments/target/dev.yaml", "other"));
    changes.put(
        "a file below a folder with a tool's name", () -> write("policies/target/a.json", ""));
    changes.put("a variable", () -> shell.put("TAGS", "a"));
    changes.put("the variable's value", () -> shell.put("TAGS", "b"));
    changes.put("another Node", () -> touch("bin/node"));
    changes.put("a Node that comes before it", this::earlierNode);
    changes.put("the targets", () -> targets = List.of("shop/dev", "shop/prod"));
    changes.put("targets that read alike", () -> targets = List.of("shop/dev,", "shop/prod"));
    String before = digest();
    for (Map.Entry<String, Change> each : changes.entrySet()) {
      assertThat(digest()).isEqualTo(before);
      each.getValue().make();
      String after = digest();
      assertThat(after).as(each.getKey()).isNotEqualTo(before);
      before = after;
    }
  }

  @Test
  void what_a_shell_counts_is_no_input() throws IOException {
    String before = digest();
    shell.put("SHLVL", "2");
    shell.put("_", "/usr/bin/env");
    shell.put("OLDPWD", "/");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void classes_in_a_folder_and_a_library_that_is_gone_have_no_digest() throws IOException {
    Files.delete(folder.resolve("library.jar"));
    assertThat(inputs().digest()).isEmpty();
    Files.createDirectory(folder.resolve("library.jar"));
    assertThat(inputs().digest()).isEmpty();
  }

  @Test
  void what_commands_and_tools_write_is_no_input() throws IOException {
    String before = digest();
    write("state/local/network.tfstate", "{}");
    write("target/classes/a.class", "");
    write("cdktf.out/manifest.json", "{}");
    write(".git/index", "");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void a_project_in_a_folder_with_a_tools_name_has_the_same_inputs() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("target"));
    Files.move(folder.resolve("environments"), elsewhere.resolve("node_modules"));
    Files.move(folder.resolve("policies"), elsewhere.resolve("policies"));
    String before = digest(elsewhere, elsewhere.resolve("node_modules"));
    write("target/policies/shop.json", "changed");
    String after = digest(elsewhere, elsewhere.resolve("node_modules"));
    assertThat(after).isNotEqualTo(before);
    write("target/node_modules/shop/dev.yaml", "other");
    assertThat(digest(elsewhere, elsewhere.resolve("node_modules"))).isNotEqualTo(after);
  }

  @Test
  void links_in_a_circle_and_to_nowhere_are_read_to_their_end() throws IOException {
    Files.createSymbolicLink(folder.resolve("policies/self"), folder.resolve("policies"));
    Files.createSymbolicLink(folder.resolve("policies/later.json"), folder.resolve("later"));
    String before = digest();
    write("later", "there");
    assertThat(digest()).isNotEqualTo(before);
  }

  @Test
  void a_project_of_too_many_files_has_no_digest() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i <= 20_000; i++) {
      Files.createFile(many.resolve(i + ""));
    }
    assertThat(inputs().digest()).isEmpty();
  }

  private void rename() throws IOException {
    Files.move(
        folder.resolve("environments/shop/prod.yaml"),
        folder.resolve("environments/shop/test.yaml"));
  }

  private void link() throws IOException {
    write("elsewhere/linked.yaml", "first");
    Files.createSymbolicLink(
        folder.resolve("environments/linked"), folder.resolve("elsewhere").toRealPath());
  }

  private void earlierNode() throws IOException {
    Path node = Files.createDirectory(folder.resolve("empty")).resolve("node");
    Files.copy(folder.resolve("bin/node"), node, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void touch(String file) throws IOException {
    Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(1_000_000));
  }

  private void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String digest() {
    return inputs().digest().orElseThrow();
  }

  private String digest(Path home, Path environments) {
    return inputs(home, environments).digest().orElseThrow();
  }

  private SynthesisInputs inputs() {
    return inputs(folder, folder.resolve("environments"));
  }

  private SynthesisInputs inputs(Path home, Path environments) {
    return new SynthesisInputs(
        folder.resolve("terrace.jar") + File.pathSeparator + folder.resolve("library.jar"),
        home,
        environments,
        folder.resolve("state"),
        shell,
        targets);
  }
}
