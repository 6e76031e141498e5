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
import java.nio.file.StandardOpenOption;
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
  private static final Path FOLDER = Path.of("target", "prepared").toAbsolutePath();

  /** A JVM may not lock a file twice. */
  private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

  private final String target;
  private final Path state;
  private final Path deployed;

  private Prepared(String target) {
    this.target = target;
    this.state = FOLDER.resolve(target.replace('/', '-'));
    this.deployed = state.resolve("deployed.json");
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
    return Json.read(prepared.deployed).path("planned");
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
    shell.put(Launcher.OWNER, Long.toString(run()));
    return shell;
  }

  /** The process of Maven, the nearest Java above this one; else this one. */
  private static long run() {
    ProcessHandle current = ProcessHandle.current();
    for (ProcessHandle each = current; ; ) {
      java.util.Optional<ProcessHandle> parent = each.parent();
      if (parent.isEmpty()) {
        return current.pid();
      }
      each = parent.get();
      if (each.info().command().orElse("").endsWith("/java")) {
        return each.pid();
      }
    }
  }

  private static Object lockOf(String target) {
    return LOCKS.computeIfAbsent(target, each -> new Object());
  }

  /** Other JVMs wait for the first one; the operating system frees the lock of a killed one. */
  private Launcher.Result deploy() {
    synchronized (lockOf(target)) {
      try {
        Files.createDirectories(FOLDER);
        try (FileChannel channel =
                FileChannel.open(
                    FOLDER.resolve(state.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (!lock.isValid() || !Files.exists(deployed) || aws().running().isEmpty()) {
            deployFromNothing();
          }
          return kept();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void deployFromNothing() throws IOException {
    Files.deleteIfExists(deployed);
    aws().down();
    Launcher launcher = new Launcher(Files.createDirectories(state));
    Map<String, String> owner = Map.of(Launcher.OWNER, shell().get(Launcher.OWNER));
    JsonNode planned = launcher.launch(owner, "plan", target, "--local", "--json").exits(4).json();
    keep(planned, launcher.launch(owner, "deploy", target, "--local", "--yes"));
  }

  private void keep(JsonNode planned, Launcher.Result result) {
    Json.write(
        deployed,
        Json.object()
            .put("command", result.command())
            .put("exitCode", result.exitCode())
            .put("output", result.output())
            .put("errors", result.errors())
            .set("planned", planned));
  }

  private Launcher.Result kept() {
    JsonNode tree = Json.read(deployed);
    return new Launcher.Result(
        tree.path("command").asText(),
        tree.path("exitCode").asInt(),
        tree.path("output").asText(),
        tree.path("errors").asText());
  }
}
