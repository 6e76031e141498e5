package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Terrace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in an empty project, with tools that only say that they were called. */
final class LauncherTest {
  private static final String MAVEN =
      """
      for word in "$@"; do case $word in -Dterrace.target=*) target=${word#*=} ;; esac; done
      sleep 0.2
      echo built >>builds
      mkdir -p "$target"
      touch "$target/terrace.jar"
      echo "$PWD/library.jar" >"$target/classpath"
      """;
  private static final String JAVA =
      """
      case "$*" in *XshowSettings*) echo '    java.specification.version = 17' >&2; exit ;; esac
      for word in "$@"; do
        case $word in
          -XX:+VerifySharedSpaces) exec bash ./verify ;;
          -XX:ArchiveClassesAtExit=*)
            echo "${*: -2}" >>trainings
            . ./train "${word#*=}"
            exit ;;
        esac
      done
      echo "java ${*: -1}"
      echo "$*" >seen
      echo "LC_ALL=${LC_ALL:-}" >>seen
      while [ "${*: -1}" = hold ] && [ ! -e release ]; do sleep 0.1; done
      """;

  private static final String TRAIN = "printf archive >\"$1\"; chmod 444 \"$1\"";
  private static final String PREPARING = "terrace: preparing faster starts (once for a build)\n";

  @TempDir private Path folder;
  private Path project;
  private Path tools;

  @BeforeEach
  void make_a_project() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String file : List.of("terrace", "launcher/archive.sh", "launcher/build.sh")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.copy(Path.of(file), project.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(project.resolve("src/main"));
    Files.createDirectories(project.resolve("deploy"));
    Files.createDirectories(project.resolve(".mvn"));
    Files.writeString(project.resolve("src/main/Old.java"), "old");
    for (String file : List.of("pom.xml", "package-lock.json", "library.jar")) {
      Files.writeString(project.resolve(file), "");
    }
    for (String program :
        List.of(
            "bash",
            "cat",
            "chmod",
            "cksum",
            "dirname",
            "env",
            "find",
            "grep",
            "ls",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "sort",
            "tail",
            "touch",
            "tr",
            "wc",
            "xargs")) {
      link(program);
    }
    script("java", JAVA);
    script("node", "");
    script("npm", "mkdir -p node_modules; touch node_modules/.package-lock.json");
    script("mvn", "");
    maven(MAVEN);
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
  void a_deleted_source_is_a_change_and_a_restored_one_needs_no_build() throws Exception {
    Path source = project.resolve("src/main/Old.java");
    assertThat(launch("list").exitCode()).isZero();
    Files.delete(source);
    assertThat(launch("list").err()).contains("terrace: building (sources have changed)");
    Files.writeString(source, "old");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assertThat(launch("list").err()).isEmpty();
    Files.writeString(source, "odd");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assertThat(launch("list").err()).contains("terrace: building (sources have changed)");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void files_of_editors_are_no_sources() throws Exception {
    assertThat(launch("list").exitCode()).isZero();
    for (String name : List.of(".Old.java.swp", "Old.java~", ".DS_Store")) {
      Files.writeString(project.resolve("src/main").resolve(name), "");
    }
    Files.createSymbolicLink(project.resolve("src/main/.#Old.java"), Path.of("somebody@host.1"));
    assertThat(launch("list").err()).isEmpty();
  }

  @Test
  void a_build_stays_while_a_process_uses_it_and_unused_ones_are_few() throws Exception {
    Process running = start("hold");
    Terrace.await(() -> Files.exists(project.resolve("seen")), "the command that holds");
    String used = current();
    for (int i = 0; i < 6; i++) {
      Files.writeString(project.resolve("src/main/Old.java"), "change " + i);
      assertThat(launch("list").exitCode()).isZero();
    }
    assertThat(builds(project)).contains(used, current()).hasSize(6);
    assertThat(running.isAlive()).isTrue();

    Files.writeString(project.resolve("release"), "");
    assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Files.writeString(project.resolve("src/main/Old.java"), "change 6");
    assertThat(launch("list").exitCode()).isZero();
    assertThat(builds(project)).doesNotContain(used).contains(current()).hasSize(5);
  }

  @Test
  void a_build_whose_libraries_are_gone_is_made_again() throws Exception {
    assertThat(launch("list").exitCode()).isZero();
    Files.delete(project.resolve("library.jar"));
    maven("touch library.jar\n" + MAVEN);
    assertThat(launch("list").err()).contains("terrace: building");
    assertThat(launch("list").err()).isEmpty();
  }

  @Test
  void sources_that_change_during_a_build_are_built_again() throws Exception {
    maven("[ -e builds ] || echo new >src/main/New.java\n" + MAVEN);
    assertThat(launch("list").err())
        .contains("terrace: the sources have changed meanwhile, building again\n");
    assertThat(launch("list").err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void links_lead_to_the_project_and_leave_nothing_beside_them() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path near = Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("../project/terrace"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    assertThat(finish("list", start("list", far, elsewhere)).exitCode()).isZero();
    assertThat(Files.readString(elsewhere.resolve("seen")))
        .contains("-Dterrace.home=" + project.toRealPath() + " ");
    Files.delete(elsewhere.resolve("seen"));
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertThat(files).containsExactly(near);
    }
  }

  @Test
  void a_folder_whose_name_java_or_maven_cannot_take_is_refused() throws Exception {
    for (String name : List.of("a:b", "a\\b")) {
      Path odd = Files.createDirectory(folder.resolve(name)).resolve("terrace");
      Files.copy(Path.of("terrace"), odd, StandardCopyOption.COPY_ATTRIBUTES);
      assertThat(finish("list", start("list", odd, project)))
          .isEqualTo(
              new Said(
                  1,
                  "",
                  "terrace: The folder '"
                      + odd.getParent().toRealPath()
                      + "' has a colon or a backslash in its name: Java's class path takes no"
                      + " colon,\n         and Maven no backslash. Rename it.\n"));
    }
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
  void a_lock_from_before_a_restart_is_not_that_of_a_younger_process() throws Exception {
    Path lock = Files.createDirectories(project.resolve(".terrace/build.lock"));
    Path pid = Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
    Files.setLastModifiedTime(pid, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    assertThat(launch("list").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_killed_build_leaves_nothing_that_the_next_one_trips_over() throws Exception {
    maven("touch started; exec sleep 60");
    Process killed = start("killed");
    Terrace.await(() -> Files.exists(project.resolve("started")), "the build");
    List<ProcessHandle> orphans = killed.descendants().toList();
    killed.destroyForcibly().waitFor();
    maven(MAVEN);
    assertThat(launch("list").out()).isEqualTo("java list\n");
    orphans.forEach(ProcessHandle::destroyForcibly);
    assertThat(builds(project)).containsExactly(current());
  }

  @Test
  void a_signal_ends_a_build_at_once() throws Exception {
    maven("touch started; exec sleep 60");
    Process build = start("list");
    Terrace.await(() -> Files.exists(project.resolve("started")), "the build");
    List<ProcessHandle> children = build.descendants().toList();
    build.destroy();
    assertThat(build.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(build.exitValue()).isEqualTo(143);
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(project.resolve(".terrace/build.lock")).doesNotExist();
    assertThat(builds(project)).isEmpty();
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
        .startsWith("terrace: Node.js 22 or newer is needed: CDKTF's engine runs on it;");
  }

  @Test
  void a_failed_build_says_why_and_leaves_the_one_before_it() throws Exception {
    assertThat(launch("list").exitCode()).isZero();
    String before = current();
    Files.writeString(project.resolve("src/main/Old.java"), "wrong");
    maven("echo '[ERROR] no semicolon'; exit 1");
    for (int i = 0; i < 2; i++) {
      Said failed = launch("list");
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.out()).isEmpty();
      assertThat(failed.err())
          .isEqualTo(
              """
              terrace: building (sources have changed)
              [ERROR] no semicolon
              terrace: the build failed; the lines above say why, all of them are in %s/.terrace/build.log
              """
                  .formatted(project.toRealPath()));
    }
    assertThat(builds(project)).containsExactly(before);
    assertThat(project.resolve(".terrace/build.lock")).doesNotExist();
    Files.writeString(project.resolve("src/main/Old.java"), "old");
    assertThat(launch("list")).isEqualTo(new Said(0, "java list\n", ""));
  }

  @Test
  void a_state_folder_that_cannot_be_written_is_named() throws Exception {
    assertThat(launch("list").exitCode()).isZero();
    Path file = Files.createFile(folder.resolve("file"));
    Said said =
        finish(
            "list",
            start(
                "list",
                project.resolve("terrace"),
                project,
                Map.of("TERRACE_STATE_DIR", file.toString())));
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .endsWith(
            "terrace: cannot write to the state folder '"
                + file
                + "': Not a directory; set TERRACE_STATE_DIR to a folder with free space that you can\n"
                + "         write to.\n");
  }

  @Test
  void what_is_printed_is_utf_8_in_every_locale() throws Exception {
    for (String locale : List.of("C", "POSIX", "")) {
      Said said =
          finish(
              "list", start("list", project.resolve("terrace"), project, Map.of("LC_ALL", locale)));

      assertThat(said.exitCode()).isZero();
      assertThat(Files.readString(project.resolve("seen")))
          .contains("-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8");
      if (System.getProperty("os.name").equals("Linux")) {
        assertThat(Files.readString(project.resolve("seen"))).endsWith("\nLC_ALL=C.UTF-8\n");
      }
    }
  }

  private Said launchWithState(Path state) throws Exception {
    return finish(
        "list",
        start(
            "list",
            project.resolve("terrace"),
            project,
            Map.of("TERRACE_STATE_DIR", state.toString())));
  }

  @Test
  void a_folder_of_somebody_else_loses_nothing() throws Exception {
    Path state = folder.resolve("somewhere");
    Path thesis = Files.createDirectories(state.resolve("tmp/my-thesis"));
    Path number = Files.createDirectories(state.resolve("tmp/4194999"));

    assertThat(launchWithState(state).exitCode()).isZero();
    assertThat(launchWithState(state).exitCode()).isZero();

    assertThat(thesis).exists();
    assertThat(number).exists();
    assertThat(state.resolve("terrace-tmp/.terrace")).exists();
  }

  @Test
  void a_link_by_the_name_of_the_folder_is_not_followed() throws Exception {
    Path state = Files.createDirectory(folder.resolve("somewhere"));
    Path other = Files.createDirectories(folder.resolve("other/4194999"));
    Files.createSymbolicLink(state.resolve("tmp"), folder.resolve("other"));

    assertThat(launchWithState(state).exitCode()).isZero();

    assertThat(other).exists();
  }

  @Test
  void only_folders_of_ended_runs_are_deleted_in_a_folder_of_terrace() throws Exception {
    Path state = folder.resolve("new/state");
    assertThat(launchWithState(state).exitCode()).isZero();
    Path ended = Files.createDirectory(state.resolve("tmp/4194999"));
    Path mine = Files.createDirectory(state.resolve("tmp/my-thesis"));
    Path alive = state.resolve("tmp/" + ProcessHandle.current().pid());
    Files.createDirectory(alive);

    assertThat(launchWithState(state).exitCode()).isZero();

    assertThat(ended).doesNotExist();
    assertThat(mine).exists();
    assertThat(alive).exists();
  }

  @Test
  void nobody_else_can_read_the_folders_of_states_and_plans() throws Exception {
    Path state = folder.resolve("new/state");
    assertThat(launchWithState(state).exitCode()).isZero();

    assertThat(Files.getPosixFilePermissions(project.resolve(".terrace")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(state))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_step_of_the_build_that_fails_without_compiler_errors_is_named() throws Exception {
    maven(
        """
        echo '[WARNING] '
        echo '[ERROR] Failed to execute goal some:plugin: The schemas differ. -> [Help 1]'
        echo '[ERROR] '
        echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
        exit 1
        """);
    assertThat(launch("list").err())
        .startsWith(
            """
            terrace: building (sources have changed)
            [ERROR] Failed to execute goal some:plugin: The schemas differ.
            terrace: the build failed;""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not find artifact dev.terrace:terrace:pom:0.2.0 in central (https://a) @ line 21",
        "Could not find artifact dev.terrace:terrace:jar:0.2.0 in central (https://a)",
        "dev.terrace:terrace:pom:0.2.0 was not found in https://a during a previous attempt.",
        "Could not transfer artifact dev.terrace:terrace:pom:0.2.0 from/to central (https://a): no",
        "Cannot access central (https://a) in offline mode and the artifact"
            + " dev.terrace:terrace:pom:0.2.0 has not been downloaded from it before.",
      })
  void a_project_without_the_artifact_of_terrace_says_where_it_comes_from(String line)
      throws Exception {
    maven(
        "echo '[ERROR] Non-resolvable import POM: %s'; echo '[ERROR] version is missing'; exit 1"
            .formatted(line));

    Said said = launch("list");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            """
            terrace: building (sources have changed)
            terrace: the build failed: Maven finds no dev.terrace:terrace:0.2.0, which pom.xml depends on.
                     Install it from a checkout of Terrace of that version with './mvnw install -DskipTests', or name in pom.xml the Maven
                     repository of your company that has it. All that Maven says is in %s/.terrace/build.log
            """
                .formatted(project.toRealPath()));
  }

  @Test
  void a_failing_npm_stops_nothing_but_npx_cdktf() throws Exception {
    script("npm", "echo 'no network' >&2; exit 1");
    Said said = launch("list");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).isEqualTo("java list\n");
    assertThat(said.err()).contains("'npx cdktf' will not work; everything of ./terrace does.");
  }

  @Test
  void classes_are_archived_once_for_a_build() throws Exception {
    jdk("one");
    Files.createDirectories(project.resolve("environments/shop"));
    Files.writeString(project.resolve("environments/shop/dev.yaml"), "");
    Files.writeString(project.resolve("environments/shop/waivers.yaml"), "");

    assertThat(launchWith("one").err()).endsWith(PREPARING);
    assertThat(seen()).contains("-XX:SharedArchiveFile=" + archive());
    Said warm = launchWith("one");

    assertThat(warm).isEqualTo(new Said(0, "java list\n", ""));
    assertThat(seen()).contains("-XX:SharedArchiveFile=" + archive());
    assertThat(trainings()).containsExactly("check shop/dev");
    Files.createLink(folder.resolve("link"), project.resolve("library.jar"));
    assertThat(launchWith("one").err()).isEmpty();

    Files.writeString(project.resolve("src/main/New.java"), "");
    assertThat(launchWith("one").err()).endsWith(PREPARING);
    assertThat(seen()).contains("-XX:SharedArchiveFile=" + archive());
    assertThat(trainings()).hasSize(2);
  }

  @Test
  void another_java_or_library_gets_an_archive_of_its_own() throws Exception {
    jdk("one");
    jdk("other");
    assertThat(launchWith("one").err()).endsWith(PREPARING);
    String first = archive();
    assertThat(launchWith("other").err()).isEqualTo(PREPARING);
    assertThat(seen()).doesNotContain(first).contains("-XX:SharedArchiveFile=");
    assertThat(launchWith("one").err()).isEmpty();
    assertThat(seen()).contains("-XX:SharedArchiveFile=" + first);

    Files.writeString(project.resolve("library.jar"), "installed again");
    assertThat(launchWith("one").err()).isEqualTo(PREPARING);
    assertThat(seen()).doesNotContain(first).contains("-XX:SharedArchiveFile=");
    Files.writeString(folder.resolve("one/release"), "JAVA_VERSION=\"17.0.99\"");
    assertThat(launchWith("one").err()).isEqualTo(PREPARING);
    assertThat(archives()).hasSize(2);
    assertThat(trainings()).hasSize(4).allMatch(each -> each.endsWith(" list"));
  }

  @Test
  void a_truncated_archive_is_replaced() throws Exception {
    jdk("one");
    assertThat(launchWith("one").exitCode()).isZero();
    Path archive = Path.of(archive());
    Files.writeString(archive, "arch");
    assertThat(launchWith("one").err()).isEqualTo(PREPARING);
    assertThat(archive).hasContent("archive");
    assertThat(archives()).containsExactly(archive.getFileName().toString());
  }

  @Test
  void where_no_archive_can_be_made_commands_work_and_nobody_tries_again() throws Exception {
    jdk("one");
    String killed = "printf arch >\"$1\"; kill -KILL $$";
    for (List<String> trainAndVerify :
        List.of(List.of(":", "exit 1"), List.of(TRAIN, "exit 1"), List.of(killed, "exit 134"))) {
      script(project.resolve("train"), trainAndVerify.get(0));
      script(project.resolve("verify"), trainAndVerify.get(1));
      Files.writeString(project.resolve("src/main/Old.java"), trainAndVerify.toString());

      Said first = launchWith("one");

      assertThat(first.exitCode()).isZero();
      assertThat(first.out()).isEqualTo("java list\n");
      assertThat(first.err()).endsWith(PREPARING);
      assertThat(launchWith("one")).isEqualTo(new Said(0, "java list\n", ""));
      assertThat(seen()).doesNotContain("SharedArchiveFile");
      assertThat(archives()).hasSize(1).allMatch(name -> name.endsWith("-0.jsa"));
    }
  }

  @Test
  void no_archive_is_made_on_ci_or_with_options_from_elsewhere_or_without_the_one_of_the_jdk()
      throws Exception {
    jdk("one");
    for (String variable : List.of("CI", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      assertThat(launchWith("one", Map.of(variable, "true")).out()).isEqualTo("java list\n");
    }
    Files.delete(folder.resolve("one/lib/server/classes.jsa"));
    assertThat(launchWith("one").out()).isEqualTo("java list\n");
    assertThat(archives()).isEmpty();
    assertThat(project.resolve("trainings")).doesNotExist();
  }

  @Test
  void commands_at_the_same_time_make_one_archive() throws Exception {
    jdk("one");
    assertThat(launchWith("one", Map.of("CI", "true")).exitCode()).isZero();
    script(project.resolve("train"), "while [ ! -e release ]; do sleep 0.1; done\n" + TRAIN);
    Map<String, String> variables = Map.of("JAVA_HOME", folder.resolve("one").toString());
    Process first = start("first", project.resolve("terrace"), project, variables);
    Terrace.await(() -> Files.exists(project.resolve("trainings")), "the training");

    assertThat(launchWith("one")).isEqualTo(new Said(0, "java list\n", ""));
    assertThat(seen()).doesNotContain("SharedArchiveFile");

    Files.writeString(project.resolve("release"), "");
    assertThat(finish("first", first).out()).isEqualTo("java first\n");
    assertThat(trainings()).hasSize(1);
    assertThat(archives()).hasSize(1);
  }

  @Test
  void a_signal_ends_the_making_of_an_archive_at_once() throws Exception {
    jdk("one");
    assertThat(launchWith("one", Map.of("CI", "true")).exitCode()).isZero();
    script(project.resolve("train"), "exec sleep 60");
    Map<String, String> variables = Map.of("JAVA_HOME", folder.resolve("one").toString());
    Process interrupted = start("list", project.resolve("terrace"), project, variables);
    Terrace.await(() -> Files.exists(project.resolve("trainings")), "the training");
    List<ProcessHandle> children = interrupted.descendants().toList();
    interrupted.destroy();
    assertThat(interrupted.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(interrupted.exitValue()).isEqualTo(143);
    Terrace.await(() -> children.stream().noneMatch(ProcessHandle::isAlive), "its end");
    script(project.resolve("train"), TRAIN);
    assertThat(launchWith("one").err()).isEqualTo(PREPARING);
    assertThat(archives()).hasSize(1);
  }

  /** A folder as that of a JDK, whose program only says what it does. */
  private void jdk(String name) throws IOException {
    Path server = Files.createDirectories(folder.resolve(name).resolve("lib/server"));
    Files.writeString(server.resolve("classes.jsa"), "");
    Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"17.0.1\"");
    Files.createDirectories(folder.resolve(name).resolve("bin"));
    script(folder.resolve(name).resolve("bin/java"), JAVA);
    script(project.resolve("train"), TRAIN);
    script(project.resolve("verify"), "");
  }

  private Said launchWith(String jdk) throws Exception {
    return launchWith(jdk, Map.of());
  }

  private Said launchWith(String jdk, Map<String, String> more) throws Exception {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("JAVA_HOME", folder.resolve(jdk).toString());
    return finish("list", start("list", project.resolve("terrace"), project, variables));
  }

  private String seen() throws IOException {
    return Files.readString(project.resolve("seen"));
  }

  private List<String> trainings() throws IOException {
    return Files.readAllLines(project.resolve("trainings"));
  }

  /** The archives of the current build. */
  private List<String> archives() throws IOException {
    try (Stream<Path> files = Files.list(build())) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.endsWith(".jsa") || each.startsWith("training"))
          .toList();
    }
  }

  private String archive() throws IOException {
    assertThat(archives()).hasSize(1);
    return build().resolve(archives().get(0)).toRealPath().toString();
  }

  private Path build() throws IOException {
    return project.resolve(".terrace/builds").resolve(current());
  }

  private record Said(int exitCode, String out, String err) {}

  private Said launch(String word) throws IOException, InterruptedException {
    return finish(word, start(word));
  }

  private Process start(String word) throws IOException {
    return start(word, project.resolve("terrace"), project);
  }

  private Process start(String word, Path launcher, Path directory) throws IOException {
    return start(word, launcher, directory, Map.of());
  }

  private Process start(String word, Path launcher, Path directory, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), word)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("out-" + word).toFile())
            .redirectError(folder.resolve("err-" + word).toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().putAll(variables);
    return builder.start();
  }

  private Said finish(String word, Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(folder.resolve("out-" + word)),
        Files.readString(folder.resolve("err-" + word)));
  }

  private String current() throws IOException {
    return Files.readString(project.resolve(".terrace/builds/current")).strip();
  }

  private static List<String> builds(Path project) throws IOException {
    try (Stream<Path> files = Files.list(project.resolve(".terrace/builds"))) {
      return files.filter(Files::isDirectory).map(each -> each.getFileName().toString()).toList();
    }
  }

  private int builds() throws IOException {
    return Files.readAllLines(project.resolve("builds")).size();
  }

  private void maven(String body) throws IOException {
    script(project.resolve("mvnw"), body);
  }

  private void script(String name, String body) throws IOException {
    script(tools.resolve(name), body);
  }

  private static void script(Path file, String body) throws IOException {
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
