package dev.terrace.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.systems.CdktfApp;
import dev.terrace.systems.IncrementalApp;
import dev.terrace.systems.SynthesisInputs;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Manifest;
import dev.terrace.terraform.StackFile;
import dev.terrace.ui.Ui;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All stacks of a selection's environments, synthesized.
 *
 * @param stacks in an order in which they can be deployed
 */
public record Synthesis(Selection selection, List<Stack> stacks) {

  /**
   * Reads the configuration while jsii's kernel starts in parallel, which takes longer than all the
   * rest, then synthesizes. Where nothing has changed since an earlier command, the kernel is not
   * started and the stacks are those of that command.
   *
   * @param output gives the folder, asked for once the configuration is known to be valid
   */
  public static Synthesis make(
      Project project, Ui ui, List<String> targets, Supplier<Path> output) {
    ui.passing("synthesizing");
    Synthesis synthesis = make(project, ui::warn, targets, output);
    ui.endPassing();
    return synthesis;
  }

  /**
   * @param warn takes what works but deserves a look
   */
  public static Synthesis make(
      Project project, Consumer<String> warn, List<String> targets, Supplier<Path> output) {
    return make(project, targets, () -> Selection.read(project, targets, warn), warn, output);
  }

  /**
   * @param read reads the configuration, of which nothing but the targets decides what is chosen
   */
  public static Synthesis make(
      Project project,
      List<String> targets,
      Supplier<Selection> read,
      Consumer<String> warn,
      Supplier<Path> output) {
    IncrementalApp app =
        IncrementalApp.start(
            new SynthesisInputs(
                System.getProperty("java.class.path"),
                project.home(),
                project.environments(),
                project.state(),
                project.shell(),
                targets),
            project.state().resolve("syntheses"));
    Selection selection = read.get();
    for (Environment<?> environment : selection.environments()) {
      for (String warning : environment.warnings()) {
        warn.accept(environment.id() + ": " + warning);
      }
    }
    app.await();
    Path folder = output.get();
    app.synth(selection.environments(), folder);
    return new Synthesis(selection, read(selection, folder));
  }

  /** Synthesizes once more in a process that has done so before. */
  public static Synthesis of(Selection selection, Path folder) {
    CdktfApp.synth(selection.environments(), folder);
    return new Synthesis(selection, read(selection, folder));
  }

  private static List<Stack> read(Selection selection, Path folder) {
    Map<String, StackId> ids = new HashMap<>();
    Map<StackId, Environment<?>> environments = new HashMap<>();
    for (Environment<?> environment : selection.environments()) {
      for (String layer : Systems.named(environment.id().system()).layers()) {
        StackId id = environment.id().stack(layer);
        ids.put(id.stackName(), id);
        environments.put(id, environment);
      }
    }
    List<Stack> stacks = new ArrayList<>();
    Manifest.read(folder)
        .dependencies()
        .forEach(
            (name, dependencies) -> {
              StackId id = ids.get(name);
              if (id == null) {
                throw new IllegalStateException(
                    "stack '" + name + "' belongs to no layer of a system");
              }
              Path stackFolder = folder.resolve("stacks").resolve(name);
              Environment<?> environment = environments.get(id);
              stacks.add(
                  new Stack(
                      id,
                      StackFile.read(stackFolder.resolve("cdk.tf.json")),
                      stackFolder,
                      environment.config().region(),
                      environment.config().stateBackend(),
                      dependencies.stream().map(ids::get).toList()));
            });
    return List.copyOf(stacks);
  }

  /** The stacks that the targets ask for. */
  public List<Stack> chosen() {
    return stacks.stream().filter(stack -> selection.includes(stack.id())).toList();
  }

  /** The stack of a name that a dependency gave. */
  public Stack stack(StackId id) {
    return stacks.stream().filter(stack -> stack.id().equals(id)).findFirst().orElseThrow();
  }

  /** The JSON of each stack of an environment. */
  public Map<StackId, JsonNode> trees(EnvironmentId environment) {
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      if (stack.id().environment().equals(environment)) {
        trees.put(stack.id(), stack.file().tree());
      }
    }
    return trees;
  }

  /** The chosen stacks, grouped by environment. */
  public List<Stack> inListOrder() {
    List<Stack> grouped = new ArrayList<>();
    for (Environment<?> environment : selection.environments()) {
      chosen().stream()
          .filter(stack -> stack.id().environment().equals(environment.id()))
          .forEach(grouped::add);
    }
    return List.copyOf(grouped);
  }

  /**
   * A new folder for a synthesis that is not kept. The launcher gives every run a temporary folder
   * of its own and clears it away.
   */
  public static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("synth-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
