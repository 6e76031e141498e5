package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of nothing, with tools that only say that they were called. */
final class LauncherTest {
  @TempDir private Path project;
  private Path tools;

  @BeforeEach
  void make_a_project() throws IOException {
    tools = Files.createDirectories(project.resolve("tools"));
    Files.copy(Path.of("terrace"), project.resolve("terrace"));
    project.resolve("terrace").toFile().setExecutable(true);
    Files.createDirectories(project.resolve("src/main"));
    Files.createDirectories(project.resolve("environments/schema"));
    Files.writeString(project.resolve("pom.xml"), "");
    Files.writeString(project.resolve("package-lock.json"), "");
    for (String program :
        List.of(
            "bash", "cat", "date", "dirname", "env", "find", "grep", "head", "mkdir", "mv", "rm",
            "sed", "sleep", "tail", "touch")) {
      link(program);
    }
    script(
        "java",
        "case \"$*\" in *showSettings*|*XshowSettings*)"
            + " echo '    java.specification.version = 17' >&2;; *) echo \"java ${*: -1}\";; esac");
    script("node", "");
    script("npm", "mkdir -p node_modules; touch node_modules/.package-lock.json");
    script("mvn", "");
    Files.writeString(
        project.resolve("mvnw"),
        "#!/usr/bin/env bash\nsleep 0.5; echo built >>builds; mkdir -p target; echo x >target/classpath\n");
    project.resolve("mvnw").toFile().setExecutable(true);
  }

  @Test
  void it_builds_once_and_then_only_when_a_source_has_changed() throws Exception {
    assertThat(launch("list").err()).contains("terrace: building (sources have changed)");
    Said warm = launch("list");
    assertThat(warm.out()).isEqualTo("java list\n");
    assertThat(warm.err()).isEmpty();
    Files.writeString(project.resolve("src/main/New.java"), "");
    assertThat(launch("list").err()).contains("terrace: building");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void files_that_go_into_the_stacks_are_sources_too() throws Exception {
    assertThat(launch("list").exitCode()).isZero();
    Path file = Files.createDirectories(project.resolve("deploy/coder")).resolve("config.yaml");
    Files.writeString(file, "model: other\n");
    assertThat(launch("list").err()).contains("terrace: building (sources have changed)");
  }

  @Test
  void two_first_starts_build_once() throws Exception {
    Process first = start("one");
    Process second = start("two");
    assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(first.exitValue() + second.exitValue()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void the_lock_of_a_build_that_was_killed_is_taken_over() throws Exception {
    Path lock = Files.createDirectories(project.resolve(".terrace/build.lock"));
    Files.writeString(lock.resolve("pid"), "99999999");
    assertThat(launch("list").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_missing_or_old_java_is_named_with_where_to_get_one() throws Exception {
    Files.delete(tools.resolve("java"));
    assertThat(launch("list").err())
        .isEqualTo(
            """
            terrace: Java 17 or newer is needed to define the stacks; neither JAVA_HOME nor PATH has one.
                     Get it with: apt-get install openjdk-17-jdk | brew install openjdk@17 | sdk install java
            """);
    script("java", "echo '    java.specification.version = 11' >&2");
    Said old = launch("list");
    assertThat(old.exitCode()).isEqualTo(1);
    assertThat(old.err())
        .startsWith(
            "terrace: Java 17 or newer is needed to define the stacks; java is version 11.\n");
  }

  @Test
  void a_missing_node_is_named_with_where_to_get_it() throws Exception {
    Files.delete(tools.resolve("node"));
    assertThat(launch("list").err())
        .startsWith("terrace: Node.js 18 or newer is needed: CDKTF's engine runs on it;");
  }

  @Test
  void a_build_that_fails_says_why_and_is_tried_again() throws Exception {
    Files.writeString(
        project.resolve("mvnw"), "#!/usr/bin/env bash\necho '[ERROR] no semicolon'; exit 1\n");
    Said failed = launch("list");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("[ERROR] no semicolon\n", "terrace: the build failed; the lines above say why");
    assertThat(launch("list").exitCode()).isEqualTo(1);
  }

  @Test
  void a_failing_npm_stops_nothing_but_npx_cdktf() throws Exception {
    script("npm", "echo 'no network' >&2; exit 1");
    Said said = launch("list");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).isEqualTo("java list\n");
    assertThat(said.err()).contains("'npx cdktf' will not work; everything of ./terrace does.");
  }

  private record Said(int exitCode, String out, String err) {}

  private Said launch(String word) throws IOException, InterruptedException {
    Process process = start(word);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(project.resolve("out-" + word)),
        Files.readString(project.resolve("err-" + word)));
  }

  private Process start(String word) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("terrace").toString(), word)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(project.resolve("out-" + word).toFile())
            .redirectError(project.resolve("err-" + word).toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    return builder.start();
  }

  private int builds() throws IOException {
    return Files.readAllLines(project.resolve("builds")).size();
  }

  private void script(String name, String body) throws IOException {
    Path file = tools.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    file.toFile().setExecutable(true);
  }

  private void link(String program) throws IOException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        Files.createSymbolicLink(tools.resolve(program), file.toRealPath());
        return;
      }
    }
    throw new IllegalStateException(program + " is not on the PATH");
  }
}
