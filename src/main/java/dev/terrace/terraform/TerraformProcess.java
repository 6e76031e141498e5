package dev.terrace.terraform;

import dev.terrace.files.FileTrees;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts Terraform in a process group of its own, so that a Ctrl-C at the terminal reaches it once,
 * through {@link Interrupts}, and not a second time, which would make it drop everything.
 *
 * <p>What a long command says goes into a file and is read from there: should this process be
 * killed, Terraform still ends its work, writes its state and releases its lock.
 */
final class TerraformProcess {
  /**
   * Keeps the shell's own words about jobs apart from Terraform's, passes SIGTERM on as SIGINT and
   * notes Terraform's process id while it runs. It passes on the first SIGTERM alone: one to the
   * process group comes twice, from the group and from the JVM, and a second interrupt makes
   * Terraform exit at once. SIGINT and SIGHUP are left to the JVM, which asks with SIGTERM.
   *
   * <p>A signal that comes while {@code wait} reaps a process makes bash lose its exit code (seen
   * with 5.2.15, in 2 of 100 runs under load). So a shell between the two, which no signal to this
   * process reaches, notes it, in a file of this run alone: two commands can be at work in a
   * folder.
   */
  static final String SCRIPT =
      """
      pid_file=$1; shift
      code_file=$pid_file.$$
      exec 9>&2 2>/dev/null
      set -m
      group=; asked=
      pass() {
        trap '' TERM
        asked=1
        if [ "$group" ]; then kill -INT -- "-$group"; fi
      }
      trap ':' INT HUP
      trap pass TERM
      (
        trap ':' INT
        bash -c 'echo "$$" >"$1"; shift; exec "$@"' terraform "$pid_file" "$@" 2>&9 9>&-
        code=$?
        if kill -0 "$$"; then echo "$code" >"$code_file"; fi
        exit "$code"
      ) &
      group=$!
      if [ "$asked" ]; then pass; fi
      while :; do
        wait "$group"; code=$?
        kill -0 "$group" || break
      done
      if [ -s "$code_file" ]; then read -r code <"$code_file"; fi
      rm -f "$pid_file" "$code_file"
      exit "$code"
      """;

  private static final String PID_FILE = "terraform.pid";

  private final Path folder;
  private final TerraformEnvironment environment;
  private final Interrupts interrupts;

  TerraformProcess(Path folder, TerraformEnvironment environment, Interrupts interrupts) {
    this.folder = folder;
    this.environment = environment;
    this.interrupts = interrupts;
  }

  /**
   * What a command said.
   *
   * @param output on stdout; empty where lines were handed over one by one
   */
  record Result(int exitCode, String output, String errors) {}

  /** Runs a command whose output may hold secrets: it is kept in memory alone. */
  Result capture(List<String> arguments) {
    long start = System.nanoTime();
    Path errors = log("errors");
    Process process = start(arguments, ProcessBuilder.Redirect.PIPE, errors);
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      return new Result(exitCode, output, uncoloured(FileTrees.readLeniently(errors)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(process, e);
    } finally {
      interrupts.forget(process);
      CommandTimes.note(environment.variables(), arguments, start);
    }
  }

  /** Some commands colour their errors wherever they go. */
  private static String uncoloured(String text) {
    return text.replaceAll("\u001B\\[[0-9;]*m", "");
  }

  /** Runs a command and hands over what it says while it says it; nothing of it is kept. */
  int stream(List<String> arguments, Consumer<InputStream> reader) {
    long start = System.nanoTime();
    Process process = start(arguments, ProcessBuilder.Redirect.PIPE, log("errors"));
    try (InputStream in = process.getInputStream()) {
      try {
        reader.accept(unclosable(in));
      } finally {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(process, e);
    } finally {
      interrupts.forget(process);
      CommandTimes.note(environment.variables(), arguments, start);
    }
  }

  /** Terraform must be read to its end, whether the reader wanted all of it or not. */
  private static InputStream unclosable(InputStream in) {
    return new java.io.FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }

  /** What the last command said on stderr. */
  String lastErrors() {
    try {
      return uncoloured(FileTrees.readLeniently(folder.resolve("log").resolve("errors")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command and hands over each line as it comes. */
  Result follow(List<String> arguments, Consumer<String> eachLine) {
    long start = System.nanoTime();
    Path output = log(arguments.get(0) + ".jsonl");
    Path errors = log("errors");
    Process process = start(arguments, ProcessBuilder.Redirect.to(output.toFile()), errors);
    try (InputStream in = Files.newInputStream(output)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] buffer = new byte[16384];
      while (true) {
        boolean ended = !process.isAlive();
        int length = in.read(buffer);
        for (int i = 0; i < length; i++) {
          if (buffer[i] == '\n') {
            eachLine.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
          } else {
            line.write(buffer[i]);
          }
        }
        if (length <= 0) {
          if (ended) {
            break;
          }
          process.waitFor(50, TimeUnit.MILLISECONDS);
        }
      }
      return new Result(process.waitFor(), "", FileTrees.readLeniently(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(process, e);
    } finally {
      interrupts.forget(process);
      CommandTimes.note(environment.variables(), arguments, start);
    }
  }

  /** A Terraform that an earlier, killed run left at work in the folder. */
  static Optional<ProcessHandle> leftAtWork(Path folder) {
    Path file = folder.resolve(PID_FILE);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String pid = FileTrees.readLeniently(file).strip();
      return !pid.matches("\\d{1,18}")
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(pid))
              .filter(ProcessHandle::isAlive)
              .filter(handle -> handle.info().command().orElse("").contains("terraform"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(List<String> arguments, ProcessBuilder.Redirect output, Path errors) {
    List<String> command = new ArrayList<>(List.of("bash", "-c", SCRIPT, "terrace", PID_FILE));
    command.add(environment.program());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectError(errors.toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(environment.variables());
    if (interrupts.interrupted()) {
      throw new TerraformException(arguments.get(0), List.of(), "", true, false);
    }
    try {
      Process process = builder.start();
      interrupts.watch(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start terraform in " + folder, e);
    }
  }

  private Path log(String name) {
    Path file = folder.resolve("log").resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static IllegalStateException interrupted(Process process, InterruptedException e) {
    process.destroy();
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while Terraform was at work", e);
  }
}
