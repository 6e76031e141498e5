package dev.terrace.actions.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Terrace;
import dev.terrace.support.Terrace.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are written where a project wants them. */
final class WriteModulesTest {
  private static final List<String> FILES =
      List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", "contract.json");

  @TempDir private Path folder;

  @Test
  void a_module_is_that_of_the_contract_and_is_written_once() throws IOException {
    Said said = module("alva/production");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out().lines())
        .containsExactlyElementsOf(
            FILES.stream().map(name -> shown() + "/alva-bridge/" + name).toList());
    for (String name : FILES) {
      assertThat(Files.readString(folder.resolve("alva-bridge").resolve(name)))
          .isEqualTo(Files.readString(Path.of("modules", "alva-bridge", name)));
    }

    Files.writeString(folder.resolve("alva-bridge/outputs.tf"), "");
    assertThat(module("alva/production").out()).isEqualTo(shown() + "/alva-bridge/outputs.tf\n");
    Said again = module("alva/production");
    assertThat(again.out()).isEmpty();
    assertThat(again.err())
        .isEqualTo("module of alva 1.0 in " + shown() + "/alva-bridge: nothing to change\n");
  }

  @Test
  void every_system_of_the_targets_gets_one_module() {
    Said said = module("coder/*", "orcha/*");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out().lines().map(line -> Path.of(line).getParent()).distinct())
        .containsExactly(shown().resolve("platform-bridge"), shown().resolve("orcha-bridge"));
  }

  @Test
  void no_file_that_nobody_generated_is_replaced() throws IOException {
    for (String name : FILES) {
      Path own = folder.resolve("orcha-bridge").resolve(name);
      FileTrees.writeWhole(own, "# by hand\n");

      Said said = module("alva/staging", "orcha/staging");

      assertThat(said.exitCode()).isEqualTo(3);
      assertThat(said.err())
          .isEqualTo(
              "error: "
                  + own
                  + " was not generated from the contract of orcha: remove it, or name another"
                  + " module in the contract; no file was changed\n");
      assertThat(files()).containsExactly(own);
      Files.delete(own);
    }
  }

  @Test
  void the_module_of_another_system_is_not_replaced() {
    module("alva/staging");
    FileTrees.copy(folder.resolve("alva-bridge"), folder.resolve("orcha-bridge"));

    assertThat(module("orcha/staging").exitCode()).isEqualTo(3);
  }

  /** From the project's folder, if the temporary folder is below it. */
  private Path shown() {
    Path home = Path.of("").toAbsolutePath();
    return folder.startsWith(home) ? home.relativize(folder) : folder;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private Said module(String... targets) {
    List<String> words =
        new ArrayList<>(List.of("--environments=" + Fixtures.ENVIRONMENTS, "bridge", "module"));
    words.addAll(List.of(targets));
    words.add("--to=" + folder);
    return new Terrace(Path.of("target", "write-modules")).run(words.toArray(String[]::new));
  }
}
