package dev.terrace.check.rules.aws;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** Mount targets in subnets that give public addresses. */
public final class PublicMountTarget implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-efs-public-subnet",
              Severity.WARNING,
              "A file system is mounted from a subnet that gives public addresses",
              "Use private subnets.")
          .with("FSBP EFS.6");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource target : model.all("aws_efs_mount_target")) {
      for (Resource subnet : model.targets(target, "subnet_id")) {
        if (subnet.isTrue("map_public_ip_on_launch")) {
          findings.add(target, "subnet_id", "subnet " + subnet.path() + " gives public addresses");
        }
      }
    }
  }
}
