package dev.terrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Tools;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The simulated AWS: one background process a project, kept until {@link #down}. Its memory is the
 * estate, so its folder, states and all, goes with it.
 */
public final class LocalAws {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** A busy machine, or one that was asleep, makes it slow; its state is not discarded for that. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  /** Answered in parallel with all other requests. */
  private static final String ALIVE = "/terrace/alive";

  /**
   * The JVM works a process's start out from the clock and the time since boot, which drift apart:
   * two JVMs give the same process starts that differ a little.
   */
  private static final Duration SAME_START = Duration.ofMinutes(1);

  /**
   * Detached from the terminal: in a process group of its own, deaf to the terminal's end, so that
   * neither a Ctrl-C nor a closed window ends it.
   */
  private static final String START_SCRIPT =
      """
      set -m
      log=$1; shift
      nohup "$@" >>"$log" 2>&1 </dev/null &
      echo $!
      """;

  private final Path home;
  private final Path state;
  private final Path folder;
  private final Map<String, String> shell;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param home the project's folder
   * @param state the folder of everything that is not to be committed, {@code .terrace}
   */
  public LocalAws(Path home, Path state, Map<String, String> shell) {
    this.home = home;
    this.state = state;
    this.folder = state.resolve("local");
    this.shell = shell;
  }

  /**
   * The simulated AWS that runs.
   *
   * @param endpoint such as {@code http://127.0.0.1:4566}
   */
  public record Running(String endpoint, long pid) {}

  /** Where states and working folders of the simulated estate lie. */
  public Path folder() {
    return folder;
  }

  /**
   * What runs; empty where nothing does.
   *
   * @throws LocalAwsException when it runs and does not answer
   */
  public Optional<Running> running() {
    Optional<Running> running = process();
    running.ifPresent(this::awaitAnswer);
    return running.filter(this::isAlive);
  }

  private void awaitAnswer(Running running) {
    long limit = System.nanoTime() + ANSWER_LIMIT.toNanos();
    while (!answers(running.endpoint()) && isAlive(running)) {
      if (System.nanoTime() > limit) {
        throw new LocalAwsException(
            "the simulated AWS (process "
                + running.pid()
                + ") has not answered for "
                + ANSWER_LIMIT.toSeconds()
                + " s; './terrace local down' stops it and discards all state");
      }
      pause();
    }
  }

  private boolean isAlive(Running running) {
    return ProcessHandle.of(running.pid()).filter(ProcessHandle::isAlive).isPresent();
  }

  private Optional<Running> process() {
    Path file = folder.resolve("server.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode tree = Json.read(file);
    long pid = tree.path("pid").asLong();
    // A process id may have been reused: its start time must be the same as well.
    boolean alive =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(handle -> sameStart(startOf(handle), tree.path("started").asLong()))
            .isPresent();
    return alive
        ? Optional.of(new Running(endpoint(tree.path("port").asInt()), pid))
        : Optional.empty();
  }

  private static boolean sameStart(long one, long other) {
    return Math.abs(one - other) <= SAME_START.toMillis();
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }

  private static String endpoint(int port) {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Starts it where it does not run. What an earlier one has left behind is forgotten first, since
   * its memory has gone.
   *
   * @throws LocalAwsException when it cannot be started
   */
  public Running up(Consumer<String> progress) {
    Optional<Running> running = running();
    if (running.isPresent()) {
      return running.get();
    }
    return locked(() -> running().orElseGet(() -> start(progress)));
  }

  private Running start(Consumer<String> progress) {
    String python = new Python(shell, home, state.resolve("venv")).orInstalled(progress);
    progress.accept("starting the simulated AWS");
    FileTrees.delete(folder);
    Path ready = folder.resolve("ready.json");
    Path log = folder.resolve("server.log");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long launched =
        launch(
            List.of(python, "-m", "terrace_local", "--port", "0", "--ready-file", ready.toString()),
            log);
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (Files.exists(ready) && fileIsWhole(ready)) {
        JsonNode said = Json.read(ready);
        long pid = said.path("pid").asLong();
        int port = said.path("port").asInt();
        if (answers(endpoint(port))) {
          return remember(port, pid);
        }
      }
      if (ProcessHandle.of(launched).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new LocalAwsException(
            "the simulated AWS ended while it started; its last words ("
                + log
                + "):\n"
                + lastLines(log));
      }
      pause();
    }
    ProcessHandle.of(launched).ifPresent(ProcessHandle::destroy);
    throw new LocalAwsException(
        "the simulated AWS did not answer within "
            + START_LIMIT.toSeconds()
            + " s; its last words ("
            + log
            + "):\n"
            + lastLines(log));
  }

  private static boolean fileIsWhole(Path file) {
    try {
      return Files.readString(file).strip().endsWith("}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLines(Path log) {
    try {
      return new Tools.Said(0, Files.exists(log) ? Files.readString(log) : "", "").last(10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long launch(List<String> command, Path log) {
    List<String> whole = new java.util.ArrayList<>();
    whole.addAll(List.of("bash", "-c", START_SCRIPT, "terrace", log.toString()));
    whole.addAll(command);
    Map<String, String> variables = new TreeMap<>(shell);
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    variables.put("PYTHONPATH", home.resolve("local").toString());
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      String pid = process.inputReader().readLine();
      process.waitFor();
      return Long.parseLong(pid);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts a second simulated AWS with the same resources, states and working folders. Both go on
   * by themselves. No command may be at work on the first one meanwhile.
   *
   * @param otherState the state folder of the second one, in which none may be up
   * @throws LocalAwsException when none is up here, or one is up there
   */
  public Running fork(Path otherState) {
    Running origin =
        running()
            .orElseThrow(
                () ->
                    new LocalAwsException(
                        "the simulated AWS of " + state + " is not up, so it cannot be forked"));
    LocalAws other = new LocalAws(home, otherState, shell);
    return other.locked(() -> fork(origin, other));
  }

  private Running fork(Running origin, LocalAws other) {
    if (other.process().isPresent()) {
      throw new LocalAwsException("the simulated AWS of " + other.state + " is up already");
    }
    FileTrees.delete(other.folder);
    try {
      LocalFork.copy(folder, other.folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + folder + " to " + other.folder, e);
    }
    String key = Json.read(folder.resolve("ready.json")).path("key").asText();
    JsonNode said = LocalFork.ask(http, origin.endpoint(), key, other.folder.toAbsolutePath());
    return other.remember(said.path("port").asInt(), said.path("pid").asLong());
  }

  /** Notes what runs, for the commands that come later. */
  private Running remember(int port, long pid) {
    Json.write(
        folder.resolve("server.json"),
        Json.object()
            .put("port", port)
            .put("pid", pid)
            .put("started", ProcessHandle.of(pid).map(LocalAws::startOf).orElse(0L)));
    return new Running(endpoint(port), pid);
  }

  /**
   * Ends it and forgets its estate, states and working folders.
   *
   * @return whether there was anything to end or to forget
   */
  public boolean down() {
    return locked(
        () -> {
          Optional<Running> running = process();
          running.ifPresent(this::end);
          boolean something = running.isPresent() || Files.exists(folder);
          FileTrees.delete(folder);
          return something;
        });
  }

  private void end(Running running) {
    ProcessHandle.of(running.pid())
        .ifPresent(
            handle -> {
              handle.destroy();
              try {
                handle.onExit().get(5, TimeUnit.SECONDS);
              } catch (TimeoutException e) {
                handle.destroyForcibly();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ExecutionException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** Whether a bucket of the simulated S3 holds an object. */
  public boolean holds(Running running, String bucket, String key) {
    URI uri = URI.create(running.endpoint() + "/" + bucket + "/" + key);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          && !Json.parse(response.body()).path("resources").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated AWS does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean answers(String endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + ALIVE))
            .GET()
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // no server listens
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One start or end at a time; the operating system frees the lock of a killed process. */
  private <T> T locked(java.util.function.Supplier<T> work) {
    try {
      Files.createDirectories(state);
      try (FileChannel channel =
              FileChannel.open(
                  state.resolve("local.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IllegalStateException("lost the lock of " + state);
        }
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
