package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What {@code terrace eject} has written, run by plain Terraform against the simulated AWS. */
public final class Ejected {
  /** Not in what is written: the provider waits for minutes on what the simulation lacks. */
  private static final String OVERRIDE = "provider \"aws\" {\n  max_retries = 3\n}\n";

  private static final int AT_ONCE = 2;

  private final Launcher terrace;
  private final Path folder;
  private final Map<String, String> variables;
  private final List<String> stacks = new ArrayList<>();

  private Ejected(Launcher terrace, Path folder) {
    this.terrace = terrace;
    this.folder = folder;
    this.variables = terrace.localVariables();
  }

  /**
   * Ejects a target, and prepares each stack for plain Terraform.
   *
   * @param options more words for the command
   */
  public static Ejected of(Launcher terrace, String target, String... options) {
    Ejected ejected = new Ejected(terrace, terrace.stateFolder().resolve("ejected"));
    List<String> words =
        new ArrayList<>(
            List.of("eject", target, "--to", ejected.folder.toString(), "--local", "--json"));
    words.addAll(List.of(options));
    terrace
        .run(words.toArray(String[]::new))
        .exits(0)
        .json()
        .path("stacks")
        .forEach(each -> ejected.stacks.add(each.path("folder").asText()));
    for (String stack : ejected.stacks) {
      ejected.write(stack + "/retries_override.tf", OVERRIDE);
      ejected.terraform(stack, "init", "-input=false", "-no-color").exits(0);
    }
    return ejected;
  }

  public Path folder() {
    return folder;
  }

  public List<String> stacks() {
    return stacks;
  }

  /** Fails unless Terraform finds every line where {@code fmt} would put it. */
  public void isFormatted() {
    terrace
        .run(
            variables,
            List.of("terraform", "fmt", "-check", "-recursive", "-diff", folder.toString()))
        .exits(0);
  }

  /** What a plan of each stack ends with. */
  public Map<String, String> plans() {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<String, Future<String>> running = new LinkedHashMap<>();
      for (String stack : stacks) {
        running.put(stack, pool.submit(() -> verdict(plan(stack))));
      }
      Map<String, String> verdicts = new LinkedHashMap<>();
      for (Map.Entry<String, Future<String>> each : running.entrySet()) {
        verdicts.put(each.getKey(), each.getValue().get());
      }
      return verdicts;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  /** Exit code 0 is no changes, 2 is changes. */
  public Launcher.Result plan(String stack, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("plan", "-input=false", "-detailed-exitcode", "-no-color"));
    arguments.addAll(List.of(options));
    return terraform(stack, arguments.toArray(String[]::new));
  }

  private static String verdict(Launcher.Result plan) {
    return plan.exitCode() == 0
            && plan.output().contains("No changes. Your infrastructure matches the configuration.")
        ? "no changes"
        : plan.output() + plan.errors();
  }

  /** Replaces words that are there once in one of the files; gives what puts them back. */
  public Runnable replace(String file, String old, String fresh) {
    String before = read(file);
    assertThat(before.split(java.util.regex.Pattern.quote(old), -1)).as(file).hasSize(2);
    write(file, before.replace(old, fresh));
    return () -> write(file, before);
  }

  public String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of all stacks that hold a text, as {@code file: line}. */
  public List<String> linesWith(String text) {
    List<String> found = new ArrayList<>();
    for (String stack : stacks) {
      try (Stream<Path> files = Files.list(folder.resolve(stack))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".tf")).sorted().toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> line.contains(text))
              .forEach(line -> found.add(folder.relativize(file) + ": " + line.strip()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Launcher.Result terraform(String stack, String... arguments) {
    List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + folder.resolve(stack)));
    command.addAll(List.of(arguments));
    return terrace.run(variables, command);
  }
}
