package dev.terrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.eject.EjectException;
import dev.terrace.eject.EjectedFolder;
import dev.terrace.eject.Ejection;
import dev.terrace.eject.ProviderSchemas;
import dev.terrace.eject.Readme;
import dev.terrace.eject.StackTree;
import dev.terrace.local.LocalAws;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
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
      "3:the folder holds something else, or files that were changed since; it is left as it is"
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
          "The folder: a new one, an empty one, or one that 'eject' has written before, in which"
              + " its own files are replaced.")
  private Path to;

  @Option(
      names = "--local",
      description =
          "For the states of the simulated AWS. What lies in Terraform Cloud is in files there.")
  private boolean local;

  @Option(names = "--json", description = "What was written, as JSON.")
  private boolean json;

  /** Schemas by what they depend on: stacks with the same providers share them. */
  private final Map<String, ProviderSchemas> schemas = new HashMap<>();

  @Override
  public Integer call() {
    Synthesis synthesis =
        Synthesis.make(
            terrace.project(),
            terrace.console(),
            targets.words(),
            () -> {
              Estate.require(terrace.project(), true);
              return Synthesis.temporaryFolder();
            });
    try (EjectedFolder folder = EjectedFolder.begin(to)) {
      write(synthesis, folder);
      folder.finish();
      report(synthesis, folder);
      return ExitCode.DONE;
    } catch (EjectedFolder.RefusedException e) {
      throw CommandException.refused(e.getMessage());
    } catch (EjectException e) {
      throw CommandException.failed(e.getMessage());
    }
  }

  private void write(Synthesis synthesis, EjectedFolder folder) {
    Map<StackId, StackTree> trees = new HashMap<>();
    synthesis.stacks().forEach(stack -> trees.put(stack.id(), tree(stack)));
    List<StackTree> all = synthesis.stacks().stream().map(stack -> trees.get(stack.id())).toList();
    List<StackTree> chosen =
        synthesis.chosen().stream().map(stack -> trees.get(stack.id())).toList();
    for (Stack stack : synthesis.chosen()) {
      StackTree tree = trees.get(stack.id());
      Path target = folder.fresh().resolve(tree.name());
      write(target, new Ejection(all, schemas(stack, tree)).files(tree));
      copyAssets(stack, target);
      Path lock = lockFile(stack);
      if (Files.exists(lock)) {
        copy(lock, target.resolve(ProviderLock.FILE));
      }
    }
    terraform(Synthesis.temporaryFolder()).format(folder.fresh());
    write(
        folder.fresh(),
        Map.of("README.md", Readme.of(targets.words(), chosen, local, texts(folder.fresh()))));
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

  private ProviderSchemas schemas(Stack stack, StackTree tree) {
    JsonNode providers = tree.tree().path("terraform").path("required_providers");
    Path lock = lockFile(stack);
    return schemas.computeIfAbsent(
        providers + (Files.exists(lock) ? read(lock) : ""),
        key -> {
          terrace.console().passing("reading the schemas of the providers");
          Path root = Synthesis.temporaryFolder();
          ObjectNode versions = Json.object();
          versions.withObject("/terraform").set("required_providers", providers);
          Json.write(root.resolve("versions.tf.json"), versions);
          if (Files.exists(lock)) {
            copy(lock, root.resolve(ProviderLock.FILE));
          }
          Terraform terraform = terraform(root);
          terraform.initialize(List.of());
          ProviderSchemas found = ProviderSchemas.of(terraform.providerSchemas());
          terrace.console().endPassing();
          return found;
        });
  }

  private Terraform terraform(Path folder) {
    return Estate.real(terrace.project(), terrace.interrupts()).terraformIn(folder);
  }

  /** Where the stack was deployed from, on this machine. */
  private Path workingFolder(Stack stack) {
    Project project = terrace.project();
    Path folder =
        local
            ? new LocalAws(project.home(), project.state(), project.shell()).folder()
            : Estate.real(project, terrace.interrupts()).folder();
    return folder.resolve(stack.id().stackName());
  }

  /** What the stack is run with: by Terraform Cloud the project's, else that of its last deploy. */
  private Path lockFile(Stack stack) {
    return stack.backend() instanceof Backend.Cloud && !local
        ? ProviderLock.of(terrace.project()).file()
        : workingFolder(stack).resolve(ProviderLock.FILE);
  }

  private void report(Synthesis synthesis, EjectedFolder folder) {
    if (json) {
      ObjectNode tree = Json.object().put("folder", folder.folder().toString());
      ArrayNode stacks = tree.putArray("stacks");
      for (Stack stack : synthesis.chosen()) {
        ObjectNode entry =
            stacks
                .addObject()
                .put("stack", stack.id().toString())
                .put("folder", stack.id().stackName())
                .put("resources", stack.file().resourceCount());
        ArrayNode files = entry.putArray("files");
        files(folder.folder().resolve(stack.id().stackName()), ".tf").forEach(files::add);
      }
      terrace.console().result(Json.pretty(tree).stripTrailing());
      return;
    }
    for (Stack stack : synthesis.chosen()) {
      terrace
          .console()
          .result(
              String.format(
                  "%-44s %4d resources  %2d files",
                  stack.id(),
                  stack.file().resourceCount(),
                  files(folder.folder().resolve(stack.id().stackName()), ".tf").size()));
    }
    terrace
        .console()
        .result(
            stacks(synthesis.chosen().size())
                + " written to "
                + folder.folder()
                + "; its README.md says how to run and where to look.");
    for (Stack stack : synthesis.chosen()) {
      String name = stack.id().stackName() + ".tfstate";
      Path state = workingFolder(stack).resolveSibling(name);
      if (Files.exists(state) && !Files.exists(folder.folder().resolve(name))) {
        terrace
            .console()
            .note(
                "The state of "
                    + stack.id()
                    + " is a file; before its first 'terraform init': mv "
                    + state
                    + " "
                    + folder.folder()
                    + "/");
      }
    }
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
