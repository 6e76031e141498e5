package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.FakeTerraform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerraformVersionTest {
  @TempDir private Path folder;

  /** Of all variables, those of Terraform alone can make it say something else than its version. */
  @Test
  void the_version_is_asked_for_without_the_variables_of_terraform() throws Exception {
    FakeTerraform fake = new FakeTerraform(folder);
    Path program = folder.resolve("terraform");
    Files.writeString(
        program,
        "#!/bin/sh\nif env | grep -q ^TF_; then echo refused >&2; exit 1; fi\n"
            + Files.readString(program));
    Map<String, String> shell = fake.shell();
    shell.put("TF_REATTACH_PROVIDERS", "{not JSON");
    shell.put("TF_CLI_ARGS", "-chdir=none");
    shell.put("TF_LATER", "unknown");

    assertThat(TerraformVersion.of(program, shell)).isEqualTo("1.11.4");
  }
}
