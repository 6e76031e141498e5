package dev.terrace.actions.eject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.eject.EjectedFolder;
import dev.terrace.eject.Ejection;
import dev.terrace.eject.ProviderSchemas;
import dev.terrace.eject.Readme;
import dev.terrace.eject.StackTree;
import dev.terrace.files.FileTrees;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Prerequisites;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes stacks in Terraform's native syntax, for use without this project. */
public final class EjectStacks {
  private final RunContext run;

  /** Schemas by what they depend on: stacks with the same providers share them. */
  private final Map<JsonNode, ProviderSchemas> schemas = new HashMap<>();

  public EjectStacks(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line
   * @param to the folder to write to
   * @param local for the states of the simulated AWS
   */
  public record Request(List<String> targets, Path to, boolean local) {}

  /**
   * @param folder where the stacks are
   * @param files states that have to be moved or linked by hand
   */
  public record Result(Path folder, List<EjectedStack> stacks, StateFiles files) {}

  /**
   * A stack that was written.
   *
   * @param folder its name below the ejected folder
   * @param files those in Terraform's native syntax
   */
  public record EjectedStack(StackId stack, String folder, int resources, List<String> files) {}

  private record Written(Stack stack, StackTree tree, List<String> files) {
    EjectedStack described() {
      return new EjectedStack(stack.id(), tree.name(), stack.file().resourceCount(), files);
    }
  }

  public Result run(Request request) {
    Synthesis synthesis =
        Synthesis.make(
            run.project(),
            run.ui(),
            request.targets(),
            () -> {
              Prerequisites.check(run.project(), true);
              return Synthesis.temporaryFolder();
            });
    List<String> names = synthesis.stacks().stream().map(stack -> stack.id().stackName()).toList();
    try (EjectedFolder folder = EjectedFolder.begin(request.to(), names)) {
      List<Written> written = write(synthesis, folder, request.local());
      folder.finish();
      List<Stack> inFiles =
          written.stream()
              .filter(each -> each.tree().keepsStateInFile())
              .map(Written::stack)
              .toList();
      return new Result(
          folder.folder(),
          written.stream().map(Written::described).toList(),
          StateFiles.of(inFiles, folder.folder(), request.local(), run));
    }
  }

  /** The requested stacks, and those of earlier runs: the README covers all of them. */
  private List<Written> write(Synthesis synthesis, EjectedFolder folder, boolean local) {
    Map<StackId, StackTree> trees = new HashMap<>();
    synthesis.stacks().forEach(stack -> trees.put(stack.id(), EjectableStack.tree(stack, local)));
    List<StackTree> all = synthesis.stacks().stream().map(stack -> trees.get(stack.id())).toList();
    List<Written> written = new ArrayList<>();
    for (Stack stack : synthesis.stacks()) {
      StackTree tree = trees.get(stack.id());
      if (!synthesis.chosen().contains(stack) && !folder.stacks().contains(tree.name())) {
        continue;
      }
      Path target = folder.fresh().resolve(tree.name());
      Map<String, String> files = new Ejection(all, schemas(tree)).files(tree);
      write(target, files);
      EjectableStack.copyAssets(stack, target);
      ProviderLock.of(run.project())
          .text()
          .ifPresent(lock -> write(target, Map.of(ProviderLock.FILE, lock)));
      written.add(new Written(stack, tree, files.keySet().stream().sorted().toList()));
    }
    terraform(Synthesis.temporaryFolder()).format(folder.fresh());
    String readme =
        Readme.of(
            titles(synthesis, written),
            written.stream().map(Written::tree).toList(),
            local,
            texts(folder.fresh()));
    write(folder.fresh(), Map.of("README.md", readme));
    return written;
  }

  /** Complete environments, and the single stacks of others. */
  private static List<String> titles(Synthesis synthesis, List<Written> written) {
    List<Stack> there = written.stream().map(Written::stack).toList();
    return there.stream()
        .map(
            stack -> {
              EnvironmentId environment = stack.id().environment();
              boolean complete =
                  synthesis.stacks().stream()
                      .filter(each -> each.id().environment().equals(environment))
                      .allMatch(there::contains);
              return complete ? environment.toString() : stack.id().toString();
            })
        .distinct()
        .toList();
  }

  private ProviderSchemas schemas(StackTree tree) {
    JsonNode providers = tree.tree().path("terraform").path("required_providers");
    return schemas.computeIfAbsent(providers, this::readSchemas);
  }

  private ProviderSchemas readSchemas(JsonNode providers) {
    run.ui().passing("reading the schemas of the providers");
    Path root = Synthesis.temporaryFolder();
    ObjectNode versions = Json.object();
    versions.withObject("/terraform").set("required_providers", providers);
    Json.write(root.resolve("versions.tf.json"), versions);
    ProviderLock.of(run.project())
        .versions()
        .ifPresent(lock -> write(root, Map.of(ProviderLock.FILE, lock)));
    Terraform terraform = terraform(root);
    terraform.initialize(List.of());
    ProviderSchemas found = ProviderSchemas.of(terraform.providerSchemas());
    run.ui().endPassing();
    return found;
  }

  private Terraform terraform(Path folder) {
    return DeployTarget.real(run).terraformIn(folder);
  }

  /** The contents of the {@code .tf} files below a folder, by path. */
  private static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (name.endsWith(".tf") && !name.contains(".terraform/")) {
          texts.put(name, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return texts;
  }

  private static void write(Path folder, Map<String, String> files) {
    FileTrees.createFolder(folder);
    files.forEach(
        (name, text) -> {
          try {
            Files.writeString(folder.resolve(name), text);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
          }
        });
  }
}
