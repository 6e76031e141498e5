package dev.terrace.actions.affected;

import dev.terrace.affected.StackComparison;
import dev.terrace.affected.SynthesizedStack;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Target;
import dev.terrace.files.FileTrees;
import dev.terrace.git.GitException;
import dev.terrace.git.Revision;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the stacks that differ from a revision of git: in their synthesized form, their assets, or
 * an output that they read. If only configuration differs, the code at hand synthesizes both; else
 * the revision's own code is built. What cannot be compared counts as affected.
 */
public final class FindAffectedStacks {
  /** What a synthesis depends on, besides the environments; relative to the project. */
  private static final List<String> CODE =
      List.of(
          "pom.xml",
          ".mvn",
          "src/main",
          "deploy",
          "launcher",
          "terrace",
          "package.json",
          "package-lock.json",
          "cdktf.json");

  private static final String PROVIDERS = ".terraform.lock.hcl";

  private final Project project;
  private final Ui ui;

  public FindAffectedStacks(RunContext run) {
    this.project = run.project();
    this.ui = run.ui();
  }

  /**
   * @param synthesis of what is in the working tree, committed or not
   * @param revision as git takes it
   */
  public record Request(Synthesis synthesis, String revision) {}

  /**
   * @param affected why each affected stack is, in order
   * @param unknown why all stacks count as affected; empty if they were compared
   */
  public record Result(Map<Stack, String> affected, Optional<String> unknown) {

    /** A synthesis that has the affected stacks as its chosen ones. */
    public Synthesis narrow(Synthesis whole) {
      if (affected.isEmpty()) {
        return new Synthesis(whole.selection(), List.of());
      }
      List<Target> targets =
          affected.keySet().stream().map(stack -> Target.parse(stack.id().toString())).toList();
      return new Synthesis(
          new Selection(whole.selection().environments(), targets), whole.stacks());
    }
  }

  public Result run(Request request) {
    Synthesis synthesis = request.synthesis();
    try {
      ui.passing("comparing with " + request.revision());
      Map<String, SynthesizedStack> before = before(request);
      ui.endPassing();
      return new Result(compare(synthesis, before), Optional.empty());
    } catch (GitException e) {
      ui.endPassing();
      Map<Stack, String> all = new LinkedHashMap<>();
      synthesis.chosen().forEach(stack -> all.put(stack, "cannot be compared"));
      return new Result(all, Optional.of(e.getMessage()));
    }
  }

  private static Map<Stack, String> compare(
      Synthesis synthesis, Map<String, SynthesizedStack> before) {
    Map<String, SynthesizedStack> after = new HashMap<>();
    for (Stack stack : synthesis.stacks()) {
      after.put(stack.id().stackName(), SynthesizedStack.read(stack.folder()));
    }
    StackComparison comparison = new StackComparison(before, after);
    Map<Stack, String> affected = new LinkedHashMap<>();
    for (Stack stack : synthesis.chosen()) {
      comparison.affected(stack.id().stackName()).ifPresent(reason -> affected.put(stack, reason));
    }
    return affected;
  }

  private Map<String, SynthesizedStack> before(Request request) {
    Revision revision = Revision.of(project.home(), request.revision());
    Path home = revision.relative(project.home());
    Path environments = revision.relative(project.environments());
    if (revision.differs(List.of(home.resolve(PROVIDERS)))) {
      throw GitException.of(PROVIDERS + " differs, so other providers may plan otherwise");
    }
    Path tree = Synthesis.temporaryFolder();
    revision.export(tree);
    List<Path> code = CODE.stream().map(home::resolve).toList();
    try {
      return revision.differs(code)
          ? byItsOwnCode(tree.resolve(home), tree.resolve(environments), request)
          : byThisCode(tree.resolve(environments), request);
    } finally {
      FileTrees.delete(tree);
    }
  }

  private static Map<String, SynthesizedStack> byThisCode(Path environments, Request request) {
    List<Environment<?>> valid = new ArrayList<>();
    for (Environment<?> each : request.synthesis().selection().environments()) {
      read(environments, each.id()).ifPresent(valid::add);
    }
    Map<String, SynthesizedStack> stacks = new HashMap<>();
    if (!valid.isEmpty()) {
      Selection selection = new Selection(valid, request.synthesis().selection().targets());
      for (Stack stack : Synthesis.of(selection, Synthesis.temporaryFolder()).stacks()) {
        stacks.put(stack.id().stackName(), SynthesizedStack.read(stack.folder()));
      }
    }
    return stacks;
  }

  /** Empty where it is missing or invalid: then everything in it is new. */
  private static Optional<Environment<?>> read(Path environments, EnvironmentId id) {
    try {
      return Optional.of(
          new Environments(environments).read(id, Systems.named(id.system()).configType()));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  private Map<String, SynthesizedStack> byItsOwnCode(
      Path home, Path environments, Request request) {
    if (!Files.isDirectory(environments)) {
      return Map.of();
    }
    ui.note("the code differs from " + request.revision() + ": building that, which takes minutes");
    List<String> names = new ArrayList<>();
    for (Environment<?> each : request.synthesis().selection().environments()) {
      if (new Environments(environments).of(each.id().system()).contains(each.id())) {
        names.add(each.id().toString());
      }
    }
    if (names.isEmpty()) {
      return Map.of();
    }
    Path builds = project.home().resolve(".terrace").resolve("builds");
    Path folder = Revision.synthesize(home, builds, environments, names);
    Map<String, SynthesizedStack> stacks = new HashMap<>();
    try (Stream<Path> folders = Files.list(folder)) {
      folders.forEach(
          each -> stacks.put(each.getFileName().toString(), SynthesizedStack.read(each)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stacks;
  }
}
