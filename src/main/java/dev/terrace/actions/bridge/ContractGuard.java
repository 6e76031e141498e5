package dev.terrace.actions.bridge;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.Releases;
import dev.terrace.config.Environment;
import dev.terrace.error.UserError;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prevents the publication of a contract that breaks consumers without a new major version. */
public final class ContractGuard {
  private ContractGuard() {}

  public static Releases releases(Project project) {
    return new Releases(project.home().resolve("bridge").resolve("releases"));
  }

  /** Why the contracts of the selection must not be published, one text per system. */
  public static List<String> refusals(Selection selection, Releases releases) {
    List<String> refusals = new ArrayList<>();
    selection.environments().stream()
        .filter(environment -> publishes(selection, environment))
        .map(environment -> environment.id().system())
        .distinct()
        .flatMap(system -> Systems.named(system).bridge().stream())
        .forEach(bridge -> refusal(bridge.contract(), releases).ifPresent(refusals::add));
    return refusals;
  }

  /**
   * @throws UserError of the kind {@code REFUSED}
   */
  public static void refuse(Selection selection, Releases releases) {
    List<String> refusals = refusals(selection, releases);
    if (!refusals.isEmpty()) {
      throw UserError.refused("refused, nothing was touched: " + String.join("\n  ", refusals));
    }
  }

  /** Warns of what a deploy would refuse. */
  public static void warn(RunContext run, Selection selection) {
    refusals(selection, releases(run.project()))
        .forEach(refusal -> run.ui().warn("a deploy would be refused: " + refusal));
  }

  /** Every change and why the version does not allow it; empty if it does. */
  static Optional<String> refusal(BridgeContract contract, Releases releases) {
    Optional<ContractChanges> changes = releases.changes(contract);
    return changes
        .flatMap(ContractChanges::refusal)
        .map(
            why -> {
              StringBuilder text =
                  new StringBuilder("the bridge of " + contract.system() + ": " + why);
              changes.get().changes().forEach(change -> text.append("\n    ").append(change));
              return text.toString();
            });
  }

  private static boolean publishes(Selection selection, Environment<?> environment) {
    return Systems.named(environment.id().system())
        .bridge()
        .filter(bridge -> selection.includes(environment.id().stack(bridge.layer())))
        .isPresent();
  }
}
