package dev.terrace.check.rules.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** File systems that a task mounts with IAM and its role may not mount. */
public final class MountWithoutGrant implements Rule {
  private static final About ABOUT =
      About.of(
              "iam-mount-without-grant",
              Severity.ERROR,
              "Tasks do not start: their role may not mount a file system",
              "Allow elasticfilesystem:ClientMount and ClientWrite to the task role.")
          .with("https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      List<Policies.Statement> grants = new ArrayList<>();
      model.target(task, "task_role_arn").ifPresent(r -> grants.addAll(Policies.of(model, r)));
      for (JsonNode volume : task.blocks("volume")) {
        JsonNode efs = Resource.at(volume, "efs_volume_configuration");
        boolean iam = Resource.at(efs, "authorization_config.iam").asText().equals("ENABLED");
        boolean granted =
            grants.stream()
                .anyMatch(each -> each.allows() && each.names("elasticfilesystem:clientmount"));
        if (iam && !granted && !allowedByFileSystem(model, task)) {
          findings.add(
              task,
              "volume.efs_volume_configuration.authorization_config.iam",
              "the task role may not mount volume '" + volume.path("name").asText() + "'");
        }
      }
    }
  }

  /** Whether the policy of a mounted file system names the role itself. */
  private static boolean allowedByFileSystem(Model model, Resource task) {
    Optional<Resource> role = model.target(task, "task_role_arn");
    for (Resource fileSystem : model.targets(task, "volume")) {
      for (Resource policy : model.readers(fileSystem, "aws_efs_file_system_policy")) {
        if (role.isPresent() && model.targets(policy, "policy").contains(role.get())) {
          return true;
        }
      }
    }
    return false;
  }
}
