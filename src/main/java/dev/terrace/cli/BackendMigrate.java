package dev.terrace.cli;

import dev.terrace.actions.backend.StateBackends;
import dev.terrace.aws.AwsApi;
import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import dev.terrace.cli.options.YesOption;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.LocalStates;
import dev.terrace.state.LockMigration;
import dev.terrace.state.LockedException;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code terrace backend migrate}. */
@Command(
    name = "migrate",
    description = {
      "Takes states over to what the configuration says now. Change 'backend' in the environment's"
          + " file, then run it; every environment that names the same bucket goes along.",
      "Another 'lock': makes the table where it is missing, puts the digests in it in order, and reads"
          + " every state through the new lock. Tell your colleagues first, and go through 'both':"
          + " who has the former configuration and who has the new one do not see one another's"
          + " locks otherwise.",
      "From 'type: local' to 's3': makes the bucket where it is missing, writes each state into it,"
          + " reads it back and compares it, and only then sets the file aside.",
      "Refused, with nothing done, while a state is locked, and where the bucket holds another state"
          + " already. A run that was stopped half way is taken up by the next."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or there was nothing to do",
      "1:failed; the same command goes on",
      "2:wrong usage, or a configuration that cannot be used",
      "3:refused: a state is locked, or would be written over"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./terrace backend migrate coder/production",
      "  ./terrace backend migrate coder/production --from cdktf.out/stacks   states of npx cdktf",
      "  ./terrace backend migrate coder/production --drop-table"
    })
final class BackendMigrate implements Callable<Integer> {
  @ParentCommand private BackendCommand backend;
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;
  @Mixin private YesOption yes;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder of local states, <stack>.tfstate; default: where Terrace keeps them. Those of 'npx"
              + " cdktf' lie in cdktf.out/stacks.")
  private Path from;

  @Option(
      names = "--drop-table",
      description =
          "With the lock 's3': destroys the lock table that was kept, so that a configuration that"
              + " still names it fails instead of locking where nobody looks.")
  private boolean dropTable;

  @Override
  public Integer call() {
    TerraceCommand terrace = backend.terrace();
    Confirmation consent = yes.consent(terrace.console(), "backend migrate");
    Selection selection = Selection.read(terrace.project(), targets.words());
    if (backend.saidNothingToDo(selection, CloudWorkspaces.MIGRATE)) {
      return ExitCode.DONE;
    }
    DeployTarget estate = DeployTarget.open(terrace.context(), local.given());
    Map<StackId, Backend.S3> stacks = new LinkedHashMap<>();
    for (StackStates.Entry entry :
        StackStates.of(new Selection(selection.environments(), List.of()))) { // whole environments
      if (entry.backend() instanceof Backend.S3 s3) {
        stacks.put(entry.stack(), s3);
      }
    }
    List<LocalStates.Found> files =
        new LocalStates(from == null ? estate.folder() : from.toAbsolutePath())
            .find(List.copyOf(stacks.keySet()));
    Migration migration = new Migration(terrace, estate, consent);
    try (AwsApi api = estate.awsApi()) {
      StateBackends.of(selection, estate, terrace.project())
          .forEach(
              (s3, made) ->
                  migration.run(
                      s3,
                      made,
                      api,
                      files.stream().filter(file -> stacks.get(file.stack()).equals(s3)).toList()));
    } catch (LockedException e) {
      throw UserError.refused(Messages.locked(e.stack(), e.holder(), estate.option()));
    }
    return ExitCode.DONE;
  }

  /** The work on one bucket after the other. */
  private final class Migration {
    private final TerraceCommand terrace;
    private final Console console;
    private final DeployTarget estate;
    private final Confirmation consent;

    private Migration(TerraceCommand terrace, DeployTarget estate, Confirmation consent) {
      this.terrace = terrace;
      this.console = terrace.console();
      this.estate = estate;
      this.consent = consent;
    }

    private void run(Backend.S3 s3, StateBackend made, AwsApi api, List<LocalStates.Found> files) {
      Function<StackId, Terraform> opener =
          stack -> StateBackend.stateOf(stack, s3, estate.folder(), estate::terraformIn);
      boolean done = false;
      console.passing("looking at s3://" + s3.bucket());
      try (StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
        console.endPassing();
        if (bucket != null) {
          List<StackId> stacks = StateBackends.stacksIn(s3.bucket(), terrace.project());
          done = relock(s3, new LockMigration(s3, made, bucket, stacks, opener));
          done |= dropTable && drop(s3, made, bucket);
        } else if (files.isEmpty()) {
          throw UserError.failed(
              "there is no bucket "
                  + s3.bucket()
                  + " yet, and no local state: ./terrace backend bootstrap "
                  + targets.words().get(0)
                  + estate.option());
        }
      }
      done |= !files.isEmpty() && upload(s3, made, api, files, opener);
      if (!done) {
        console.result("s3://" + s3.bucket() + ": nothing to migrate, lock: " + s3.lock());
      }
    }

    /** Whether there was something to do. */
    private boolean relock(Backend.S3 s3, LockMigration migration) {
      if (migration.isDone()) {
        return false;
      }
      String former = migration.former().map(Backend.Lock::toString).orElse("unknown");
      int count = migration.stacks().size();
      String states = count + (count == 1 ? " state" : " states");
      if (isDirect(migration.former(), s3.lock())) {
        console.warn(
            "who still has the lock '"
                + former
                + "' configured does not see the lock '"
                + s3.lock()
                + "': make sure that nobody deploys with it, or go through 'both'");
      }
      if (!consent.given(
          "Lock " + states + " in s3://" + s3.bucket() + " by '" + s3.lock() + "'?")) {
        return true;
      }
      console.passing("taking " + states + " over to the lock '" + s3.lock() + "'");
      int digests = migration.migrate();
      console.endPassing();
      console.result(
          "s3://"
              + s3.bucket()
              + ": lock "
              + former
              + " -> "
              + s3.lock()
              + ", "
              + states
              + " read through it"
              + (digests == 0
                  ? ""
                  : ", "
                      + digests
                      + (digests == 1 ? " leftover digest" : " leftover digests")
                      + " put in order"));
      return true;
    }

    private static boolean isDirect(Optional<Backend.Lock> former, Backend.Lock wanted) {
      return former.isPresent()
          && former.get() != wanted
          && former.get() != Backend.Lock.both
          && wanted != Backend.Lock.both;
    }

    private boolean drop(Backend.S3 s3, StateBackend made, StateBucket bucket) {
      Optional<String> table = bucket.made().table();
      if (s3.usesTable()) {
        throw UserError.refused(
            "the table " + s3.dynamodbTable() + " is in use: the lock is '" + s3.lock() + "'");
      }
      if (table.isEmpty()) {
        return false;
      }
      List<String> others = bucket.itemsOfOthers(table.get());
      if (!others.isEmpty()) {
        throw UserError.refused(
            "the table "
                + table.get()
                + " holds locks or digests of other states, which would lose them: "
                + String.join(", ", others));
      }
      if (consent.given("Destroy the lock table " + table.get() + "?")) {
        console.passing("destroying the table " + table.get());
        made.dropTable();
        console.endPassing();
        console.result("table " + table.get() + ": destroyed");
      }
      return true;
    }

    private boolean upload(
        Backend.S3 s3,
        StateBackend made,
        AwsApi api,
        List<LocalStates.Found> files,
        Function<StackId, Terraform> opener) {
      for (LocalStates.Found file : files) {
        Terraform.leftAtWork(estate.folder().resolve(file.stack().stackName()))
            .ifPresent(
                other -> {
                  throw UserError.refused(Messages.atWork(file.stack(), other, estate.option()));
                });
      }
      String count = files.size() + (files.size() == 1 ? " state" : " states");
      if (!consent.given(
          "Move " + count + " from files of this machine into s3://" + s3.bucket() + "?")) {
        return true;
      }
      console.passing("state backend " + s3.bucket());
      StateBackend.Outcome outcome = made.bootstrap();
      console.endPassing();
      console.note("state backend " + s3.bucket() + ": " + StateBackends.words(outcome));
      try (StateBucket bucket = StateBucket.open(s3, api).orElseThrow()) {
        files.forEach(file -> LocalStates.check(file, bucket.object(file.stack())));
        files.forEach(file -> move(file, s3, bucket, opener));
      }
      return true;
    }

    private void move(
        LocalStates.Found file,
        Backend.S3 s3,
        StateBucket bucket,
        Function<StackId, Terraform> opener) {
      console.passing("moving the state of " + file.stack());
      Path away =
          LocalStates.move(file, bucket.object(file.stack()), () -> opener.apply(file.stack()));
      console.endPassing();
      console.result(
          file.stack()
              + ": "
              + file.state().resources().size()
              + " resources, serial "
              + file.state().serial()
              + " -> s3://"
              + s3.bucket()
              + "/"
              + s3.key(file.stack())
              + "; the file lies in "
              + away);
    }
  }
}
