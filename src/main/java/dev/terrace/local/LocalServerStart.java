package dev.terrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.files.FileTrees;
import dev.terrace.local.LocalAws.Running;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Tools;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts the process of a simulated AWS in the background and waits until it answers. */
final class LocalServerStart {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

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

  /** Less than its log, its files and a state need. */
  private static final long LEAST_BYTES = 1_000_000;

  private final Path home;
  private final Path program;
  private final Map<String, String> shell;
  private final LocalServerClient client;
  private final Path log;

  /** Where the process writes its port, its id and its key when it is up. */
  private final Path ready;

  /**
   * @param folder of the simulated AWS
   */
  LocalServerStart(Path home, Path folder, Map<String, String> shell, LocalServerClient client) {
    this.home = home;
    this.program = LocalProgram.folder(home, folder.resolveSibling("files"));
    this.shell = shell;
    this.client = client;
    this.log = folder.resolve("server.log");
    this.ready = folder.resolve("ready.json");
  }

  /**
   * @param more options of the server
   * @return what the ready file says
   * @throws LocalAwsException when it ends or does not answer in time
   */
  JsonNode run(String python, String... more) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python, "-m", "terrace_local", "--port", "0"));
    command.addAll(List.of("--ready-file", ready.toString()));
    command.addAll(List.of(more));
    long launched = launch(command);
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (Files.exists(ready) && fileIsWhole(ready)) {
        JsonNode said = Json.read(ready);
        if (client.answers(Running.endpoint(said.path("port").asInt()))) {
          return said;
        }
      }
      if (ProcessHandle.of(launched).filter(ProcessHandle::isAlive).isEmpty()) {
        throw failed("ended while it started");
      }
      LocalAws.pause();
    }
    ProcessHandle.of(launched).ifPresent(ProcessHandle::destroy);
    throw failed("did not answer within " + START_LIMIT.toSeconds() + " s");
  }

  private LocalAwsException failed(String how) {
    return new LocalAwsException(
        "the simulated AWS " + how + lastWords(log, usable(log.toAbsolutePath().getParent())));
  }

  /**
   * Why it ended: what it wrote, or that it could not write.
   *
   * @param usable bytes on the disk
   */
  static String lastWords(Path log, long usable) {
    return usable < LEAST_BYTES
        ? ": the disk is full, " + usable + " bytes are left for " + log.getParent()
        : "; its last words (" + log + "):\n" + lastLines(log);
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // its own words are all that is known
    }
  }

  private static boolean fileIsWhole(Path file) {
    try {
      return FileTrees.readLeniently(file).strip().endsWith("}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLines(Path log) {
    try {
      return new Tools.Said(0, Files.exists(log) ? FileTrees.readLeniently(log) : "", "").last(10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long launch(List<String> command) {
    List<String> whole = new ArrayList<>();
    whole.addAll(List.of("bash", "-c", START_SCRIPT, "terrace", log.toString()));
    whole.addAll(command);
    Map<String, String> variables = new TreeMap<>(shell);
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    variables.put("PYTHONPATH", program.toString());
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
}
