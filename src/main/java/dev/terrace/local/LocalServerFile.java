package dev.terrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.files.FileTrees;
import dev.terrace.local.LocalAws.Running;
import dev.terrace.terraform.Json;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The file {@code server.json}, which tells later commands what runs. */
final class LocalServerFile {
  /**
   * The JVM works a process's start out from the clock and the time since boot, which drift apart:
   * two JVMs give the same process starts that differ a little.
   */
  private static final Duration SAME_START = Duration.ofMinutes(1);

  private final Path file;

  /**
   * @param folder of the simulated AWS
   */
  LocalServerFile(Path folder) {
    this.file = folder.resolve("server.json");
  }

  /** The process that the file names, if it is alive. */
  Optional<Running> running() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode tree;
    try {
      tree = Json.read(file);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof JsonProcessingException) {
        return Optional.empty(); // 'local down' and the next start must get past a damaged file
      }
      throw e;
    }
    long pid = tree.path("pid").asLong();
    // A process id may have been reused: its start time must be the same as well.
    boolean alive =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(handle -> sameStart(startOf(handle), tree.path("started").asLong()))
            .isPresent();
    return alive ? Optional.of(Running.on(tree.path("port").asInt(), pid)) : Optional.empty();
  }

  /**
   * @param said {@code port} and {@code pid}, as the process says them
   */
  Running write(JsonNode said) {
    int port = said.path("port").asInt();
    long pid = said.path("pid").asLong();
    JsonNode tree =
        Json.object()
            .put("port", port)
            .put("pid", pid)
            .put("started", ProcessHandle.of(pid).map(LocalServerFile::startOf).orElse(0L));
    FileTrees.writeWhole(file, Json.pretty(tree));
    return Running.on(port, pid);
  }

  private static boolean sameStart(long one, long other) {
    return Math.abs(one - other) <= SAME_START.toMillis();
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
