package dev.terrace.check.rules.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters that Terraform would change again and again. */
public final class DatabaseParameter implements Rule {
  private static final Pattern FAMILY = Pattern.compile("postgres(\\d+)");

  private static final About ABOUT =
      About.of(
              "workload-rds-parameter",
              Severity.ERROR,
              "A parameter equals its family's default, so Terraform plans its change again and again",
              "Set apply_method to pending-reboot.")
          .with("https://github.com/hashicorp/terraform-provider-aws/issues/39252")
          .with("https://github.com/hashicorp/terraform-provider-aws/issues/23335");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource group : model.all("aws_db_parameter_group")) {
      Matcher family = FAMILY.matcher(group.text("family"));
      if (!family.matches() || Integer.parseInt(family.group(1)) < 15) {
        continue;
      }
      for (JsonNode each : group.blocks("parameter")) {
        boolean forced =
            each.path("name").asText().equals("rds.force_ssl")
                && each.path("value").asText().equals("1");
        if (forced && !each.path("apply_method").asText("immediate").equals("pending-reboot")) {
          findings.add(
              group,
              "parameter",
              "rds.force_ssl is applied " + each.path("apply_method").asText("immediate"));
        }
      }
    }
  }
}
