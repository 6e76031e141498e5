package dev.terrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a state folder a fork gets; that the process forks is shown in {@code local/tests}. */
class LocalForkTest {
  @TempDir private Path folder;

  @Test
  void states_and_working_folders_are_copied_and_what_belongs_to_the_process_is_not()
      throws IOException {
    write("local/one/cdk.tf.json");
    write("local/one/terraform.pid");
    write("local/one/run.json");
    write("local/one/run.lock");
    write("local/one.tfstate");
    write("local/server.json");
    write("local/ready.json");
    write("local/server.log");
    Files.createDirectories(folder.resolve("origin/local/one/log"));

    assertThat(copied())
        .containsExactly("one", "one.tfstate", "one/cdk.tf.json", "one/log")
        .allSatisfy(
            name -> assertThat(Files.isDirectory(copy(name))).isEqualTo(!name.contains(".")));
    assertThat(copy("one.tfstate")).hasContent("local/one.tfstate");
    assertThat(Files.getPosixFilePermissions(folder.resolve("copy")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void providers_stay_linked_unless_they_lie_in_the_state_folder_of_the_origin()
      throws IOException {
    write("plugins/aws");
    write("local/cached/.terraform/terrace-init");
    link("local/cached/.terraform/providers", folder.resolve("origin/plugins"));
    write("local/mirrored/.terraform/terrace-init");
    link("local/mirrored/.terraform/providers", folder);

    assertThat(copied())
        .containsExactly(
            "cached",
            "mirrored",
            "mirrored/.terraform",
            "mirrored/.terraform/providers",
            "mirrored/.terraform/terrace-init");
    assertThat(Files.readSymbolicLink(copy("mirrored/.terraform/providers"))).isEqualTo(folder);
  }

  private void write(String file) throws IOException {
    Path path = folder.resolve("origin").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
  }

  private void link(String file, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve("origin").resolve(file), target);
  }

  private Path copy(String name) {
    return folder.resolve("copy").resolve(name);
  }

  private List<String> copied() throws IOException {
    LocalFork.copy(folder.resolve("origin/local"), folder.resolve("copy"));
    try (Stream<Path> files = Files.walk(folder.resolve("copy"))) {
      return files
          .skip(1)
          .map(file -> folder.resolve("copy").relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
