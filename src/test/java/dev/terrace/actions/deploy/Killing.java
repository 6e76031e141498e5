package dev.terrace.actions.deploy;

import dev.terrace.support.Terrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What ends a deploy in the middle. */
enum Killing {
  JVM,
  TERRAFORM,
  PROVIDER,
  ALL,
  INT,
  TERM,
  HUP;

  /**
   * @param deploy leads a process group of its own
   * @param folder the working folder of the stack that it applies
   */
  void strike(Terrace.Running deploy, Path folder) {
    long jvm = deploy.process().pid();
    switch (this) {
      case JVM -> kill("-KILL", List.of(Long.toString(jvm)));
      case TERRAFORM -> kill("-KILL", terraform(folder).map(Killing::pid).toList());
      case PROVIDER -> kill("-KILL", providers(folder).map(Killing::pid).toList());
      case ALL -> {
        List<String> all = new ArrayList<>();
        all.add(Long.toString(jvm));
        deploy.process().descendants().map(Killing::pid).forEach(all::add);
        kill("-KILL", all);
      }
      case INT, TERM, HUP -> kill("-" + name(), List.of("-" + jvm));
      default -> throw new IllegalStateException();
    }
  }

  private static Stream<ProcessHandle> terraform(Path folder) {
    try {
      Path file = folder.resolve("terraform.pid");
      String pid = Files.exists(file) ? Files.readString(file).strip() : "";
      return pid.isEmpty() ? Stream.empty() : ProcessHandle.of(Long.parseLong(pid)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ProcessHandle> providers(Path folder) {
    return terraform(folder)
        .flatMap(ProcessHandle::descendants)
        .filter(each -> each.info().command().orElse("").contains("provider-aws"));
  }

  private static String pid(ProcessHandle handle) {
    return Long.toString(handle.pid());
  }

  private static void kill(String signal, List<String> pids) {
    if (pids.isEmpty()) {
      return; // it has ended already
    }
    List<String> command = new ArrayList<>(List.of("kill", signal, "--"));
    command.addAll(pids);
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
