package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.build.SchemaFiles;
import dev.terrace.cli.TerraceCommand;
import dev.terrace.project.Project;
import dev.terrace.support.GeneratedTests;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A project with a system of each template, compiled and run in JVMs of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GeneratedSystemsTest {
  private Path folder;
  private Path home;
  private Path classes;

  @BeforeAll
  void build(@TempDir Path temporary) throws Exception {
    folder = temporary;
    home = folder.resolve("shop");
    classes = folder.resolve("classes");
    new CreateProject("0.2.0")
        .run(new CreateProject.Request(home, Optional.empty(), SystemTemplate.web, "com.example"));
    Project project =
        new Project(home, home.resolve(".terrace"), home.resolve("environments"), Map.of());
    for (SystemTemplate each : List.of(SystemTemplate.instances, SystemTemplate.empty)) {
      new CreateSystem(project).run(new CreateSystem.Request("own-" + each.name().charAt(0), each));
    }
    compile();
    run(
        SchemaFiles.class,
        home.resolve("environments/schema").toString(),
        classes.toString(),
        home.resolve("src/main/resources").toString());
  }

  /** With all warnings as errors, as the project's build does. */
  private void compile() throws IOException {
    Files.createDirectories(classes);
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-Xlint:all,-processing,-serial,-classfile,-path", "-Werror"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), "-d", classes + ""));
    try (Stream<Path> sources = Files.walk(home.resolve("src"))) {
      sources.map(Path::toString).filter(each -> each.endsWith(".java")).forEach(arguments::add);
    }
    Path errors = folder.resolve("errors");
    try (var out = Files.newOutputStream(errors)) {
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, out, arguments.toArray(String[]::new));
      assertThat(code).as(Files.readString(errors)).isZero();
    }
  }

  private String run(Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.add("-Dterrace.home=" + home);
    command.add("-cp");
    command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("TERRACE_ENVIRONMENTS");
    builder.environment().remove("CI"); // no schema is committed yet
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  @Test
  void every_system_gets_a_schema_and_none_of_terraces_does() throws IOException {
    try (Stream<Path> schemas = Files.list(home.resolve("environments/schema"))) {
      assertThat(schemas.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "shop.schema.json",
              "own-i.schema.json",
              "own-e.schema.json",
              "waivers.schema.json",
              "moves.schema.json");
    }
  }

  @Test
  void the_generated_tests_pass() throws Exception {
    assertThat(
            run(
                GeneratedTests.class,
                "com.example.shop.ShopSystemTest",
                "com.example.owni.OwnISystemTest",
                "com.example.owne.OwnESystemTest"))
        .endsWith("6 passed\n");
  }

  @Test
  void no_rule_finds_an_error() throws Exception {
    assertThat(run(TerraceCommand.class, "check"))
        .contains("own-e/staging: 0 errors", "own-i/staging: 0 errors", "shop/staging: 0 errors");
  }

  /** With costs from the prices in the jar, findings, a picture and every resource. */
  @Test
  void a_page_needs_no_file_of_terraces_repository() throws Exception {
    Path pages = folder.resolve("pages");

    assertThat(run(TerraceCommand.class, "site", "own-i/staging", "--to=" + pages))
        .contains(pages.resolve("index.html").toString());
    assertThat(Files.readString(pages.resolve("own-i-staging.html")))
        .contains("t4g.small", "aws_autoscaling_group");
  }

  @Test
  void networks_of_one_project_do_not_overlap() throws IOException {
    assertThat(home.resolve("environments/own-i/staging.yaml"))
        .content()
        .contains("cidr: 10.41.0.0/16");
    assertThat(home.resolve("environments/own-e/staging.yaml"))
        .content()
        .contains("cidr: 10.42.0.0/16");
  }
}
