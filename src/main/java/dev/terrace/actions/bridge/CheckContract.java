package dev.terrace.actions.bridge;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.bridge.ContractChanges;
import dev.terrace.bridge.PublishedParameters;
import dev.terrace.bridge.PublishedParameters.Finding;
import dev.terrace.bridge.Releases;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares contracts with their latest release, then with what is deployed. */
public final class CheckContract {
  private final RunContext run;

  public CheckContract(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets as on the command line
   * @param local against the simulated AWS
   * @param releases the folder of released contracts; by default the project's
   */
  public record Request(List<String> targets, boolean local, Optional<Path> releases) {}

  /**
   * @param environments empty if a contract is refused: nothing is asked then
   * @param option {@code --local} where it is needed to repeat a command
   */
  public record Result(
      List<Comparison> contracts, List<EnvironmentCheck> environments, String option) {
    /** A deploy would refuse a contract. */
    public boolean isRefused() {
      return contracts.stream().anyMatch(each -> each.refusal().isPresent());
    }

    /** Every environment is deployed as its contract says. */
    public boolean isClean() {
      return environments.stream().allMatch(each -> each.deployed() && each.findings().isEmpty());
    }
  }

  /**
   * A contract compared with its latest release.
   *
   * @param changes empty if it was never released
   */
  public record Comparison(BridgeContract contract, Optional<ContractChanges> changes) {
    public Optional<String> refusal() {
      return changes.flatMap(ContractChanges::refusal);
    }
  }

  /**
   * An environment compared with its contract.
   *
   * @param path where it is published
   * @param stack that publishes it
   */
  public record EnvironmentCheck(
      EnvironmentId environment,
      BridgeContract contract,
      String path,
      StackId stack,
      boolean deployed,
      List<Finding> findings) {}

  public Result run(Request request) {
    Selection selection = Selection.read(run.project(), request.targets(), run.ui()::warn);
    Releases releases =
        request.releases().map(Releases::new).orElse(ContractGuard.releases(run.project()));
    List<PublishedContract> published = PublishedContract.of(selection, run.ui()::note);
    List<Comparison> contracts =
        published.stream()
            .map(PublishedContract::contract)
            .distinct()
            .map(contract -> new Comparison(contract, releases.changes(contract)))
            .toList();
    Result compared = new Result(contracts, List.of(), "");
    if (compared.isRefused()) {
      return compared;
    }
    DeployTarget target = DeployTarget.open(run, request.local());
    List<EnvironmentCheck> environments = new ArrayList<>();
    for (PublishedContract each : published) {
      environments.add(check(each, target));
    }
    return new Result(contracts, List.copyOf(environments), target.option());
  }

  private EnvironmentCheck check(PublishedContract published, DeployTarget target) {
    EnvironmentId id = published.environment().id();
    run.ui().passing("reading the state of " + published.stack());
    Optional<Map<String, String>> applied = published.applied(target);
    run.ui().endPassing();
    List<Finding> findings =
        applied
            .map(
                values ->
                    new PublishedParameters(
                            published.contract(),
                            published.path(),
                            published.stored(target),
                            values)
                        .findings())
            .orElse(List.of());
    return new EnvironmentCheck(
        id,
        published.contract(),
        published.path(),
        published.stack(),
        applied.isPresent(),
        findings);
  }
}
