package dev.terrace.project;

import dev.terrace.error.UserError;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.TerraformVersion;
import dev.terrace.terraform.Tools;
import java.nio.file.Path;
import java.util.Optional;

/** What a deployment needs before anything is started: Terraform, and credentials of AWS. */
public final class Prerequisites {
  private Prerequisites() {}

  /**
   * Looks for what is needed, before anything is started.
   *
   * @throws UserError when Terraform is missing or too old, or AWS needs credentials
   */
  public static void check(Project project, boolean local) {
    checkTerraform(project);
    if (!local && Credentials.find(project.shell()).isEmpty()) {
      throw UserError.failed(Credentials.HOW_TO_GET);
    }
  }

  /** Terraform is there, and new enough. */
  public static void checkTerraform(Project project) {
    Optional<Path> program = TerraformEnvironment.program(project.shell());
    if (program.isEmpty()) {
      throw UserError.failed(
          "Terraform 1.11 or newer is needed to deploy; PATH has none.\n"
              + TerraformVersion.HOW_TO_GET);
    }
    String version = TerraformVersion.of(program.get(), project.shell());
    if (!Tools.atLeast(version, 1, 11)) {
      throw UserError.failed(
          "Terraform 1.11 or newer is needed to deploy; "
              + program.get()
              + " is version "
              + version
              + ".\n"
              + TerraformVersion.HOW_TO_GET);
    }
  }
}
