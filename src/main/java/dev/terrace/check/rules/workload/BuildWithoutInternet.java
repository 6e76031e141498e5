package dev.terrace.check.rules.workload;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Builds in subnets without a way to the internet: they hang when they fetch their source. */
public final class BuildWithoutInternet implements Rule {
  private static final About ABOUT =
      About.of(
              "workload-build-network",
              Severity.ERROR,
              "A build cannot fetch its source",
              "Run it outside of the VPC, or give its subnets a route to a NAT gateway.")
          .with("https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource project : model.all("aws_codebuild_project")) {
      for (Resource subnet : model.targets(project, "vpc_config.subnets")) {
        if (!reachesNat(model, subnet)) {
          findings.add(
              project, "vpc_config.subnets", "subnet " + subnet.path() + " has no NAT gateway");
        }
      }
    }
  }

  private static boolean reachesNat(Model model, Resource subnet) {
    for (Resource association : model.readers(subnet, "aws_route_table_association")) {
      for (Resource table : model.targets(association, "route_table_id")) {
        for (Resource route : model.readers(table, "aws_route")) {
          if (!model.targets(route, "nat_gateway_id").isEmpty()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
