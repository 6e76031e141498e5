package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.support.provider.SharedProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A project that depends on Terrace's artifact, with an empty HOME and a Maven repository that has
 * the artifact as this build has packaged it. Other artifacts come from the repository of the
 * machine.
 */
public final class OwnProject implements AutoCloseable {
  private static final Path JAR = Path.of("target", "terrace.jar");
  private static final long LONGEST_MINUTES = 20;

  private final Path home;
  private final Path work;
  private final Path repository;
  private final Map<String, String> variables;

  /**
   * @param home of the project
   * @param work an empty folder for everything else
   */
  public OwnProject(Path home, Path work) throws IOException {
    String version = version();
    assertThat(JAR).as("the artifact, which 'mvn package' writes").exists();
    this.home = home;
    this.work = work;
    repository = work.resolve("repository");
    link(Path.of(localRepository()), repository, Path.of("dev", "terrace", "terrace"));
    Path artifact = repository.resolve("dev/terrace/terrace").resolve(version);
    Files.createDirectories(artifact);
    Files.copy(JAR, artifact.resolve("terrace-" + version + ".jar"));
    Files.copy(Path.of("pom.xml"), artifact.resolve("terrace-" + version + ".pom"));
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.put("HOME", Files.createDirectories(work.resolve("home")).toString());
    // MAVEN_OPTS takes no blank: https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html
    shell.put("JDK_JAVA_OPTIONS", "\"-Dmaven.repo.local=" + repository + "\"");
    shell.put(PrepareMain.OWNER, Long.toString(ProcessHandle.current().pid()));
    shell.remove("NODE_OPTIONS");
    shell.remove("TERRACE_ENVIRONMENTS");
    shell.remove("CI"); // with it, schemas that were never generated are an error
    variables = SharedProvider.in(shell);
  }

  /** The version of Terrace that is built. */
  public static String version() {
    try {
      Matcher version =
          Pattern.compile("<version>([^<]+)</version>")
              .matcher(Files.readString(Path.of("pom.xml")));
      assertThat(version.find()).isTrue();
      return version.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String localRepository() {
    return System.getProperty(
        "localRepository",
        Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
  }

  /** Links all but one folder, so that nobody else sees what is written there. */
  private static void link(Path from, Path to, Path except) throws IOException {
    Files.createDirectories(to);
    Path first = except.getName(0);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.getFileName().equals(first)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
    if (except.getNameCount() > 1 && Files.isDirectory(from.resolve(first))) {
      link(from.resolve(first), to.resolve(first), except.subpath(1, except.getNameCount()));
    }
  }

  /** Runs Terrace from the jar alone, as 'new project' is run before there is a project. */
  public static void fromJar(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(JAR + File.pathSeparator + Files.readString(Path.of("target", "classpath")));
    command.add("dev.terrace.cli.TerraceCommand");
    command.addAll(List.of(arguments));
    run(folder, new ProcessBuilder(command)).exits(0);
  }

  /** What 'npm ci' leaves: cdktf-cli is not needed by ./terrace. */
  public OwnProject withoutNpm() throws IOException {
    Files.createDirectory(home.resolve("node_modules"));
    Files.writeString(home.resolve("node_modules/.package-lock.json"), "{}");
    return this;
  }

  /** Runs a program of the project. */
  public Launcher.Result run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return run(work, builder);
  }

  private static Launcher.Result run(Path logs, ProcessBuilder builder) throws IOException {
    Path output = Files.createTempFile(logs, "out", "");
    Path errors = Files.createTempFile(logs, "err", "");
    Process process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(builder.command() + " did not end:\n" + Files.readString(errors));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Launcher.Result(
        String.join(" ", builder.command()),
        process.exitValue(),
        Files.readString(output),
        Files.readString(errors));
  }

  @Override
  public void close() throws IOException {
    try {
      run("./terrace", "local", "down").exits(0);
    } finally {
      FileTrees.delete(repository); // links, which JUnit warns of
    }
  }
}
