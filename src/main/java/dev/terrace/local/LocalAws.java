package dev.terrace.local;

import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The simulated AWS: one background process a project, kept until {@link #down}. Its memory is the
 * estate, so its folder, states and all, goes with it.
 */
public final class LocalAws {
  /** A busy machine, or one that was asleep, makes it slow; its state is not discarded for that. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  private final Path home;
  private final Path state;
  private final Path folder;
  private final Map<String, String> shell;
  private final LocalServerFile file;
  private final LocalServerClient client = new LocalServerClient();

  /**
   * @param home the project's folder
   * @param state the folder of everything that is not to be committed, {@code .terrace}
   */
  public LocalAws(Path home, Path state, Map<String, String> shell) {
    this.home = home;
    this.state = state;
    this.folder = folderIn(state);
    this.shell = shell;
    this.file = new LocalServerFile(folder);
  }

  /**
   * The simulated AWS that runs.
   *
   * @param endpoint such as {@code http://127.0.0.1:4566}
   */
  public record Running(String endpoint, long pid) {
    static Running on(int port, long pid) {
      return new Running(endpoint(port), pid);
    }

    static String endpoint(int port) {
      return "http://127.0.0.1:" + port;
    }

    boolean isAlive() {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
  }

  /** Where states and working folders of the simulated AWS are, in a state folder. */
  public static Path folderIn(Path state) {
    return state.resolve("local");
  }

  /** The same of this one. */
  public Path folder() {
    return folder;
  }

  /**
   * What runs; empty where nothing does.
   *
   * @throws LocalAwsException when it runs and does not answer
   */
  public Optional<Running> running() {
    Optional<Running> running = file.running();
    running.ifPresent(this::awaitAnswer);
    return running.filter(Running::isAlive);
  }

  private void awaitAnswer(Running running) {
    long limit = System.nanoTime() + ANSWER_LIMIT.toNanos();
    while (!client.answers(running.endpoint()) && running.isAlive()) {
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
    try {
      FileTrees.createPrivateFolder(folder); // states and logs hold secrets
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.write(new LocalServerStart(home, folder, shell, client).run(python));
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
    if (other.file.running().isPresent()) {
      throw new LocalAwsException("the simulated AWS of " + other.state + " is up already");
    }
    FileTrees.delete(other.folder);
    try {
      LocalFork.copy(folder, other.folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + folder + " to " + other.folder, e);
    }
    String key = Json.read(folder.resolve("ready.json")).path("key").asText();
    return other.file.write(client.fork(origin.endpoint(), key, other.folder.toAbsolutePath()));
  }

  /**
   * Ends it and forgets its estate, states and working folders.
   *
   * @return whether there was anything to end or to forget
   * @throws LocalAwsException when Terraform is at work on it
   */
  public boolean down() {
    return locked(
        () -> {
          LocalFork.refuseTerraformIn(folder);
          Optional<Running> running = file.running();
          running.ifPresent(LocalReplacement::end);
          boolean something = running.isPresent() || Files.exists(folder);
          FileTrees.delete(folder);
          replacement().discardRests();
          return something;
        });
  }

  LocalReplacement replacement() {
    return new LocalReplacement(state, folder);
  }

  /** The keys of all objects of the simulated S3, by bucket. */
  public Map<String, List<String>> objects(Running running) {
    return client.objects(running);
  }

  /** An object of the simulated S3; empty where there is none. */
  public Optional<String> object(Running running, String bucket, String key) {
    return client.object(running, bucket, key);
  }

  /** One start or end at a time; the operating system frees the lock of a killed process. */
  <T> T locked(Supplier<T> work) {
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

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
