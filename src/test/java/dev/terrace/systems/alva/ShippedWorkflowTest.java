package dev.terrace.systems.alva;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Shipped;
import dev.terrace.support.Synthesized;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The workflow and the staging environment that the repository ships fit together. */
final class ShippedWorkflowTest {

  /** A service that is added to only one of the two is never rolled out. */
  @Test
  void the_workflow_names_the_services_of_the_staging_environment() {
    Map<String, String> workflow = Workflow.read().environment();
    List<String> families =
        Stream.concat(Stream.of(workflow.get("SERVICES").split(" ", -1)), Stream.of("migrations"))
            .map(name -> workflow.get("PREFIX") + "-" + name)
            .toList();
    assertThat(
            Synthesized.in(Shipped.ENVIRONMENTS, new EnvironmentId("alva", "staging"))
                .stack("platform")
                .ofType("aws_ecs_task_definition"))
        .extracting(task -> task.text("family"))
        .containsExactlyInAnyOrderElementsOf(families);
  }
}
