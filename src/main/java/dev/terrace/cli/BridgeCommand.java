package dev.terrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.bridge.ContractGuard;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.ParameterStore;
import dev.terrace.aws.ParameterStore.Stored;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.PublishedParameters;
import dev.terrace.bridge.PublishedParameters.Finding;
import dev.terrace.bridge.PublishedParameters.Kind;
import dev.terrace.bridge.Releases;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code terrace bridge}. */
@Command(
    name = "bridge",
    description = {
      "What an environment publishes for Terraform workspaces outside of this project: SSM parameters"
          + " under a versioned contract. See docs/recipes/consume-the-bridge.md."
    },
    subcommands = {BridgeCommand.Show.class, BridgeCommand.Check.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace bridge show coder/production --local",
      "  ./terrace bridge check coder/production"
    })
final class BridgeCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private TerraceCommand terrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: show or check");
  }

  /** One environment's contract and where it is published. */
  private record Published(Environment<?> environment, BridgeContract contract, String path) {

    static List<Published> of(Selection selection) {
      return selection.environments().stream()
          .map(
              environment -> {
                SystemDefinition<?> system = Systems.named(environment.id().system());
                return new Published(
                    environment, system.bridge(), system.bridgePathUnchecked(environment));
              })
          .toList();
    }

    Map<String, Stored> there(DeployTarget estate) {
      try (AwsApi api = estate.awsApi()) {
        return new ParameterStore(api, environment.config().region()).below(path);
      } catch (ParameterStore.Unreadable e) {
        throw UserError.failed(environment.id() + ": " + e.getMessage());
      }
    }

    /** What the stack's state says; empty where it is not deployed. */
    Optional<Map<String, String>> applied(DeployTarget estate) {
      StackId stack = environment.id().stack(BridgeContract.LAYER);
      Optional<State> state =
          StackStates.open(
                  new StackStates.Entry(stack, environment.config().stateBackend()), estate)
              .map(Terraform::state)
              .filter(found -> !found.isEmpty());
      return state.map(
          found -> {
            Map<String, String> values = new TreeMap<>();
            found
                .resources()
                .forEach(
                    (address, attributes) -> {
                      if (State.typeOf(address).equals("aws_ssm_parameter")) {
                        applied(attributes, values);
                      }
                    });
            return values;
          });
    }

    private void applied(JsonNode attributes, Map<String, String> values) {
      String name = attributes.path("name").asText();
      if (name.startsWith(path + "/") && name.indexOf('/', path.length() + 1) < 0) {
        values.put(name.substring(path.length() + 1), attributes.path("value").asText());
      }
    }

    ObjectNode toJson() {
      return Json.object()
          .put("environment", environment.id().toString())
          .put("path", path)
          .put("version", contract.version().toString())
          .put("module", "modules/" + contract.module());
    }
  }

  @Command(
      name = "show",
      description = {
        "The contract, parameter by parameter, and the values where it is deployed. A SecureString's"
            + " value is never shown."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:shown, deployed or not",
        "1:AWS cannot be asked",
        "2:wrong usage, or a configuration that cannot be used"
      })
  static final class Show implements Callable<Integer> {
    @ParentCommand private BridgeCommand bridge;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      TerraceCommand terrace = bridge.terrace;
      Selection selection = Selection.read(terrace.project(), targets.words());
      DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
      ArrayNode environments = Json.object().putArray("environments");
      for (Published published : Published.of(selection)) {
        Map<String, Stored> there = published.there(estate);
        if (json) {
          environments.add(asJson(published, there));
        } else {
          print(published, there, terrace.console());
        }
      }
      if (json) {
        ObjectNode tree = Json.object();
        tree.set("environments", environments);
        terrace.console().result(Json.pretty(tree).stripTrailing());
      }
      return ExitCode.DONE;
    }

    private static ObjectNode asJson(Published published, Map<String, Stored> there) {
      ObjectNode tree = published.toJson();
      ArrayNode parameters = tree.putArray("parameters");
      for (Parameter parameter : published.contract().published()) {
        parameters
            .addObject()
            .put("name", published.path() + "/" + parameter.name())
            .put("type", parameter.type().toString())
            .put("meaning", parameter.meaning())
            .put("since", parameter.since().toString())
            .put("value", shown(there.get(parameter.name())).orElse(null));
      }
      return tree;
    }

    private static void print(Published published, Map<String, Stored> there, Console console) {
      BridgeContract contract = published.contract();
      console.result(
          console.bold(published.environment().id().toString())
              + "  contract "
              + contract.version()
              + ", read by modules/"
              + contract.module()
              + (there.containsKey(BridgeContract.VERSION.name()) ? "" : ", not deployed"));
      int name = 0;
      int type = 0;
      for (Parameter parameter : contract.published()) {
        name = Math.max(name, parameter.name().length());
        type = Math.max(type, parameter.type().toString().length());
      }
      String indent = " ".repeat(published.path().length() + name + type + 7);
      for (Parameter parameter : contract.published()) {
        console.result(
            "  "
                + pad(
                    published.path() + "/" + parameter.name(), published.path().length() + name + 1)
                + "  "
                + pad(parameter.type().toString(), type)
                + "  "
                + shown(there.get(parameter.name())).orElse("-"));
        console.result(indent + console.dim(parameter.meaning()));
      }
    }

    private static Optional<String> shown(Stored stored) {
      return Optional.ofNullable(stored)
          .map(each -> each.type().equals("SecureString") ? "(SecureString)" : each.value());
    }

    private static String pad(String text, int width) {
      return text + " ".repeat(width - text.length());
    }
  }

  @Command(
      name = "check",
      description = {
        "Compares the contract with its latest release (removed, renamed and retyped parameters break"
            + " consumers and need a new major version; additions need a new minor one), then with"
            + " what is deployed: missing, stale (another value than the platform stack's state"
            + " has), extra and of a wrong type."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:deployed as the contract says",
        "1:what is deployed differs, or nothing is deployed",
        "2:wrong usage, or a configuration that cannot be used",
        "3:refused: the contract breaks its latest release; a deploy would refuse it, too"
      })
  static final class Check implements Callable<Integer> {
    @ParentCommand private BridgeCommand bridge;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(
        names = "--releases",
        paramLabel = "DIR",
        description = "Folder of the released contracts. Default: the project's bridge/releases.")
    private Path releases;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      TerraceCommand terrace = bridge.terrace;
      Console console = terrace.console();
      Selection selection = Selection.read(terrace.project(), targets.words());
      Releases released =
          releases == null ? ContractGuard.releases(terrace.project()) : new Releases(releases);
      List<Published> all = Published.of(selection);
      ObjectNode tree = Json.object();
      ArrayNode contracts = tree.putArray("contracts");
      boolean refused = false;
      for (BridgeContract contract : all.stream().map(Published::contract).distinct().toList()) {
        refused |= compare(contract, released, contracts, console);
      }
      if (refused) {
        finish(tree, console);
        return ExitCode.REFUSED;
      }
      DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
      ArrayNode environments = tree.putArray("environments");
      boolean good = true;
      for (Published published : all) {
        good &= check(published, estate, environments, console);
      }
      finish(tree, console);
      return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void finish(ObjectNode tree, Console console) {
      if (json) {
        console.result(Json.pretty(tree).stripTrailing());
      }
    }

    /** Whether the contract must not be published. */
    private boolean compare(
        BridgeContract contract, Releases released, ArrayNode contracts, Console console) {
      Optional<ContractChanges> changes = released.changes(contract);
      Optional<String> refusal = changes.flatMap(ContractChanges::refusal);
      ObjectNode node =
          contracts
              .addObject()
              .put("system", contract.system())
              .put("version", contract.version().toString())
              .put(
                  "released",
                  changes.map(each -> each.released().version().toString()).orElse(null))
              .put("breaking", changes.map(ContractChanges::breaking).orElse(false))
              .put("refused", refusal.orElse(null));
      ArrayNode list = node.putArray("changes");
      changes.ifPresent(
          found ->
              found
                  .changes()
                  .forEach(
                      change ->
                          list.addObject()
                              .put("parameter", change.name())
                              .put("kind", change.kind().toString())
                              .put("words", change.words())));
      if (!json) {
        String against =
            changes
                .map(found -> "released as " + found.released().version())
                .orElse("not released yet");
        console.result(
            console.bold("contract of " + contract.system() + " " + contract.version())
                + ", "
                + against
                + (list.isEmpty() ? ": no changes" : ":"));
        changes.ifPresent(
            found -> found.changes().forEach(change -> console.result("  " + change)));
        refusal.ifPresent(why -> console.result(console.bad("  " + why)));
      }
      return refusal.isPresent();
    }

    private boolean check(
        Published published, DeployTarget estate, ArrayNode environments, Console console) {
      String id = published.environment().id().toString();
      ObjectNode node = environments.addObject();
      node.setAll(published.toJson());
      console.passing("reading the state of " + id + "/" + BridgeContract.LAYER);
      Optional<Map<String, String>> applied = published.applied(estate);
      console.endPassing();
      node.put("deployed", applied.isPresent());
      ArrayNode list = node.putArray("findings");
      if (applied.isEmpty()) {
        if (!json) {
          console.result(
              console.bold(id)
                  + ": not deployed; deploy with: ./terrace deploy "
                  + id
                  + estate.option());
        }
        return false;
      }
      List<Finding> findings =
          new PublishedParameters(
                  published.contract(), published.path(), published.there(estate), applied.get())
              .findings();
      findings.forEach(
          finding ->
              list.addObject()
                  .put("parameter", finding.name())
                  .put("kind", finding.kind().toString())
                  .put("words", finding.words()));
      if (!json) {
        print(published, findings, estate, console);
      }
      return findings.isEmpty();
    }

    private static void print(
        Published published, List<Finding> findings, DeployTarget estate, Console console) {
      String id = published.environment().id().toString();
      int count = published.contract().published().size();
      if (findings.isEmpty()) {
        console.result(
            console.bold(id)
                + ": "
                + console.good(
                    count + " parameters under " + published.path() + ", as the contract says"));
        return;
      }
      console.result(console.bold(id) + ":");
      findings.forEach(finding -> console.result("  " + console.bad(finding.toString())));
      if (findings.stream().allMatch(finding -> finding.kind() == Kind.EXTRA)) {
        return;
      }
      console.result(
          "  Put right with: ./terrace deploy "
              + id
              + "/"
              + BridgeContract.LAYER
              + estate.option());
    }
  }
}
