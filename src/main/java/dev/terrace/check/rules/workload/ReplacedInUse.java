package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Resources that AWS does not delete while others use them, and that Terraform would destroy before
 * it has created their successor: a replacement fails halfway, such as that of a parameter group
 * when the family changes (terraform-provider-aws #6448).
 */
public final class ReplacedInUse implements Rule {
  /** The documentation of the provider asks for create_before_destroy in each of them. */
  private static final List<String> TYPES =
      List.of(
          "aws_acm_certificate",
          "aws_db_option_group",
          "aws_db_parameter_group",
          "aws_elasticache_parameter_group",
          "aws_launch_configuration",
          "aws_rds_cluster_parameter_group");

  private static final About ABOUT =
      About.of(
              "workload-replaced-in-use",
              Severity.WARNING,
              "A replacement fails: AWS does not delete what is in use",
              "Set lifecycle.create_before_destroy, with a name that differs after the replacement.")
          .with(
              "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group#create_before_destroy-lifecycle-configuration")
          .with("https://github.com/hashicorp/terraform-provider-aws/issues/6448");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (String type : TYPES) {
      for (Resource resource : model.all(type)) {
        Optional<Resource> user =
            model.referencesTo(resource).stream().map(Reference::from).findFirst();
        if (user.isPresent() && !resource.isTrue("lifecycle.create_before_destroy")) {
          findings.add(
              resource,
              "lifecycle.create_before_destroy",
              "is destroyed before its successor exists, and " + user.get().address() + " uses it");
        }
      }
    }
  }
}
