package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.state.StateBackend;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code terrace backend}. */
@Command(
    name = "backend",
    description = {
      "The state backend: the bucket that states lie in and what locks them. Environments that name"
          + " the same bucket share it. See backend/README.md."
    },
    subcommands = {
      BackendCommand.Bootstrap.class,
      BackendCommand.Status.class,
      BackendCommand.Unlock.class,
      BackendCommand.Teardown.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend bootstrap coder/production",
      "  ./terrace backend unlock coder/production --local --yes"
    })
final class BackendCommand implements Runnable {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(15);

  @Spec private CommandSpec spec;
  @ParentCommand private TerraceCommand terrace;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: bootstrap, status, unlock or teardown");
  }

  /** Says of each environment without a bucket why; true where none has one. */
  private boolean saidNothingToDo(Selection selection, String cloud) {
    boolean anyS3 = false;
    for (Environment<?> environment : selection.environments()) {
      Backend described = environment.config().stateBackend();
      anyS3 |= described instanceof Backend.S3;
      if (described instanceof Backend.Local) {
        terrace
            .console()
            .result(
                "backend 'local': states are files beside the stacks, there is nothing to make");
      } else if (described instanceof Backend.Cloud) {
        terrace.console().result(environment.id() + ": backend 'cloud': " + cloud);
      }
    }
    return !anyS3;
  }

  @Command(
      name = "bootstrap",
      description = {
        "Makes the state bucket and the lock table where they are missing, and keeps their own state"
            + " in that bucket. Running it again changes nothing; a run that was stopped half way is"
            + " taken up."
      },
      mixinStandardHelpOptions = true)
  static final class Bootstrap implements Callable<Integer> {
    @ParentCommand private BackendCommand backend;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Override
    public Integer call() {
      TerraceCommand terrace = backend.terrace;
      Selection selection = Selection.read(terrace.project(), targets.words());
      if (backend.saidNothingToDo(selection, CloudStates.BOOTSTRAP)) {
        return ExitCode.DONE;
      }
      Backends.of(selection, local.open(terrace), terrace)
          .forEach(
              (s3, made) -> {
                terrace.console().passing("state backend " + s3.bucket());
                StateBackend.Outcome outcome = made.bootstrap();
                terrace.console().endPassing();
                terrace
                    .console()
                    .result("state backend " + s3.bucket() + ": " + Backends.words(outcome));
              });
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "status",
      description = "What is there: bucket, states, and who holds which lock.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @ParentCommand private BackendCommand backend;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
      TerraceCommand terrace = backend.terrace;
      Console console = terrace.console();
      Selection selection = Selection.read(terrace.project(), targets.words());
      Estate estate = local.open(terrace);
      ObjectNode tree = Json.object();
      ArrayNode buckets = tree.putArray("backends");
      Backends.of(selection, estate, terrace)
          .forEach(
              (s3, found) -> {
                Optional<State> state = found.state();
                String words =
                    state
                        .map(own -> own.isEmpty() ? "made by somebody else" : "made by Terrace")
                        .orElse("does not exist");
                buckets
                    .addObject()
                    .put("bucket", s3.bucket())
                    .put("region", s3.region())
                    .put("lock", s3.lock().toString())
                    .put("exists", state.isPresent())
                    .put("managed", state.isPresent() && !state.get().isEmpty());
                if (!json) {
                  console.result(
                      "s3://"
                          + s3.bucket()
                          + " in "
                          + s3.region()
                          + ": "
                          + words
                          + ", lock: "
                          + s3.lock()
                          + (s3.usesTable() ? " (table " + s3.dynamodbTable() + ")" : ""));
                }
              });
      ArrayNode stacks = tree.putArray("stacks");
      for (States.Entry entry : States.of(selection)) {
        console.passing("reading the state of " + entry.stack());
        if (estate.backendOf(entry.backend()) instanceof Backend.Cloud cloud) {
          String line = CloudStates.status(estate, cloud, entry.stack(), stacks.addObject());
          console.endPassing();
          if (!json) {
            console.result("  " + line);
          }
          continue;
        }
        Optional<Terraform> terraform = States.open(entry, estate);
        Optional<LockInfo> lock = terraform.flatMap(Terraform::lockHolder);
        State state = terraform.map(Terraform::state).orElse(State.EMPTY);
        console.endPassing();
        ObjectNode node =
            stacks
                .addObject()
                .put("stack", entry.stack().toString())
                .put("resources", state.resources().size())
                .put("serial", state.serial());
        lock.ifPresent(
            held ->
                node.putObject("lock")
                    .put("id", held.id())
                    .put("who", held.who())
                    .put("created", held.created())
                    .put("operation", held.operation()));
        if (!json) {
          console.result(
              "  "
                  + entry.stack()
                  + ": "
                  + (state.isEmpty()
                      ? "not deployed"
                      : state.resources().size() + " resources, serial " + state.serial())
                  + lock.map(held -> ", locked by " + held.words()).orElse(""));
        }
      }
      if (json) {
        console.result(Json.pretty(tree).stripTrailing());
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "unlock",
      description = {
        "Shows who holds the lock of a state and releases it: for locks of runs that were killed. If"
            + " a Terraform that such a run left behind is still at work on this machine, it is let"
            + " finish its step first."
      },
      mixinStandardHelpOptions = true)
  static final class Unlock implements Callable<Integer> {
    @ParentCommand private BackendCommand backend;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
      TerraceCommand terrace = backend.terrace;
      Console console = terrace.console();
      Consent consent = Consent.of(console, yes, "backend unlock");
      Selection selection = Selection.read(terrace.project(), targets.words());
      Estate estate = local.open(terrace);
      int released = 0;
      for (States.Entry entry : States.of(selection)) {
        Optional<ProcessHandle> left =
            Terraform.leftAtWork(estate.folder().resolve(entry.stack().stackName()));
        if (left.isPresent()) {
          long pid = left.get().pid();
          console.note(
              entry.stack() + ": Terraform (process " + pid + ") is still at work on this machine");
          if (!consent.given("Let it finish its step and stop?")) {
            continue;
          }
          if (!Terraform.endGently(left.get(), STEP_LIMIT)) {
            throw CommandException.failed(
                "process " + pid + " has not ended within " + STEP_LIMIT.toMinutes() + " minutes");
          }
          console.result(entry.stack() + ": it has ended and written its state");
          released++;
        }
        console.passing("looking at the lock of " + entry.stack());
        if (estate.backendOf(entry.backend()) instanceof Backend.Cloud cloud) {
          released += CloudStates.unlock(estate, cloud, entry.stack(), console, consent) ? 1 : 0;
          continue;
        }
        Optional<Terraform> terraform = States.open(entry, estate);
        Optional<LockInfo> lock = terraform.flatMap(Terraform::lockHolder);
        console.endPassing();
        if (lock.isEmpty()) {
          continue;
        }
        console.note(entry.stack() + ": locked by " + lock.get().words());
        if (consent.given("Release this lock?")) {
          terraform.get().forceUnlock(lock.get().id());
          console.result(entry.stack() + ": lock released");
          released++;
        }
      }
      if (released == 0) {
        console.result("no lock was released");
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "teardown",
      description = {
        "Destroys the state bucket, every version of every state in it, and the lock table. Refused"
            + " while a stack that keeps its state there still has resources."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused: a stack has resources"})
  static final class Teardown implements Callable<Integer> {
    @ParentCommand private BackendCommand backend;
    @Mixin private TargetParameters targets;
    @Mixin private LocalOption local;

    @Option(
        names = {"-y", "--yes"},
        description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
      TerraceCommand terrace = backend.terrace;
      Console console = terrace.console();
      Consent consent = Consent.of(console, yes, "backend teardown");
      Selection selection = Selection.read(terrace.project(), targets.words());
      if (backend.saidNothingToDo(selection, CloudStates.TEARDOWN)) {
        return ExitCode.DONE;
      }
      Selection everything = Selection.read(terrace.project(), List.of());
      Estate estate = local.open(terrace);
      Map<Backend.S3, StateBackend> found = Backends.of(selection, estate, terrace);
      refuseWhileInUse(found, everything, estate);
      found.forEach(
          (s3, made) -> {
            if (consent.given("Destroy s3://" + s3.bucket() + " and every state in it?")) {
              console.passing("destroying s3://" + s3.bucket());
              boolean something = made.teardown();
              console.endPassing();
              console.result(
                  "state backend " + s3.bucket() + (something ? ": destroyed" : ": there is none"));
            }
          });
      return ExitCode.DONE;
    }

    private static void refuseWhileInUse(
        Map<Backend.S3, StateBackend> found, Selection everything, Estate estate) {
      List<String> inUse = new ArrayList<>();
      List<String> buckets = found.keySet().stream().map(Backend.S3::bucket).toList();
      for (States.Entry entry : States.of(everything)) {
        if (entry.backend() instanceof Backend.S3 s3 && buckets.contains(s3.bucket())) {
          int resources =
              States.open(entry, estate)
                  .map(terraform -> terraform.state().resources().size())
                  .orElse(0);
          if (resources > 0) {
            inUse.add(entry.stack() + " has " + resources + " resources");
          }
        }
      }
      if (!inUse.isEmpty()) {
        throw CommandException.refused(
            "refused, nothing was touched: states in the bucket still hold resources:\n  "
                + String.join("\n  ", inUse)
                + "\n  Destroy those stacks first: ./terrace destroy …");
      }
    }
  }
}
