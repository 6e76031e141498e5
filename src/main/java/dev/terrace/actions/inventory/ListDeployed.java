package dev.terrace.actions.inventory;

import dev.terrace.aws.AwsApi;
import dev.terrace.aws.Bucket;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Organization;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.OrphanStacks;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import dev.terrace.project.StateFaults;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the stacks that are deployed, as their states say, whether a file describes them or not.
 */
public final class ListDeployed {
  private final RunContext run;
  private final List<Deployed> stacks = new ArrayList<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private boolean complete = true;

  public ListDeployed(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line; none for everything
   * @param local against the simulated AWS
   */
  public record Request(List<String> targets, boolean local) {}

  /**
   * @param problems places that do not exist and states that cannot be read, one sentence each
   * @param isComplete whether every state could be read
   * @param option repeats a command here
   */
  public record Result(
      List<Deployed> stacks, List<String> problems, boolean isComplete, String option) {}

  /**
   * A deployed stack.
   *
   * @param place of its state
   * @param resources empty in Terraform Cloud, which tells the serial alone
   * @param hasFile whether a file describes its environment
   */
  public record Deployed(
      StackId stack, String place, Optional<Integer> resources, long serial, boolean hasFile) {}

  public Result run(Request request) {
    List<StackStates.Entry> described =
        OrphanStacks.areMeant(run.project(), request.local(), request.targets())
            ? List.of()
            : StackStates.of(Selection.read(run.project(), request.targets(), run.ui()::warn));
    DeployTarget target = DeployTarget.open(run, request.local());
    run.ui().passing("reading the states");
    try (AwsApi api = target.awsApi()) {
      Map<String, Optional<Bucket>> buckets = new LinkedHashMap<>();
      for (StackStates.Entry entry : described) {
        add(entry, target, api, buckets);
      }
      buckets.values().forEach(bucket -> bucket.ifPresent(Bucket::close));
    }
    OrphanStacks.Found found = OrphanStacks.find(run.project(), target, request.targets());
    found.orphans().forEach(orphan -> add(orphan.stack(), orphan.backend(), orphan.state(), false));
    found.damaged().forEach(entry -> addUnreadable(StateFaults.damaged(entry, target)));
    run.ui().endPassing();
    return new Result(List.copyOf(stacks), List.copyOf(problems), complete, target.option());
  }

  private void add(
      StackStates.Entry entry,
      DeployTarget target,
      AwsApi api,
      Map<String, Optional<Bucket>> buckets) {
    Backend backend = target.backendOf(entry.backend());
    if (backend instanceof Backend.Cloud cloud) {
      inCloud(entry.stack(), cloud, target);
    } else if (backend instanceof Backend.S3 s3) {
      Optional<Bucket> bucket =
          buckets.computeIfAbsent(
              s3.bucket(),
              name -> Optional.of(api.bucket(name, s3.region())).filter(Bucket::exists));
      if (bucket.isEmpty()) {
        StateFaults.lostPlace(entry, target)
            .ifPresentOrElse(
                lost -> addUnreadable(lost.getMessage()),
                () ->
                    problems.add(
                        entry.stack().environment()
                            + ": the state bucket "
                            + s3.bucket()
                            + " does not exist, so nothing is deployed with it"));
      } else {
        bucket
            .get()
            .read(s3.key(entry.stack()))
            .ifPresent(bytes -> add(entry, backend, target, bytes));
      }
    } else {
      Path file = target.folder().resolve(entry.stack().stackName() + ".tfstate");
      if (Files.exists(file)) {
        add(entry, backend, target, bytes(file));
      }
    }
  }

  private void inCloud(StackId stack, Backend.Cloud cloud, DeployTarget target) {
    try {
      Organization organization = target.organization(cloud);
      organization
          .workspace(cloud.workspace(stack))
          .flatMap(organization::serial)
          .ifPresent(
              serial ->
                  stacks.add(
                      new Deployed(
                          stack, StateMemory.place(cloud, stack), Optional.empty(), serial, true)));
    } catch (CloudException e) { // the others are listed all the same
      addUnreadable(stack.environment() + ": " + e.getMessage());
    }
  }

  private void add(StackStates.Entry entry, Backend backend, DeployTarget target, byte[] bytes) {
    if (StoredState.isDamaged(new String(bytes, StandardCharsets.UTF_8))) {
      addUnreadable(StateFaults.damaged(entry, target));
    }
    StoredState.parse(bytes)
        .filter(found -> !found.isEmpty())
        .ifPresent(found -> add(entry.stack(), backend, found, true));
  }

  private void add(StackId stack, Backend backend, StoredState state, boolean hasFile) {
    stacks.add(
        new Deployed(
            stack,
            StateMemory.place(backend, stack),
            Optional.of(state.resources().size()),
            state.serial(),
            hasFile));
  }

  private void addUnreadable(String problem) {
    problems.add(problem);
    complete = false;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
