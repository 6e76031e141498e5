package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Launcher;
import dev.terrace.support.Terrace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher and the real build, in a copy of the project whose folder has an odd name. */
final class LauncherIT {
  private static final String NETWORK = "alva/staging/network";
  private static final Path RECORD =
      Path.of("src/main/java/dev/terrace/systems/alva/AlvaConfig.java");
  private static final String ENVIRONMENT = "environments/alva/staging.yaml";
  private static final String OUTPUT = "terraform/Output.java";
  private static final String KERNEL = "software.amazon.jsii.JsiiRuntime ";
  private static final String BEFORE = "Tags on every resource that takes tags.";
  private static final String AFTER = "Tags on each resource that takes tags.";

  @TempDir private Path folder;
  private Path project;
  private int runs;
  private String loads = "";

  private record Running(Process process, Path out, Path err) {

    String says() {
      return text(err);
    }

    /** Fails with everything that was printed if the command does. */
    String succeeds() throws InterruptedException {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(says()).isTrue();
      assertThat(process.exitValue()).as(text(out) + says()).isZero();
      return text(out);
    }

    void signal(String name) throws IOException, InterruptedException {
      Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  @BeforeEach
  void copy_the_project_with_its_build() throws IOException {
    new Launcher().launch("--version").exits(0);
    boolean unicode = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    project = folder.resolve("odd \"name\" 'of' $a [folder] %20&;" + (unicode ? "ü" : ""));
    for (String name :
        List.of(
            ".mvn",
            ".terraform-version",
            ".terraform.lock.hcl",
            ".terrace/builds",
            "backend",
            "deploy",
            "environments/schema",
            "launcher",
            "local",
            "mvnw",
            "package-lock.json",
            "pom.xml",
            "prices",
            "src/main",
            "terrace")) {
      copy(Path.of(name), project.resolve(name));
    }
    copy(Fixtures.ENVIRONMENTS.resolve("alva"), project.resolve(ENVIRONMENT).getParent());
    // What 'npm ci' leaves: cdktf-cli is not needed here.
    Files.createDirectory(project.resolve("node_modules"));
    Files.writeString(project.resolve("node_modules/.package-lock.json"), "{}");
    replace(
        Path.of(ENVIRONMENT),
        "  type: s3\n  bucket: alva-terraform-state\n  lock: s3\n",
        "  type: local\n");
  }

  @AfterEach
  void stop_the_simulated_aws() throws Exception {
    start("local", "down").succeeds();
  }

  @Test
  void a_deploy_finishes_though_another_start_rebuilds_from_a_changed_record() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("terrace"));
    String version = start("--version").succeeds();
    assertThat(version).matches("terrace \\d+\\.\\d+\\.\\d+ \\(sources [0-9a-f]+-[0-9a-f]+\\)\n");

    Running deploy = start(link, folder, "deploy", NETWORK, "--local", "--yes");
    Terrace.await(
        () -> deploy.says().contains("planning") || !deploy.process().isAlive(), "the plan");
    deploy.signal("STOP");
    Running synth;
    try {
      replace(RECORD, BEFORE, AFTER);
      renameOutput();
      synth = start("synth", NETWORK);
      synth.succeeds();
    } finally {
      deploy.signal("CONT");
    }

    assertThat(synth.says()).contains("terrace: building (sources have changed)\n");
    assertThat(text(project.resolve("environments/schema/alva.schema.json")))
        .contains(AFTER)
        .doesNotContain(BEFORE);
    assertThat(deploy.succeeds()).contains("1 stack deployed; planned again: no changes.");
    assertThat(deploy.says()).doesNotContain("building");
    assertThat(folder.resolve(".terrace")).doesNotExist();

    Path sources = project.resolve("src");
    Files.move(sources, project.resolve("changed"));
    copy(Path.of("src/main"), sources.resolve("main"));
    Running back = start("--version");
    assertThat(back.succeeds()).isEqualTo(version);
    assertThat(back.says()).isEmpty();
  }

  @Test
  void an_unchanged_synthesis_is_the_same_without_the_kernel() throws Exception {
    Path log = folder.resolve("classes");
    loads = "-Xlog:class+load:file='" + log + "'";
    Path written = project.resolve("cdktf.out/stacks/alva-staging-data/cdk.tf.json");

    Running full = start("synth", "alva/staging");
    String says = full.succeeds();
    String stack = text(written);
    assertThat(text(log)).contains(KERNEL);
    Files.delete(written);
    Running unchanged = start("synth", "alva/staging");

    assertThat(withoutTime(unchanged.succeeds())).isEqualTo(withoutTime(says));
    assertThat(text(log)).contains("dev.terrace.").doesNotContain(KERNEL);
    assertThat(text(written)).isEqualTo(stack);
    assertThat(unchanged.says()).contains("warning: alva/staging: ");
    assertThat(full.says()).endsWith(unchanged.says());

    Files.writeString(project.resolve("environments/alva/moves.yaml"), "moves: []\n");
    start("synth", "alva/staging").succeeds();
    assertThat(text(log)).contains(KERNEL);
  }

  private static String withoutTime(String says) {
    return says.replaceAll(" in [0-9.]+ s\n", "\n");
  }

  /** Those of libraries: the JVM archives none from a folder whose name has odd characters. */
  @Test
  void classes_come_from_the_archive_of_the_build() throws Exception {
    URI libraries = JsonNode.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    assumeThat(libraries.getRawPath()).isEqualTo(libraries.getPath());
    assertThat(start("--version").succeeds()).startsWith("terrace ");
    Path log = folder.resolve("classes");
    loads = "-Xlog:class+load:file='" + log + "'";

    start("synth", "alva/staging").succeeds();

    try (Stream<String> lines = Files.lines(log)) {
      List<String> classes =
          lines
              .filter(line -> line.contains("] com.fasterxml.") && !line.contains("Lambda"))
              .toList();
      assertThat(classes).hasSizeGreaterThan(300);
      long archived =
          classes.stream().filter(line -> line.endsWith("shared objects file (top)")).count();
      assertThat(archived).isGreaterThan(classes.size() * 8 / 10);
    }
  }

  /** Takes away a class that a deploy loads only after it has applied. */
  private void renameOutput() throws IOException {
    Path sources = project.resolve("src/main/java/dev/terrace");
    Files.move(sources.resolve(OUTPUT), sources.resolve("terraform/RenamedOutput.java"));
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Files.writeString(file, text(file).replaceAll("\\bOutput\\b", "RenamedOutput"));
      }
    }
  }

  private Running start(String... arguments) throws IOException {
    return start(project.resolve("terrace"), project, arguments);
  }

  private Running start(Path launcher, Path directory, String... arguments) throws IOException {
    runs++;
    Path out = folder.resolve("out" + runs);
    Path err = folder.resolve("err" + runs);
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "CI",
                "JAVA_TOOL_OPTIONS",
                "NODE_OPTIONS",
                "TERRACE_ENVIRONMENTS",
                "TERRACE_STATE_DIR"));
    builder.environment().put("LC_ALL", "C");
    if (!loads.isEmpty()) {
      builder.environment().put("JAVA_TOOL_OPTIONS", loads);
    }
    return new Running(builder.start(), out, err);
  }

  private void replace(Path file, String before, String after) throws IOException {
    String text = text(project.resolve(file));
    assertThat(text).contains(before);
    Files.writeString(project.resolve(file), text.replace(before, after));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.copy(file, file.equals(from) ? to : copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
