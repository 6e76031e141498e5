package dev.terrace.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The working folders that one run holds, from its plan to its apply: no other run writes its
 * configuration or its plan there meanwhile. The operating system frees the lock of a killed run.
 */
public final class FolderLocks implements AutoCloseable {
  private static final String LOCK = "run.lock";
  private static final String HOLDER = "run.json";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /**
   * Of every run in this JVM. The operating system's lock belongs to the whole process, and closing
   * any channel of the file would free it (see {@link java.nio.channels.FileLock}).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final String command;
  private final Map<Path, FileChannel> mine = new LinkedHashMap<>();

  /**
   * @param command of this run, shown to a run that is refused
   */
  public FolderLocks(String command) {
    this.command = command;
  }

  /** Who holds a folder. */
  private record Holder(String who, String pid, String since, String command) {}

  /**
   * Holds a folder until {@link #release} or {@link #close}; does nothing where this run holds it.
   *
   * @param subject such as {@code coder/production/network}
   * @throws UserError when another run holds it, with who and since when
   */
  synchronized void take(String subject, Path folder) {
    Path real = real(folder);
    if (mine.containsKey(real)) {
      return;
    }
    if (!HELD.add(real)) {
      throw refused(subject, real);
    }
    Optional<FileChannel> channel;
    try {
      channel = lock(real);
    } catch (RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
    if (channel.isEmpty()) {
      HELD.remove(real);
      throw refused(subject, real);
    }
    mine.put(real, channel.get());
    Json.write(
        real.resolve(HOLDER),
        Json.object()
            .put("who", System.getProperty("user.name") + "@" + host())
            .put("pid", ProcessHandle.current().pid())
            .put("since", Messages.time(Instant.now()))
            .put("command", command));
  }

  /**
   * Holds every working folder below a folder, which is copied or discarded as a whole.
   *
   * @throws UserError when another run holds one of them
   */
  public void takeAllIn(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder, 3)) { // locks/BUCKET/run.lock is the deepest
      for (Path lock : files.filter(file -> file.endsWith(LOCK)).sorted().toList()) {
        take(folder.relativize(lock.getParent()).toString(), lock.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static Optional<FileChannel> lock(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder, e);
    }
  }

  /** Frees a folder that was only read. */
  synchronized void release(Path folder) {
    Path real = real(folder);
    FileChannel channel = mine.remove(real);
    if (channel != null) {
      free(real, channel);
    }
  }

  /** Holds a folder while something is done there; waits for another run that does the same. */
  <T> T alone(String subject, Path folder, Supplier<T> work) {
    await(subject, folder);
    try {
      return work.get();
    } finally {
      release(folder);
    }
  }

  /**
   * Holds a folder as {@link #take}, but waits for another run.
   *
   * @throws UserError when the other run takes too long
   */
  void await(String subject, Path folder) {
    for (long limit = System.nanoTime() + LONGEST_WAIT.toNanos(); ; pause()) {
      try {
        take(subject, folder);
        return;
      } catch (UserError e) {
        if (System.nanoTime() > limit) {
          throw e;
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    mine.forEach(FolderLocks::free);
    mine.clear();
  }

  private static void free(Path folder, FileChannel channel) {
    try {
      Files.deleteIfExists(folder.resolve(HOLDER));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock " + folder, e);
    } finally {
      HELD.remove(folder);
    }
  }

  private static UserError refused(String subject, Path folder) {
    Optional<Holder> holder = holder(folder);
    return UserError.refused(
        subject
            + ": another run works on it in "
            + folder
            + holder
                .map(
                    found ->
                        ":\n  "
                            + found.who()
                            + ", process "
                            + found.pid()
                            + ", since "
                            + found.since()
                            + ": "
                            + found.command())
                .orElse("")
            + "\n  Nothing was changed. Wait until that run has ended, or end it.");
  }

  /** The holder writes the file right after it gets the lock. */
  private static Optional<Holder> holder(Path folder) {
    Path file = folder.resolve(HOLDER);
    Optional<Holder> found = read(file);
    for (int tries = 0; tries < 5 && found.isEmpty(); tries++) {
      pause();
      found = read(file);
    }
    return found;
  }

  /** Empty where the file is being written, or the holder has just ended. */
  private static Optional<Holder> read(Path file) {
    try {
      JsonNode tree = Json.parse(FileTrees.readLeniently(file));
      return Optional.of(
          new Holder(
              tree.path("who").asText(),
              tree.path("pid").asText(),
              tree.path("since").asText(),
              tree.path("command").asText()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Path real(Path folder) {
    try {
      return FileTrees.createPrivateFolder(folder).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
