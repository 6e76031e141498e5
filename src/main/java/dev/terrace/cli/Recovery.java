package dev.terrace.cli;

import dev.terrace.terraform.Plan;
import dev.terrace.terraform.Terraform;
import java.util.List;

final class Recovery {
  private Recovery() {}

  static Plan plan(Terraform terraform, Stack stack, StackProgress progress) {
    return terraform.plan(List.of(), progress::accept);
  }

  static void begin(Terraform terraform) {}

  static void end(Terraform terraform) {}
}
