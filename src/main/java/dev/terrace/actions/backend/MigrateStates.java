package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.state.LocalStates;
import dev.terrace.state.LockedException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrates states to the backend and the lock that are configured now. */
public final class MigrateStates {
  private final RunContext run;
  private final Confirmation confirmation;

  public MigrateStates(RunContext run, Confirmation confirmation) {
    this.run = run;
    this.confirmation = confirmation;
  }

  /**
   * @param targets as on the command line; whole environments are migrated
   * @param local against the simulated AWS
   * @param from the folder of local states; by default where Terrace keeps them
   * @param dropTable destroys a lock table that is no longer configured
   */
  public record Request(
      List<String> targets, boolean local, Optional<Path> from, boolean dropTable) {}

  /** The finished steps in order, without those that were declined. */
  public record Result(List<EnvironmentWithoutBucket> withoutBucket, List<MigrationStep> steps) {}

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    List<EnvironmentWithoutBucket> withoutBucket = EnvironmentWithoutBucket.in(selection);
    if (withoutBucket.size() == selection.environments().size()) {
      return new Result(withoutBucket, List.of());
    }
    DeployTarget target = DeployTarget.open(run, request.local());
    Map<StackId, Backend.S3> stacks = new LinkedHashMap<>();
    for (StackStates.Entry entry :
        StackStates.of(new Selection(selection.environments(), List.of()))) {
      if (entry.backend() instanceof Backend.S3 s3) {
        stacks.put(entry.stack(), s3);
      }
    }
    List<LocalStates.Found> files =
        new LocalStates(request.from().map(Path::toAbsolutePath).orElse(target.folder()))
            .find(List.copyOf(stacks.keySet()));
    List<MigrationStep> done = new ArrayList<>();
    try (AwsApi api = target.awsApi()) {
      PartialWork.reporting(
          run.ui(),
          done,
          MigrationStep::describe,
          () ->
              StateBackends.of(selection, target, run.project())
                  .forEach(
                      (s3, backend) ->
                          new BucketMigration(s3, backend, api, target, run, confirmation, done)
                              .run(
                                  files.stream()
                                      .filter(file -> stacks.get(file.stack()).equals(s3))
                                      .toList(),
                                  request)));
    } catch (LockedException e) {
      throw UserError.refused(Messages.locked(e.stack(), e.holder(), target.option()));
    }
    return new Result(withoutBucket, List.copyOf(done));
  }
}
