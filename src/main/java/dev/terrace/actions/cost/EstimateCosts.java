package dev.terrace.actions.cost;

import dev.terrace.config.ConfigChange;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.OwnersEstimate;
import dev.terrace.cost.Prices;
import dev.terrace.error.UserError;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Estimates the monthly costs of environments from their synthesized stacks. */
public final class EstimateCosts {
  private final RunContext run;

  public EstimateCosts(RunContext run) {
    this.run = run;
  }

  /**
   * @param target as on the command line
   * @param prices the file of prices; by default the project's
   */
  public record Request(String target, Optional<Path> prices, View view) {}

  /** What an estimate is compared with. */
  public sealed interface View {
    /** Nothing. */
    record Plain() implements View {}

    /**
     * Another environment.
     *
     * @param target names it
     */
    record OtherEnvironment(String target) implements View {}

    /** The same environment with each option of its system. */
    record Options() implements View {}

    /** The owners' own estimate. */
    record Owners(Path file) implements View {}
  }

  /** Estimates, as the view asks for them. */
  public sealed interface Result {
    Prices prices();

    /** One estimate per environment. */
    record Plain(Prices prices, List<Estimate> estimates) implements Result {}

    /** Two environments. */
    record Comparison(Prices prices, Estimate one, Estimate other) implements Result {}

    /**
     * An environment with each option.
     *
     * @param changed estimates by option
     * @param impossible why an option is not possible, by option
     */
    record Options(
        Prices prices,
        Estimate unchanged,
        Map<String, Estimate> changed,
        Map<String, String> impossible)
        implements Result {}

    /** An environment and its owners' own estimate. */
    record Owners(Prices prices, Estimate ours, OwnersEstimate theirs) implements Result {}
  }

  public Result run(Request request) {
    Prices prices = readPrices(request.prices());
    String target = request.target();
    List<String> targets =
        request.view() instanceof View.OtherEnvironment other
            ? List.of(target, other.target())
            : List.of(target);
    Synthesis synthesis =
        Synthesis.make(run.project(), run.ui(), targets, Synthesis::temporaryFolder);
    List<Estimate> estimates = estimates(synthesis, target, prices);
    if (request.view() instanceof View.OtherEnvironment other) {
      Estimate second = single(estimates(synthesis, other.target(), prices), other.target());
      return new Result.Comparison(prices, single(estimates, target), second);
    }
    if (request.view() instanceof View.Options) {
      return options(prices, synthesis, single(estimates, target));
    }
    if (request.view() instanceof View.Owners owners) {
      return owners(prices, single(estimates, target), owners.file());
    }
    return new Result.Plain(prices, estimates);
  }

  private Prices readPrices(Optional<Path> file) {
    return file.map(given -> Prices.read(given, given.toString()))
        .orElseGet(() -> Prices.read(run.project().prices(), run.project().pricesShownAs()));
  }

  /** The estimates of the environments that a target names. */
  private static List<Estimate> estimates(Synthesis synthesis, String target, Prices prices) {
    Target parsed = Target.parse(target);
    List<Estimate> estimates = new ArrayList<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      if (parsed.matchesEnvironment(environment.id())) {
        estimates.add(estimate(synthesis, environment, parsed::matches, prices));
      }
    }
    return List.copyOf(estimates);
  }

  /** The costs of a whole environment. */
  public static Estimate estimate(Synthesis synthesis, Environment<?> environment, Prices prices) {
    return estimate(synthesis, environment, stack -> true, prices);
  }

  private static Estimate estimate(
      Synthesis synthesis, Environment<?> environment, Predicate<StackId> chosen, Prices prices) {
    Map<StackId, StackFile> stacks = new LinkedHashMap<>();
    for (Stack stack : synthesis.stacks()) {
      if (stack.id().environment().equals(environment.id())) {
        stacks.put(stack.id(), stack.file());
      }
    }
    Prices.Region region;
    try {
      region = prices.in(environment.config().region());
    } catch (ConfigException e) {
      throw UserError.usage(environment.id() + ": " + e.getMessage());
    }
    return Estimate.of(environment.id(), stacks, chosen, environment.config().usage(), region);
  }

  private static Estimate single(List<Estimate> estimates, String target) {
    if (estimates.size() != 1) {
      throw UserError.usage(
          "target '"
              + target
              + "': must name one environment here; it names "
              + estimates.stream()
                  .map(estimate -> estimate.environment().toString())
                  .collect(Collectors.joining(", ")));
    }
    return estimates.get(0);
  }

  private Result options(Prices prices, Synthesis synthesis, Estimate unchanged) {
    EnvironmentId id = unchanged.environment();
    SystemDefinition<?> system = Systems.named(id.system());
    if (system.options().isEmpty()) {
      throw UserError.usage("the system " + id.system() + " declares no options");
    }
    Map<String, Estimate> changed = new LinkedHashMap<>();
    Map<String, String> impossible = new LinkedHashMap<>();
    Environments folder = new Environments(run.project().environments());
    for (ConfigChange change : system.options()) {
      try {
        Environment<?> environment = folder.read(id, system, List.of(change));
        Synthesis with =
            Synthesis.of(
                new Selection(List.of(environment), synthesis.selection().targets()),
                Synthesis.temporaryFolder());
        changed.put(
            change.toString(),
            estimate(with, environment, synthesis.selection()::includes, prices));
      } catch (ConfigException e) {
        impossible.put(
            change.toString(),
            e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
      }
    }
    return new Result.Options(prices, unchanged, changed, impossible);
  }

  private static Result owners(Prices prices, Estimate ours, Path file) {
    OwnersEstimate theirs = OwnersEstimate.read(file, file.toString());
    if (!theirs.environment().equals(ours.environment().toString())) {
      throw UserError.usage(
          file + ": is an estimate of " + theirs.environment() + ", not of " + ours.environment());
    }
    return new Result.Owners(prices, ours, theirs);
  }
}
