package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.local.LocalAws;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An environment that is deployed once for a whole run of the tests, by the first that needs it,
 * with {@code ./terrace deploy} as a user does. Each test class gets a fork: a simulated AWS and
 * states of its own, that start as the deploy left them.
 */
public final class Prepared {
  /** A JVM may not lock a file twice. */
  private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

  private final String target;
  private final Path state;

  private Prepared(String target) {
    this.target = target;
    this.state = PrepareMain.folderOf(target);
  }

  /**
   * What the deploy of an environment ended with.
   *
   * @param target such as {@code coder/production}
   */
  public static Launcher.Result deploy(String target) {
    return new Prepared(target).deploy();
  }

  /** What {@code ./terrace plan --json} said before that deploy, when there was nothing. */
  public static JsonNode planned(String target) {
    Prepared prepared = new Prepared(target);
    prepared.deploy().exits(0);
    return Json.read(prepared.state.resolve(PrepareMain.PLANNED + PrepareMain.OUTPUT));
  }

  /** What each apply of that deploy announced, see {@link PlannedChanges}. */
  public static Set<String> applied(String target) {
    Prepared prepared = new Prepared(target);
    prepared.deploy().exits(0);
    return PlannedChanges.applied(prepared.state);
  }

  /** A fork of the environment; its caller closes it. */
  public static Launcher fork(String target) {
    Prepared prepared = new Prepared(target);
    prepared.deploy().exits(0);
    Launcher launcher = new Launcher();
    prepared.aws().fork(launcher.stateFolder());
    return launcher;
  }

  /** Everything that the deploy of an environment left on this machine. */
  static Path stateFolder(String target) {
    return new Prepared(target).state;
  }

  private LocalAws aws() {
    return new LocalAws(Path.of("").toAbsolutePath(), state, shell());
  }

  /** The simulated AWS ends with the run, not with the JVM that was the first. */
  private static Map<String, String> shell() {
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.put(PrepareMain.OWNER, Long.toString(PrepareMain.run()));
    return shell;
  }

  private static Object lockOf(String target) {
    return LOCKS.computeIfAbsent(target, each -> new Object());
  }

  /** Other JVMs wait for the first one. */
  private Launcher.Result deploy() {
    synchronized (lockOf(target)) {
      try (FileChannel channel = PrepareMain.lockFile(target);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || !Files.exists(exitCode()) || aws().running().isEmpty()) {
          PrepareMain.deploy(target);
        }
        return kept();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path exitCode() {
    return state.resolve(PrepareMain.EXIT_CODE);
  }

  private Launcher.Result kept() throws IOException {
    return new Launcher.Result(
        "./terrace " + String.join(" ", PrepareMain.commandOf(target)),
        Integer.parseInt(Files.readString(exitCode())),
        Files.readString(state.resolve(PrepareMain.DEPLOYED + PrepareMain.OUTPUT)),
        Files.readString(state.resolve(PrepareMain.DEPLOYED + PrepareMain.ERRORS)));
  }
}
