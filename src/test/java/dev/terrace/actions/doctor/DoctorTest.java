package dev.terrace.actions.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of a machine whose PATH has the tools that a test puts there. */
final class DoctorTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v24.1.0  | OK      | version 24.1.0
          v22.0.0  | OK      | version 22.0.0
          v20.20.2 | WARNING | version 20.20.2 still works, but jsii supports 22 and newer
          v18.0.0  | WARNING | version 18.0.0 still works, but jsii supports 22 and newer
          v16.20.0 | MISSING | version 16.20.0, at least 18.0 is needed
          """)
  void an_old_node_is_a_warning_while_it_works(
      String installed, Doctor.Verdict verdict, String found) throws IOException {
    Path node = folder.resolve("node");
    Files.writeString(node, "#!/bin/sh\necho " + installed + "\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();

    Doctor.Finding finding = finding("node", folder.resolve("environments"));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.found()).isEqualTo(found);
    assertThat(finding.help().isEmpty()).isEqualTo(verdict == Doctor.Verdict.OK);
  }

  @Test
  void a_file_that_ends_with_yml_is_named() throws IOException {
    Path environments = folder.resolve("environments");
    Files.createDirectories(environments.resolve("coder"));
    Files.writeString(environments.resolve("coder/staging.yml"), "extends: production\n");

    Doctor.Finding finding = finding("configuration coder/staging.yml", environments);

    assertThat(finding.verdict()).isEqualTo(Doctor.Verdict.WARNING);
    assertThat(finding.help()).isEqualTo("Files of environments end with .yaml. Rename it.");
  }

  private Doctor.Finding finding(String name, Path environments) {
    Map<String, String> shell =
        Map.of(
            "PATH", folder.toString(),
            "HOME", folder.toString(),
            "TERRACE_STATE_DIR", folder.resolve("state").toString());
    return new Doctor(Project.of(environments, shell))
        .examine().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no finding of " + name));
  }
}
