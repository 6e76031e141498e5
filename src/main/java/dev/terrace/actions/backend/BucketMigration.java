package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.StackStates;
import dev.terrace.state.BootstrapOutcome;
import dev.terrace.state.LocalStates;
import dev.terrace.state.LockMigration;
import dev.terrace.state.StateBackend;
import dev.terrace.state.StateBucket;
import dev.terrace.terraform.LeftAtWork;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Migrates the states of one bucket: their lock, a former lock table, and states in files. */
final class BucketMigration {
  private final Backend.S3 s3;
  private final StateBackend backend;
  private final AwsApi api;
  private final DeployTarget target;
  private final RunContext run;
  private final Confirmation confirmation;
  private final List<MigrationStep> done;

  /**
   * @param done takes the finished steps
   */
  BucketMigration(
      Backend.S3 s3,
      StateBackend backend,
      AwsApi api,
      DeployTarget target,
      RunContext run,
      Confirmation confirmation,
      List<MigrationStep> done) {
    this.s3 = s3;
    this.backend = backend;
    this.api = api;
    this.target = target;
    this.run = run;
    this.confirmation = confirmation;
    this.done = done;
  }

  /**
   * @param files states to move into this bucket
   */
  void run(List<LocalStates.Found> files, MigrateStates.Request request) {
    boolean found = false;
    run.ui().passing("looking at s3://" + s3.bucket());
    try (StateBucket bucket = StateBucket.open(s3, api).orElse(null)) {
      run.ui().endPassing();
      if (bucket != null) {
        List<StackId> stacks = StateBackends.stacksIn(s3.bucket(), run.project());
        found = relock(new LockMigration(s3, backend, bucket, stacks, this::open));
        found |= request.dropTable() && dropTable(bucket);
      } else if (files.isEmpty()) {
        throw UserError.failed(
            "there is no bucket "
                + s3.bucket()
                + " yet, and no local state: ./terrace backend bootstrap "
                + request.targets().get(0)
                + target.option());
      }
    }
    found |= !files.isEmpty() && upload(files);
    if (!found) {
      done.add(new MigrationStep.NothingToMigrate(s3.bucket(), s3.lock()));
    }
  }

  private Terraform open(StackId stack) {
    return StackStates.connect(new StackStates.Entry(stack, s3), target);
  }

  /** Whether there was something to migrate. */
  private boolean relock(LockMigration migration) {
    if (migration.isDone()) {
      return false;
    }
    int count = migration.stacks().size();
    String states = count + (count == 1 ? " state" : " states");
    if (isDirect(migration.former(), s3.lock())) {
      run.ui()
          .warn(
              "users who still configure lock '"
                  + migration.former().get()
                  + "' do not see lock '"
                  + s3.lock()
                  + "': make sure that nobody deploys with it, or migrate to 'both' first");
    }
    if (!confirmation.given(
        "Lock " + states + " in s3://" + s3.bucket() + " by '" + s3.lock() + "'?")) {
      return true;
    }
    run.ui().passing("migrating " + states + " to lock '" + s3.lock() + "'");
    int digests = migration.migrate();
    run.ui().endPassing();
    done.add(
        new MigrationStep.LockChanged(s3.bucket(), migration.former(), s3.lock(), count, digests));
    return true;
  }

  private static boolean isDirect(Optional<Backend.Lock> former, Backend.Lock wanted) {
    return former.isPresent()
        && former.get() != wanted
        && former.get() != Backend.Lock.both
        && wanted != Backend.Lock.both;
  }

  private boolean dropTable(StateBucket bucket) {
    Optional<String> table = bucket.record().table();
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
              + " holds locks or digests of other states, which would be lost: "
              + String.join(", ", others));
    }
    if (confirmation.given("Destroy the lock table " + table.get() + "?")) {
      run.ui().passing("destroying the table " + table.get());
      backend.dropTable();
      run.ui().endPassing();
      done.add(new MigrationStep.TableDropped(table.get()));
    }
    return true;
  }

  private boolean upload(List<LocalStates.Found> files) {
    for (LocalStates.Found file : files) {
      LeftAtWork.in(target.folder().resolve(file.stack().stackName()))
          .ifPresent(
              other -> {
                throw UserError.refused(Messages.atWork(file.stack(), other, target.option()));
              });
    }
    String count = files.size() + (files.size() == 1 ? " state" : " states");
    if (!confirmation.given(
        "Move " + count + " from files on this machine to s3://" + s3.bucket() + "?")) {
      return true;
    }
    BootstrapOutcome outcome = StateBackends.bootstrap(s3, backend::bootstrap, run);
    run.ui().note("state backend " + s3.bucket() + ": " + outcome.describe());
    try (StateBucket bucket = StateBucket.open(s3, api).orElseThrow()) {
      files.forEach(file -> LocalStates.check(file, bucket.object(file.stack())));
      files.forEach(file -> move(file, bucket));
    }
    return true;
  }

  private void move(LocalStates.Found file, StateBucket bucket) {
    run.ui().passing("moving the state of " + file.stack());
    Path away = LocalStates.move(file, bucket.object(file.stack()), () -> open(file.stack()));
    run.ui().endPassing();
    done.add(
        new MigrationStep.StateMoved(
            file.stack(),
            file.state().resources().size(),
            file.state().serial(),
            "s3://" + s3.bucket() + "/" + s3.key(file.stack()),
            away));
  }
}
