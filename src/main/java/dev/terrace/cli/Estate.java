package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.aws.AwsApi;
import dev.terrace.cloud.Organization;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.local.LocalAws;
import dev.terrace.local.LocalVariables;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.TerraformException;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What stacks are deployed into: AWS, or the simulated AWS of this machine. */
final class Estate {
  private static final String OVERRIDE = "terrace_override.tf.json";

  private final boolean local;
  private final Path folder;
  private final TerraformEnvironment environment;
  private final Interrupts interrupts;

  private Estate(
      boolean local, Path folder, TerraformEnvironment environment, Interrupts interrupts) {
    this.local = local;
    this.folder = folder;
    this.environment = environment;
    this.interrupts = interrupts;
  }

  /** The simulated AWS, started where it is not up. */
  static Estate local(Project project, Console console, Interrupts interrupts) {
    LocalAws aws = new LocalAws(project.home(), project.state(), project.shell());
    LocalAws.Running running = aws.up(console::note);
    return new Estate(
        true,
        aws.folder(),
        TerraformEnvironment.of(
            LocalVariables.of(project.shell(), running.endpoint()), project.state()),
        interrupts);
  }

  /** The real AWS, with the credentials of the shell. */
  static Estate real(Project project, Interrupts interrupts) {
    return new Estate(
        false,
        project.state().resolve("aws"),
        TerraformEnvironment.of(project.shell(), project.state()),
        interrupts);
  }

  /**
   * Looks for what is needed, before anything is started.
   *
   * @throws CommandException when Terraform is missing or too old, or AWS needs credentials
   */
  static void require(Project project, boolean local) {
    requireTerraform(project);
    if (!local && Credentials.find(project.shell()).isEmpty()) {
      throw CommandException.failed(Credentials.HOW_TO_GET);
    }
  }

  /** Terraform is there, and new enough. */
  static void requireTerraform(Project project) {
    Optional<Path> program = TerraformEnvironment.program(project.shell());
    if (program.isEmpty()) {
      throw CommandException.failed(
          "Terraform 1.11 or newer is needed to deploy; PATH has none.\n" + Doctor.GET_TERRAFORM);
    }
    String version = terraformVersion(program.get(), project.shell());
    if (!Doctor.atLeast(version, 1, 11)) {
      throw CommandException.failed(
          "Terraform 1.11 or newer is needed to deploy; "
              + program.get()
              + " is version "
              + version
              + ".\n"
              + Doctor.GET_TERRAFORM);
    }
  }

  /** The version of a Terraform binary, or what it said instead. */
  static String terraformVersion(Path program, Map<String, String> shell) {
    Map<String, String> variables = new java.util.TreeMap<>(shell);
    variables.remove("TF_CLI_CONFIG_FILE");
    variables.put("CHECKPOINT_DISABLE", "1");
    Tools.Said said =
        Tools.run(
            List.of(program.toString(), "version", "-json"), variables, Duration.ofSeconds(20));
    int start = said.text().indexOf('{');
    int end = said.text().lastIndexOf('}');
    if (said.exitCode() != 0 || start < 0 || end < start) {
      return said.last(1);
    }
    return Json.parse(said.text().substring(start, end + 1)).path("terraform_version").asText();
  }

  boolean isLocal() {
    return local;
  }

  /** The folder of the working folders. */
  Path folder() {
    return folder;
  }

  /** {@code --local} where it is needed to repeat a command. */
  String option() {
    return local ? " --local" : "";
  }

  /** AWS's own API, in the same account as Terraform. */
  AwsApi awsApi() {
    return new AwsApi(environment.variables());
  }

  /** Terraform Cloud, with the tokens that Terraform would take. */
  Organization organization(Backend.Cloud backend) {
    return CloudStates.organization(backend, environment.variables());
  }

  Terraform terraformIn(Path workingFolder) {
    return new Terraform(workingFolder, environment, interrupts);
  }

  Path folderOf(Stack stack) {
    return folder.resolve(stack.id().stackName());
  }

  /**
   * A stack's working folder, with what was just synthesized in it, ready for every command.
   *
   * @throws CommandException when the state bucket does not exist, or another run is at work there
   */
  Terraform prepare(Stack stack) {
    return prepareIfBackendExists(stack)
        .orElseThrow(
            () ->
                CommandException.failed(
                    "the state bucket of "
                        + stack.id()
                        + " does not exist yet; make it with: ./terrace backend bootstrap "
                        + stack.id().environment()
                        + option()));
  }

  /** The same; empty where the state bucket does not exist, so that nothing can be deployed. */
  Optional<Terraform> prepareIfBackendExists(Stack stack) {
    Terraform.leftAtWork(folderOf(stack))
        .ifPresent(
            other -> {
              throw CommandException.failed(Words.atWork(stack.id(), other, option()));
            });
    Terraform terraform = write(stack);
    try {
      terraform.init(stack.file().initFingerprint());
      return Optional.of(terraform);
    } catch (TerraformException e) {
      if (e.missesBucket()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Terraform write(Stack stack) {
    Path workingFolder = folderOf(stack);
    try {
      Files.createDirectories(workingFolder);
      Synthesis.delete(workingFolder.resolve("assets"));
      copy(stack.folder(), workingFolder);
      Path override = workingFolder.resolve(OVERRIDE);
      if (local) {
        Json.write(override, override(stack));
      }
      Files.deleteIfExists(workingFolder.resolve(Destruction.OVERRIDE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + workingFolder, e);
    }
    return terraformIn(workingFolder);
  }

  /** What is not the same in the simulation, in a file of its own beside the stack. */
  private ObjectNode override(Stack stack) {
    ObjectNode tree = Json.object();
    // The provider waits for minutes on an action that the simulation lacks.
    tree.withObject("/provider").putArray("aws").addObject().put("max_retries", 3);
    if (stack.backend() instanceof Backend.Cloud) {
      ObjectNode path = tree.withObject("/terraform/backend/local");
      path.put("path", "../" + stack.id().stackName() + ".tfstate");
      for (StackId earlier : stack.dependencies()) {
        ObjectNode data =
            tree.withObject("/data/terraform_remote_state")
                .putObject(StackFile.remoteState(earlier.stackName()))
                .put("backend", "local");
        data.putObject("config").put("path", "../" + earlier.stackName() + ".tfstate");
      }
    }
    return tree;
  }

  /**
   * Where a state lies. Terraform Cloud is not simulated: {@code --local} keeps such states in
   * files of its own.
   */
  Backend backendOf(Backend described) {
    return local && described instanceof Backend.Cloud ? new Backend.Local() : described;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
