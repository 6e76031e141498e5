package dev.terrace.check.rules.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;

/** File systems that tasks mount without TLS. */
public final class EfsVolumeWithoutTls implements Rule {
  private static final About ABOUT =
      About.of(
              "aws-ecs-efs-tls",
              Severity.ERROR,
              "Tasks mount a file system without TLS",
              "Set transit_encryption to ENABLED.")
          .with("FSBP ECS.18");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource task : model.all("aws_ecs_task_definition")) {
      for (JsonNode volume : task.blocks("volume")) {
        JsonNode efs = Resource.at(volume, "efs_volume_configuration");
        boolean isEfs = !Resource.at(efs, "file_system_id").isMissingNode();
        if (isEfs && !Resource.at(efs, "transit_encryption").asText().equals("ENABLED")) {
          findings.add(
              task,
              "volume.efs_volume_configuration.transit_encryption",
              "volume '" + volume.path("name").asText() + "' is mounted without TLS");
        }
      }
    }
  }
}
