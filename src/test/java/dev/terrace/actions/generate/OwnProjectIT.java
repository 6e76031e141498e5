package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.support.OwnProject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of a team's own, built against the artifact and run with their own launcher. */
final class OwnProjectIT {
  private static final String VERSION = ExampleProjectTest.version();
  private static final String TARGET = "market/staging";

  @TempDir private Path folder;

  @Test
  void a_new_project_is_deployed_planned_clean_and_destroyed() throws IOException {
    Path home = folder.resolve("market");
    OwnProject.fromJar(folder, "new", "project", home.toString());

    try (OwnProject project = new OwnProject(home, folder, VERSION).withoutNpm()) {
      project
          .run(
              "./terrace",
              "new",
              "service",
              TARGET,
              "api",
              "--port",
              "8080",
              "--set",
              "image=public.ecr.aws/nginx/nginx:1.27.4")
          .exits(0);
      assertThat(project.run("./terrace", "deploy", TARGET, "--local", "--yes").exits(0).output())
          .contains("4 stacks deployed; planned again: no changes. (103 created, 0 changed,");
      assertThat(project.run("./terrace", "plan", TARGET, "--local").exits(0).output())
          .contains("Nothing would change.");
      assertThat(project.run("./terrace", "destroy", TARGET, "--local", "--yes").exits(0).output())
          .contains("4 stacks destroyed,", "; nothing is left of them.");
    }
  }

  @Test
  void the_shop_builds_and_passes_its_tests_against_the_artifact() throws IOException {
    Path home = folder.resolve("shop");
    FileTrees.copy(Path.of("examples", "shop"), home);

    try (OwnProject project = new OwnProject(home, folder, VERSION).withoutNpm()) {
      project.run("./mvnw", "-q", "verify").exits(0);
      assertThat(project.run("./terrace", "check").exits(0).output())
          .contains("shop/staging: 0 errors");
      assertThat(project.run("./terrace", "synth").exits(0).output()).contains("4 stacks, ");
    }
  }
}
