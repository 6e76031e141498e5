package dev.terrace.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Deploys the environments that many test classes fork, while Maven compiles and the unit tests
 * run. A class that comes before a deploy has ended waits for it.
 *
 * <p>It knows the JDK alone, so that {@code java PrepareMain.java} runs it before anything is
 * compiled.
 */
public final class PrepareMain {
  /** Names the process that a simulated AWS ends with. */
  static final String OWNER = "TERRACE_LOCAL_OWNER";

  static final Path FOLDER = Path.of("target", "prepared").toAbsolutePath();

  /** Names the files of the plan before the deploy. */
  static final String PLANNED = "planned";

  static final String DEPLOYED = "deployed";

  static final String OUTPUT = ".out";
  static final String ERRORS = ".err";

  /** Written last: the exit code of the deploy. */
  static final String EXIT_CODE = DEPLOYED + ".code";

  /** The goals of Maven that come to the integration tests. */
  private static final Set<String> GOALS =
      Set.of("integration-test", "post-integration-test", "verify", "install", "deploy");

  /** The one that takes longest first. */
  private static final List<String> TARGETS =
      List.of("orcha/prod", "coder/production", "alva/staging");

  private static final Pattern WORD = Pattern.compile("[^\\w-]+");

  private static final long LONGEST_MINUTES = 20;

  private PrepareMain() {}

  /**
   * @param arguments the goals that Maven was called with
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean wanted = WORD.splitAsStream(String.join(" ", arguments)).anyMatch(GOALS::contains);
    if (!wanted) {
      return;
    }
    Files.createDirectories(Path.of(System.getenv("TMPDIR")));
    List<Thread> deploys = new ArrayList<>();
    for (String target : TARGETS) {
      Thread deploy = new Thread(() -> deployLocked(target), target);
      deploy.start();
      deploys.add(deploy);
    }
    for (Thread deploy : deploys) {
      deploy.join();
    }
  }

  /** Its lock is that of the environment; the operating system frees that of a killed process. */
  static FileChannel lockFile(String target) throws IOException {
    Files.createDirectories(FOLDER);
    return FileChannel.open(
        Path.of(folderOf(target) + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  static Path folderOf(String target) {
    return FOLDER.resolve(target.replace('/', '-'));
  }

  private static void deployLocked(String target) {
    try (FileChannel channel = lockFile(target);
        FileLock lock = channel.lock()) {
      if (lock.isValid()) {
        deploy(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the deploy ends with is kept for the tests, which fail on it. */
  static void deploy(String target) throws IOException {
    Path folder = folderOf(target);
    if (Files.exists(folder)) {
      Files.deleteIfExists(folder.resolve(EXIT_CODE));
      require(0, launch(folder, "down", "local", "down"), folder);
    }
    Files.createDirectories(folder);
    require(4, launch(folder, PLANNED, "plan", target, "--local", "--json"), folder);
    int deployed = launch(folder, DEPLOYED, commandOf(target));
    Files.writeString(folder.resolve(EXIT_CODE), Integer.toString(deployed));
  }

  private static void require(int expected, int exitCode, Path folder) {
    if (exitCode != expected) {
      throw new IllegalStateException("a command ended with " + exitCode + ", see " + folder);
    }
  }

  static String[] commandOf(String target) {
    return new String[] {"deploy", target, "--local", "--yes"};
  }

  private static int launch(Path folder, String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + OUTPUT).toFile())
            .redirectError(folder.resolve(name + ERRORS).toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().remove("NODE_OPTIONS");
    builder
        .environment()
        .putAll(Map.of("TERRACE_STATE_DIR", folder.toString(), OWNER, Long.toString(run())));
    Process process = builder.start();
    try {
      if (process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IllegalStateException(command + " did not end in " + LONGEST_MINUTES + " min");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The process of Maven, the nearest Java above this one; else this one: the AWS ends with it. */
  static long run() {
    ProcessHandle current = ProcessHandle.current();
    for (ProcessHandle each = current; ; ) {
      Optional<ProcessHandle> parent = each.parent();
      if (parent.isEmpty()) {
        return current.pid();
      }
      each = parent.get();
      if (each.info().command().orElse("").endsWith("/java")) {
        return each.pid();
      }
    }
  }
}
