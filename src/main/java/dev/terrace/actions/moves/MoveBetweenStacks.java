package dev.terrace.actions.moves;

import dev.terrace.aws.AwsApi;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.moves.Pair;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.StackStates;
import dev.terrace.state.BucketState;
import dev.terrace.state.FileState;
import dev.terrace.state.LockedException;
import dev.terrace.state.RelocatedState;
import dev.terrace.state.StateBucket;
import dev.terrace.state.StateRelocation;
import dev.terrace.state.StateRelocation.Step;
import dev.terrace.state.StateRelocation.Written;
import dev.terrace.state.StoredState;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Messages;
import dev.terrace.ui.Ui;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Moves resources that changed their stack from state to state, under the locks of both. Changes
 * nothing in AWS.
 */
public final class MoveBetweenStacks {
  private final Ui ui;
  private final Confirmation confirmation;
  private final Consumer<List<Pair>> view;

  /**
   * @param view shows the resources that are asked about
   */
  public MoveBetweenStacks(Ui ui, Confirmation confirmation, Consumer<List<Pair>> view) {
    this.ui = ui;
    this.confirmation = confirmation;
    this.view = view;
  }

  /**
   * @param pairs of {@link WriteMoves}
   */
  public record Request(DeployContext context, List<Pair> pairs) {}

  /** The resources that were moved; none if the user said no. */
  public record Result(List<Pair> moved) {}

  /** Two stacks. */
  private record Way(StackId source, StackId destination) {}

  /**
   * @throws UserError if a state is in Terraform Cloud, is locked, or was changed meanwhile
   */
  public Result run(Request request) {
    Map<Way, List<Pair>> ways = new LinkedHashMap<>();
    for (Pair each : request.pairs()) {
      ways.computeIfAbsent(new Way(each.source(), each.destination()), way -> new ArrayList<>())
          .add(each);
    }
    DeployContext context = request.context();
    ways.keySet()
        .forEach(
            way -> {
              requireWritable(way.source(), context);
              requireWritable(way.destination(), context);
            });
    if (ways.isEmpty()
        || !confirmation.given(
            "Move "
                + Messages.counted(request.pairs().size(), "resource")
                + " from state to state?",
            () -> view.accept(request.pairs()))) {
      return new Result(List.of());
    }
    try {
      ways.forEach((way, pairs) -> move(way, pairs, context));
    } catch (LockedException e) {
      throw UserError.refused(Messages.locked(e.stack(), e.holder(), context.target().option()));
    }
    return new Result(request.pairs());
  }

  private static void requireWritable(StackId stack, DeployContext context) {
    if (backendOf(stack, context) instanceof Backend.Cloud) {
      throw UserError.usage(
          stack
              + " keeps its state in Terraform Cloud; move its resources with 'import' and 'removed'"
              + " blocks");
    }
  }

  private void move(Way way, List<Pair> pairs, DeployContext context) {
    List<Step> steps = pairs.stream().map(each -> new Step(each.from(), each.to())).toList();
    Written written =
        with(
            way.source(),
            context,
            source ->
                with(
                    way.destination(),
                    context,
                    destination -> StateRelocation.move(source, destination, steps)));
    remember(way.source(), written.source(), context);
    remember(way.destination(), written.destination(), context);
    ui.note(
        way.source()
            + " → "
            + way.destination()
            + ": "
            + Messages.counted(pairs.size(), "resource")
            + " moved");
  }

  /** Gives the state of a stack to some work; a bucket is open until that ends. */
  private static Written with(
      StackId stack, DeployContext context, Function<RelocatedState, Written> work) {
    DeployTarget target = context.target();
    if (!(backendOf(stack, context) instanceof Backend.S3 s3)) {
      target.hold(stack);
      return work.apply(new FileState(stack, target.folder()));
    }
    try (AwsApi api = target.awsApi();
        StateBucket bucket =
            StateBucket.open(s3, api)
                .orElseThrow(() -> UserError.failed("there is no bucket " + s3.bucket()))) {
      return work.apply(
          new BucketState(
              bucket.object(stack),
              () -> StackStates.connect(new StackStates.Entry(stack, s3), target)));
    }
  }

  private static Backend backendOf(StackId stack, DeployContext context) {
    return context.target().backendOf(context.synthesis().stack(stack).backend());
  }

  private static void remember(StackId stack, StoredState state, DeployContext context) {
    context
        .target()
        .memory()
        .note(stack, backendOf(stack, context), Optional.of(state), Instant.now());
  }
}
