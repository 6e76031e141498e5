package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the commands after {@code init} compare the providers with their checksums. */
class TerraformInitTest {
  private static final String LOCK =
      """
      provider "registry.terraform.io/hashicorp/aws" {
        version = "5.100.0"
        hashes = [
          "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
        ]
      }
      """;

  @TempDir private Path home;
  private Path folder;
  private TerraformEnvironment environment;

  /** In place of Terraform: its {@code init} writes a lock file. */
  @BeforeEach
  void putTerraformOnThePath() throws IOException {
    folder = Files.createDirectories(home.resolve("stack"));
    Path program = Files.createDirectories(home.resolve("bin")).resolve("terraform");
    Files.writeString(program, "#!/bin/bash\ncat >.terraform.lock.hcl <<'END'\n" + LOCK + "END\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment =
        TerraformEnvironment.of(
            Map.of("PATH", program.getParent() + ":" + System.getenv("PATH")), home);
  }

  @Test
  void every_command_verifies_against_a_real_account() {
    initialize(environment);

    assertThat(folder.resolve(".terraform.lock.hcl")).hasContent(LOCK);
  }

  @Test
  void only_init_verifies_against_the_simulated_aws() {
    initialize(environment.verifyingOnce());

    assertThat(folder.resolve(".terraform.lock.hcl"))
        .content()
        .contains("version = \"5.100.0\"")
        .doesNotContain("hashes");
  }

  private void initialize(TerraformEnvironment chosen) {
    new Terraform(folder, chosen, new Interrupts()).initialize(List.of());
  }
}
