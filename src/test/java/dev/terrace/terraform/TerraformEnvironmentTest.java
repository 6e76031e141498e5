package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerraformEnvironmentTest {
  @TempDir private Path folder;

  @Test
  void a_cli_configuration_that_points_at_nothing_is_replaced() {
    Map<String, String> variables =
        variables(Map.of("TF_CLI_CONFIG_FILE", "/nowhere/rc", "HOME", folder.toString()));
    assertThat(variables.get("TF_CLI_CONFIG_FILE"))
        .isEqualTo(folder.resolve("terraform.rc").toString());
  }

  @Test
  void a_cli_configuration_of_the_users_own_is_kept() throws IOException {
    Path own = Files.writeString(folder.resolve("own.rc"), "");
    assertThat(
            variables(Map.of("TF_CLI_CONFIG_FILE", own.toString(), "HOME", folder.toString()))
                .get("TF_CLI_CONFIG_FILE"))
        .isEqualTo(own.toString());
  }

  @Test
  void a_garbage_collection_that_the_user_has_chosen_is_kept() {
    String home = folder.toString();
    assertThat(variables(Map.of("HOME", home))).containsEntry("GOGC", "400");
    assertThat(variables(Map.of("HOME", home, "GOGC", "50"))).containsEntry("GOGC", "50");
  }

  @Test
  void a_mirror_is_named_in_a_generated_configuration() throws IOException {
    Path mirror = folder.resolve("mirror");
    Files.createDirectories(mirror.resolve("registry.terraform.io/hashicorp/aws/5.100.0"));
    String rc =
        variables(Map.of("TERRACE_PROVIDER_MIRROR", mirror.toString(), "HOME", folder.toString()))
            .get("TF_CLI_CONFIG_FILE");
    assertThat(Path.of(rc))
        .hasContent(
            """
            provider_installation {
              filesystem_mirror {
                path    = "%s"
                include = ["registry.terraform.io/hashicorp/aws"]
              }
              direct {
                exclude = ["registry.terraform.io/hashicorp/aws"]
              }
            }
            """
                .formatted(mirror));
  }

  @Test
  void a_mirror_that_is_none_is_refused() {
    assertThatThrownBy(
            () -> variables(Map.of("TERRACE_PROVIDER_MIRROR", "/nowhere", "HOME", "/nowhere")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "TERRACE_PROVIDER_MIRROR: must name a folder that holds"
                + " registry.terraform.io/hashicorp/aws, got '/nowhere'");
  }

  @Test
  void variables_that_change_what_a_command_means_are_dropped() {
    assertThat(
            variables(
                Map.of(
                    "TF_CLI_ARGS_plan", "-destroy",
                    "TF_WORKSPACE", "other",
                    "TF_VAR_x", "kept",
                    "HOME", folder.toString())))
        .doesNotContainKeys("TF_CLI_ARGS_plan", "TF_WORKSPACE")
        .containsEntry("TF_VAR_x", "kept")
        .containsEntry("CHECKPOINT_DISABLE", "1");
  }

  private Map<String, String> variables(Map<String, String> shell) {
    return TerraformEnvironment.of(shell, folder).variables();
  }
}
