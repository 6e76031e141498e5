package dev.terrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.backend.StateBackends;
import dev.terrace.aws.AwsApi;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.config.Backend;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.StateBackend.Made;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend status}. */
@Command(
    name = "status",
    description = "What is there: bucket, states, and who holds which lock.",
    mixinStandardHelpOptions = true)
final class BackendStatus implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Console console = terrace.console();
    Selection selection = Selection.read(terrace.project(), targets.words());
    DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
    ObjectNode tree = Json.object();
    ArrayNode buckets = tree.putArray("backends");
    try (AwsApi api = estate.awsApi()) {
      for (Backend.S3 s3 : StateBackends.of(selection, estate, terrace.project()).keySet()) {
        console.passing("looking at s3://" + s3.bucket());
        Optional<Made> made;
        try (StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
          made = Optional.ofNullable(bucket).map(StateBucket::made);
        }
        console.endPassing();
        Optional<Backend.Lock> former = made.flatMap(Made::lock).filter(lock -> lock != s3.lock());
        ObjectNode node =
            buckets
                .addObject()
                .put("bucket", s3.bucket())
                .put("region", s3.region())
                .put("lock", s3.lock().toString())
                .put("exists", made.isPresent())
                .put("managed", made.isPresent() && !made.get().isForeign());
        former.ifPresent(lock -> node.put("lockedUntilNow", lock.toString()));
        if (!json) {
          console.result(
              "s3://"
                  + s3.bucket()
                  + " in "
                  + s3.region()
                  + ": "
                  + made.map(own -> own.isForeign() ? "made by somebody else" : "made by Terrace")
                      .orElse("does not exist")
                  + ", lock: "
                  + s3.lock()
                  + (s3.usesTable() ? " (table " + s3.dynamodbTable() + ")" : "")
                  + former
                      .map(lock -> ", until now: " + lock + " (see 'backend migrate')")
                      .orElse(""));
        }
      }
    }
    ArrayNode stacks = tree.putArray("stacks");
    for (StackStates.Entry entry : StackStates.of(selection)) {
      console.passing("reading the state of " + entry.stack());
      if (estate.backendOf(entry.backend()) instanceof Backend.Cloud cloud) {
        String line = CloudWorkspaces.status(estate, cloud, entry.stack(), stacks.addObject());
        console.endPassing();
        if (!json) {
          console.result("  " + line);
        }
        continue;
      }
      Optional<Terraform> terraform = StackStates.open(entry, estate);
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
