package dev.terrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plan in the README is the one that Terraform makes of the Java next to it. */
class ReadmeExampleIT {
  /** A plan that only creates asks AWS nothing once the provider's own checks are off. */
  private static final String OFFLINE =
      """
      {"provider": {"aws": [{"skip_credentials_validation": true, "skip_metadata_api_check": "true",
        "skip_requesting_account_id": true, "skip_region_validation": true}]}}
      """;

  @Test
  void the_plan_in_the_readme_is_the_plan_of_terraform() throws IOException {
    List<String> planned =
        plan()
            .lines()
            .filter(line -> line.startsWith("  # ") || line.startsWith("Plan: "))
            .toList();

    assertThat(Readme.block("Plan: ").lines().toList()).isEqualTo(planned);
  }

  private String plan() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "readme").toAbsolutePath());
    Path stack = OrdersPlan.synthesize(Files.createTempDirectory(folder, "plan"));
    Files.writeString(stack.resolve("override.tf.json"), OFFLINE);
    Path cache = Files.createDirectories(Path.of("target", "terraform").toAbsolutePath());
    Map<String, String> shell = new HashMap<>(System.getenv());
    shell.put("AWS_ACCESS_KEY_ID", "none");
    shell.put("AWS_SECRET_ACCESS_KEY", "none");
    TerraformEnvironment terraform = TerraformEnvironment.of(shell, cache);
    new Terraform(stack, terraform, new Interrupts()).initialize(List.of());
    Tools.Said said =
        Tools.run(
            List.of(terraform.program(), "-chdir=" + stack, "plan", "-no-color", "-input=false"),
            terraform.variables(),
            Duration.ofMinutes(2));
    assertThat(said.exitCode()).as(said.text()).isZero();
    return said.text();
  }
}
