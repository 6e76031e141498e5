package dev.terrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.eject.EjectedFolder;
import dev.terrace.eject.Ejection;
import dev.terrace.eject.ProviderSchemas;
import dev.terrace.eject.Readme;
import dev.terrace.eject.StackTree;
import dev.terrace.local.LocalAws;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.ProviderLock;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace eject}. */
@Command(
    name = "eject",
    description = {
      "Writes stacks in Terraform's own language, one folder a stack, for people who go on without"
          + " this project. Addresses, backends and locks stay, so that plain Terraform finds"
          + " nothing to change. Nothing is deployed and no state is touched; no credentials are"
          + " needed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:Terraform is missing, or a stack cannot be written",
      "2:wrong usage, or a configuration that cannot be used; nothing was started",
      "3:the folder holds something else, or files that were changed since, or cannot be written to;"
          + " it is left as it is"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace eject coder/production --to ../coder-terraform",
      "  ./terrace eject coder/production/network --to /tmp/look --json"
    })
final class EjectCommand implements Callable<Integer> {
  private static final String STACK_FILE = "cdk.tf.json";

  @ParentCommand private TerraceCommand terrace;

  @Mixin private TargetParameters targets;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder: a new one, an empty one, or one that 'eject' has written the same"
              + " environments' stacks to before; those that are there are written again.")
  private Path to;

  @Option(
      names = "--local",
      description =
          "For the states of the simulated AWS. What lies in Terraform Cloud is in files there.")
  private boolean local;

  @Option(names = "--json", description = "What was written, as JSON.")
  private boolean json;

  /** Schemas by what they depend on: stacks with the same providers share them. */
  private final Map<JsonNode, ProviderSchemas> schemas = new HashMap<>();

  /**
   * A stack that is written.
   *
   * @param files those in Terraform's language
   */
  private record Written(Stack stack, StackTree tree, List<String> files) {
    boolean keepsStateInFile() {
      return tree.tree().path("terraform").path("backend").has("local");
    }
  }

  @Override
  public Integer call() {
    Synthesis synthesis =
        Synthesis.make(
            terrace.project(),
            terrace.console(),
            targets.words(),
            () -> {
              DeployTarget.require(terrace.project(), true);
              return Synthesis.temporaryFolder();
            });
    List<String> names = synthesis.stacks().stream().map(stack -> stack.id().stackName()).toList();
    try (EjectedFolder folder = EjectedFolder.begin(to, names)) {
      List<Written> written = write(synthesis, folder);
      folder.finish();
      report(written, folder.folder());
      return ExitCode.DONE;
    }
  }

  /** What was asked for, and what an earlier run has written: the README tells of all of it. */
  private List<Written> write(Synthesis synthesis, EjectedFolder folder) {
    Map<StackId, StackTree> trees = new HashMap<>();
    synthesis.stacks().forEach(stack -> trees.put(stack.id(), tree(stack)));
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
      copyAssets(stack, target);
      ProviderLock.of(terrace.project())
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

  /** Environments that are there as a whole, and the stacks of others. */
  private static List<String> titles(Synthesis synthesis, List<Written> written) {
    List<Stack> there = written.stream().map(Written::stack).toList();
    return there.stream()
        .map(
            stack -> {
              EnvironmentId environment = stack.id().environment();
              boolean whole =
                  synthesis.stacks().stream()
                      .filter(each -> each.id().environment().equals(environment))
                      .allMatch(there::contains);
              return whole ? environment.toString() : stack.id().toString();
            })
        .distinct()
        .toList();
  }

  private StackTree tree(Stack stack) {
    Map<String, String> earlier = new TreeMap<>();
    stack.dependencies().forEach(each -> earlier.put(each.stackName(), each.layer()));
    StackTree tree =
        StackTree.read(stack.id().stackName(), stack.folder().resolve(STACK_FILE), earlier);
    if (local && stack.backend() instanceof Backend.Cloud) {
      keepInFiles(stack, (ObjectNode) tree.tree());
    }
    return tree;
  }

  /** The simulated AWS has no Terraform Cloud: its states are files, one beside another. */
  private static void keepInFiles(Stack stack, ObjectNode tree) {
    ObjectNode terraform = (ObjectNode) tree.path("terraform");
    terraform.remove("cloud");
    terraform
        .putObject("backend")
        .putObject("local")
        .put("path", "../" + stack.id().stackName() + ".tfstate");
    for (StackId earlier : stack.dependencies()) {
      ObjectNode data =
          (ObjectNode)
              tree.path("data")
                  .path("terraform_remote_state")
                  .path(StackFile.remoteState(earlier.stackName()));
      data.put("backend", "local");
      data.putObject("config").put("path", "../" + earlier.stackName() + ".tfstate");
    }
  }

  private ProviderSchemas schemas(StackTree tree) {
    JsonNode providers = tree.tree().path("terraform").path("required_providers");
    return schemas.computeIfAbsent(
        providers,
        key -> {
          terrace.console().passing("reading the schemas of the providers");
          Path root = Synthesis.temporaryFolder();
          ObjectNode versions = Json.object();
          versions.withObject("/terraform").set("required_providers", providers);
          Json.write(root.resolve("versions.tf.json"), versions);
          ProviderLock.of(terrace.project())
              .versions()
              .ifPresent(lock -> write(root, Map.of(ProviderLock.FILE, lock)));
          Terraform terraform = terraform(root);
          terraform.initialize(List.of());
          ProviderSchemas found = ProviderSchemas.of(terraform.providerSchemas());
          terrace.console().endPassing();
          return found;
        });
  }

  private Terraform terraform(Path folder) {
    return DeployTarget.real(terrace.project(), terrace.interrupts()).terraformIn(folder);
  }

  /** Where Terrace keeps a state that is a file. */
  private Path state(StackId stack) {
    Project project = terrace.project();
    Path folder =
        local
            ? new LocalAws(project.home(), project.state(), project.shell()).folder()
            : DeployTarget.real(project, terrace.interrupts()).folder();
    return folder.resolve(stateFile(stack));
  }

  private static String stateFile(StackId stack) {
    return stack.stackName() + ".tfstate";
  }

  private void report(List<Written> written, Path folder) {
    if (json) {
      ObjectNode tree = Json.object().put("folder", folder.toString());
      ArrayNode stacks = tree.putArray("stacks");
      for (Written each : written) {
        ObjectNode entry =
            stacks
                .addObject()
                .put("stack", each.stack().id().toString())
                .put("folder", each.tree().name())
                .put("resources", each.stack().file().resourceCount());
        ArrayNode files = entry.putArray("files");
        each.files().forEach(files::add);
      }
      terrace.console().result(Json.pretty(tree).stripTrailing());
      return;
    }
    for (Written each : written) {
      terrace
          .console()
          .result(
              String.format(
                  "%-44s %4d resources  %2d files",
                  each.stack().id(), each.stack().file().resourceCount(), each.files().size()));
    }
    terrace
        .console()
        .result(
            stacks(written.size())
                + " written to "
                + folder
                + "; its README.md says how to run and where to look.");
    sayWhereStatesBelong(written.stream().filter(Written::keepsStateInFile).toList(), folder);
  }

  private void sayWhereStatesBelong(List<Written> written, Path folder) {
    List<StackId> moved = written.stream().map(each -> each.stack().id()).toList();
    boolean any = false;
    for (StackId stack : moved) {
      Path here = folder.resolve(stateFile(stack));
      if (Files.exists(state(stack)) && (!Files.exists(here) || Files.isSymbolicLink(here))) {
        any = true;
        terrace
            .console()
            .note(
                "The state of "
                    + stack
                    + " is a file; before its first 'terraform init': mv "
                    + state(stack)
                    + " "
                    + folder
                    + "/");
      }
    }
    if (any) {
      terrace
          .console()
          .note(
              "A stack whose state is moved must not be deployed from here again: 'terrace deploy'"
                  + " would find no state and make everything a second time.");
    }
    written.stream()
        .flatMap(each -> each.stack().dependencies().stream())
        .distinct()
        .filter(earlier -> !moved.contains(earlier))
        .filter(earlier -> Files.exists(state(earlier)))
        .filter(earlier -> !Files.exists(folder.resolve(stateFile(earlier))))
        .forEach(
            earlier ->
                terrace
                    .console()
                    .note(
                        "The state of "
                            + earlier
                            + " is read as well and stays where it is; before the first 'terraform"
                            + " plan': ln -s "
                            + state(earlier)
                            + " "
                            + folder
                            + "/"));
  }

  private static String stacks(int count) {
    return count + (count == 1 ? " stack" : " stacks");
  }

  private static void copyAssets(Stack stack, Path target) {
    Path assets = stack.folder().resolve("assets");
    if (!Files.exists(assets)) {
      return;
    }
    try (Stream<Path> all = Files.walk(assets)) {
      all.filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> copy(file, target.resolve(stack.folder().relativize(file).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    files(folder, ".tf").forEach(file -> texts.put(file, read(folder.resolve(file))));
    return texts;
  }

  private static List<String> files(Path folder, String end) {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(
          all.filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .filter(file -> file.endsWith(end) && !file.contains(".terraform/"))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, Map<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
