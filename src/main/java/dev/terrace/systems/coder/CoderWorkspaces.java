package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;

/** What the workspaces that people create may do. */
record CoderWorkspaces(
    @JsonPropertyDescription("The load balancer may reach workspaces on 13337.")
        Boolean directAccess,
    @OptionalKey
        @JsonPropertyDescription(
            "Workspaces that run docker: false, since Fargate runs no privileged containers.")
        Boolean docker)
    implements Checked {

  CoderWorkspaces {
    docker = docker != null && docker;
  }

  @Override
  public void check(Problems problems) {
    if (docker) {
      problems
          .at("docker")
          .add("must be false: Fargate runs no privileged containers, which docker needs", true);
    }
  }
}
