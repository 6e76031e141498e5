package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a folder is prepared, and what later commands compare with checksums. */
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
  private Path cached;
  private TerraformEnvironment environment;

  /** In place of Terraform: its {@code init} writes a lock file and links a provider. */
  @BeforeEach
  void putTerraformOnThePath() throws IOException {
    folder = Files.createDirectories(home.resolve("stack"));
    Path program = Files.createDirectories(home.resolve("bin")).resolve("terraform");
    cached = Files.createDirectories(home.resolve("cached"));
    Files.writeString(
        program,
        """
        #!/bin/bash
        echo init >>calls
        if [ -f broken ]; then exit 1; fi
        versions=.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0
        mkdir -p "$versions" '%s'
        ln -sfn '%s' "$versions/linux_amd64"
        cat >.terraform.lock.hcl <<'END'
        %sEND
        """
            .formatted(cached, cached, LOCK));
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

  @Test
  void a_folder_is_prepared_once_for_a_backend_and_its_providers() throws IOException {
    prepare("bucket");
    prepare("bucket");

    assertThat(prepared()).isEqualTo(1);
  }

  @Test
  void it_is_prepared_again_for_another_backend() throws IOException {
    prepare("bucket");
    prepare("other bucket");

    assertThat(prepared()).isEqualTo(2);
  }

  @Test
  void it_is_prepared_again_for_another_version_in_the_lock_file() throws IOException {
    prepare("bucket");
    Path lock = folder.resolve(".terraform.lock.hcl");
    Files.writeString(lock, LOCK.replace("5.100.0", "5.99.0"));
    prepare("bucket");

    assertThat(prepared()).isEqualTo(2);
  }

  @Test
  void it_is_prepared_again_without_its_lock_file() throws IOException {
    prepare("bucket");
    Files.delete(folder.resolve(".terraform.lock.hcl"));
    prepare("bucket");

    assertThat(prepared()).isEqualTo(2);
  }

  @Test
  void it_is_prepared_again_when_a_provider_has_left_the_cache() throws IOException {
    prepare("bucket");
    Files.delete(cached);
    prepare("bucket");

    assertThat(prepared()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u00ff{", "[]", "{\"backend\": "})
  void it_is_prepared_again_when_the_place_of_its_state_is_damaged(String text) throws IOException {
    prepare("bucket");
    Path place = folder.resolve(".terraform").resolve("terraform.tfstate");
    Files.writeString(place, text, StandardCharsets.ISO_8859_1);
    prepare("bucket");

    assertThat(prepared()).isEqualTo(2);
    assertThat(place).doesNotExist(); // Terraform writes it
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "provider \"registry.terraform.io/hashicorp/aws\" {\n"})
  void a_damaged_lock_file_is_written_again(String text) throws IOException {
    prepare("bucket");
    Path lock = folder.resolve(".terraform.lock.hcl");
    Files.writeString(lock, text, StandardCharsets.ISO_8859_1);
    Files.writeString(folder.resolve("broken"), "", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> prepare("bucket")).isInstanceOf(TerraformException.class);
    assertThat(lock).doesNotExist(); // before init, which would read it
    Files.delete(folder.resolve("broken"));
    prepare("bucket");

    assertThat(lock).hasContent(LOCK);
  }

  @Test
  void it_is_prepared_again_after_a_preparation_that_failed() throws IOException {
    prepare("bucket");
    Files.createFile(folder.resolve("broken"));
    assertThatThrownBy(() -> prepare("other bucket")).isInstanceOf(TerraformException.class);
    Files.delete(folder.resolve("broken"));
    prepare("bucket");

    assertThat(prepared()).isEqualTo(3);
  }

  private void prepare(String backend) {
    new Terraform(folder, environment, new Interrupts()).init(backend);
  }

  private int prepared() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).size();
  }

  private void initialize(TerraformEnvironment chosen) {
    new Terraform(folder, chosen, new Interrupts()).initialize(List.of());
  }
}
