package dev.terrace.terraform;

/** Says of a file that is given as a state what it is instead, and how to get the state. */
final class StateFormats {
  private static final String PULL =
      "; give the state itself: run 'terraform state pull >old.tfstate' in its root";

  /**
   * {@code .terraform/terraform.tfstate} has the format of old states, and no resources
   * (Terraform's {@code internal/command/workdir/backend_state.go}).
   */
  static final String SETTINGS =
      "is no state, but what 'terraform init' keeps of the backend's configuration" + PULL;

  private StateFormats() {}

  static String newer(int version) {
    return "the state is of format version "
        + version
        + ", newer than the 4 that is understood here";
  }

  static String older(int version) {
    return "the state is of format version "
        + version
        + ", which Terraform 0.11 or older wrote: bring it to 4 in its root, one version of"
        + " Terraform after the other, then try again:\n  0.12: 'terraform init', 'terraform"
        + " refresh'\n"
        + StateFile.REPLACE_PROVIDER
        + "\n  1.x: 'terraform init', 'terraform apply -refresh-only'";
  }

  /** What {@code terraform show -json} and its like print is no state. */
  static String otherOutput(String field) {
    return switch (field) {
          case "values" -> "is no state, but the output of 'terraform show -json'";
          case "provider_schemas" -> "is no state, but the output of 'terraform providers schema'";
          default -> "is no state, but a plan as 'terraform show -json PLAN' prints it";
        }
        + PULL;
  }
}
