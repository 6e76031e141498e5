package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.support.Launcher;
import dev.terrace.support.OwnProject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repositories of a team's own, built against the artifact and run with their own launcher. Among
 * the first classes of a run, since it waits for the provider for minutes.
 */
final class OwnProjectIT {
  private static final String TARGET = "market/staging";

  @TempDir private Path folder;

  @Test
  void a_new_project_is_deployed_planned_clean_and_destroyed() throws IOException {
    Path home = folder.resolve("market");
    OwnProject.fromJar(folder, "new", "project", home.toString());

    try (OwnProject project = new OwnProject(home, folder).withoutNpm()) {
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
      assertThat(said(project, "deploy", TARGET, "--local", "--yes"))
          .contains("4 stacks deployed; planned again: no changes. (");
      assertThat(said(project, "plan", TARGET, "--local")).contains("Nothing would change.");
      assertThat(said(project, "destroy", TARGET, "--local", "--yes"))
          .contains("4 stacks destroyed, ", " resources; nothing is left of them.");
    }
  }

  @Test
  void the_shop_builds_and_passes_its_tests_against_the_artifact() throws IOException {
    Path home = folder.resolve("shop");
    FileTrees.copy(Path.of("examples", "shop"), home);

    try (OwnProject project = new OwnProject(home, folder).withoutNpm()) {
      project.run("./mvnw", "-q", "verify").exits(0);
      assertThat(said(project, "check")).contains("shop/staging: 0 errors");
      assertThat(said(project, "synth")).contains("4 stacks, ");
    }
  }

  private static String said(OwnProject project, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "./terrace";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Launcher.Result result = project.run(command).exits(0);
    return result.output() + result.errors();
  }
}
