package dev.terrace.actions.backend;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.OrphanStacks;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.StateFaults;
import dev.terrace.state.LocalBackups;
import dev.terrace.state.StateBucket;
import dev.terrace.state.StateHistory;
import dev.terrace.state.StateVersions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one stack that a target names, whose state is where versions are kept.
 *
 * @param hasFile whether a file describes its environment
 */
record VersionedState(StackId stack, Backend backend, DeployTarget target, boolean hasFile) {

  /**
   * @param local states of Terraform Cloud are files then
   * @throws UserError when the target names several stacks, or one in Terraform Cloud
   */
  static VersionedState of(RunContext run, String target, boolean local) {
    if (OrphanStacks.areMeant(run.project(), local, List.of(target))) {
      DeployTarget opened = DeployTarget.open(run, local);
      List<StackStates.Entry> entries =
          OrphanStacks.entries(run.project(), opened, List.of(target));
      StackStates.Entry entry = only(entries, target, local);
      otherPlaces(entries, opened).ifPresent(run.ui()::warn);
      return new VersionedState(entry.stack(), entry.backend(), opened, false);
    }
    StackStates.Entry entry =
        only(
            StackStates.of(Selection.read(run.project(), List.of(target), run.ui()::warn)),
            target,
            local);
    return new VersionedState(entry.stack(), entry.backend(), DeployTarget.open(run, local), true);
  }

  /** The first state of the one stack. */
  private static StackStates.Entry only(
      List<StackStates.Entry> entries, String target, boolean local) {
    List<String> stacks = entries.stream().map(e -> e.stack().toString()).distinct().toList();
    if (stacks.size() != 1) {
      throw UserError.usage(
          "'"
              + target
              + "' names "
              + stacks.size()
              + " stacks, and a state is restored one at a time: "
              + String.join(", ", stacks));
    }
    StackStates.Entry entry = entries.get(0);
    if (entry.backend() instanceof Backend.Cloud cloud && !local) {
      throw UserError.usage(
          entry.stack()
              + " keeps its state in Terraform Cloud, which keeps earlier versions of it: workspace "
              + cloud.workspace(entry.stack())
              + ", States");
    }
    return entry;
  }

  /** What is said of a stack that also has a state elsewhere. */
  private static Optional<String> otherPlaces(
      List<StackStates.Entry> entries, DeployTarget target) {
    List<String> places =
        entries.stream()
            .map(each -> StateFaults.place(each.stack(), each.backend(), target.folder()))
            .toList();
    return places.size() == 1
        ? Optional.empty()
        : Optional.of(
            entries.get(0).stack()
                + " has more than one state; this is about "
                + places.get(0)
                + ", which is damaged, and not about "
                + String.join(", ", places.subList(1, places.size()))
                + ".\n  If the damaged one is of no use any more, move it away instead.");
  }

  /**
   * Gives the versions to some work; a bucket is open until that ends.
   *
   * @param limit how many of the newest versions are read
   */
  <T> T versions(int limit, Function<StateVersions, T> work) {
    if (!(target.backendOf(backend) instanceof Backend.S3 s3)) {
      return work.apply(new LocalBackups(stack, target.folder()));
    }
    try (AwsApi api = target.awsApi();
        StateBucket bucket =
            StateBucket.open(s3, api)
                .orElseThrow(() -> UserError.failed("there is no bucket " + s3.bucket()))) {
      return work.apply(new StateHistory(bucket.object(stack), limit));
    }
  }
}
