package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.DesiredResourceReader;
import dev.terrace.adopt.match.Match;
import dev.terrace.adopt.match.MatchResult;
import dev.terrace.adopt.match.MatchResult.Open;
import dev.terrace.adopt.match.ResourceMatcher;
import dev.terrace.adopt.retire.Retirement;
import dev.terrace.adopt.source.AdoptionSource;
import dev.terrace.adopt.source.ResourceLocation;
import dev.terrace.adopt.state.DetachedStack;
import dev.terrace.aws.AwsApi;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Matches existing resources to those of the stacks, and writes the adoption files. */
public final class PlanAdoption {
  private static final int PARALLEL = 2;

  private final DeployContext context;
  private final ScratchPlanner planner;
  private final Ui ui;
  private final List<StackId> files = new CopyOnWriteArrayList<>();

  public PlanAdoption(DeployContext context, ScratchPlanner planner, Ui ui) {
    this.context = context;
    this.planner = planner;
    this.ui = ui;
  }

  /**
   * @param folder the folder {@code adoptions}
   */
  public record Request(Path folder, AdoptionSources sources) {}

  /**
   * @param unmatched descriptions of existing resources without a match, by module and type
   * @param retirements by CloudFormation stack
   */
  public record Result(
      List<StackMatches> stacks,
      Map<String, Set<String>> unmatched,
      Map<String, Retirement> retirements) {

    /** How many resources the adoption files contain. */
    public int resources() {
      return stacks.stream().mapToInt(StackMatches::entries).sum();
    }
  }

  /**
   * @param entries how many resources the adoption file contains
   * @param open desired resources without a match
   */
  public record StackMatches(StackId stack, int entries, List<Match> matches, List<Open> open) {}

  public Result run(Request request) {
    List<Stack> stacks = context.synthesis().stacks();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    stacks.forEach(s -> trees.put(s.id(), Json.read(s.folder().resolve("cdk.tf.json"))));
    ManualMatches manual = new ManualMatches(request.folder(), stacks);
    String region = stacks.get(0).region();
    AdoptionSources sources = request.sources();
    SourcePaths paths = new SourcePaths(request.folder());
    List<ExistingResource> existing =
        here(sources.read(ui, context.target(), paths, region), region, trees.values());
    if (!existing.isEmpty()) {
      ui.note(existing.size() + " resources exist");
    }
    List<DesiredResource> desired = desired(stacks, trees);
    List<DesiredResource> adoptable = manual.adoptable(desired);
    manual.addIds(sources.manual(desired, paths));
    List<ExistingResource> matched =
        ResourceMatcher.match(adoptable, existing, manual.of(desired, existing)).matches().stream()
            .map(Match::existing)
            .toList();
    List<ExistingResource> all = sources.resolved(planner.completed(region, matched, existing));
    MatchResult result = ResourceMatcher.match(adoptable, all, manual.of(desired, all));
    Map<String, Retirement> retirements =
        RetirementFiles.retirements(
            sources.cloudFormation(), result.matches(), manual.files().values());
    List<StackMatches> written = new ArrayList<>();
    for (Stack stack : context.synthesis().chosen()) {
      AdoptionFileUpdate update = new AdoptionFileUpdate(request.folder(), stack.id());
      written.add(update.write(result, Optional.ofNullable(manual.files().get(stack.id()))));
      files.add(stack.id());
    }
    RetirementFiles.write(
        request.folder().resolve(stacks.get(0).id().environment().toString()), retirements);
    return new Result(written, UnmatchedResources.describe(result), retirements);
  }

  /** The stacks whose adoption files are written so far, for a run that is interrupted. */
  public List<StackId> written() {
    return List.copyOf(files);
  }

  private List<ExistingResource> here(
      List<ExistingResource> existing, String region, Collection<JsonNode> trees) {
    Set<String> regions = new TreeSet<>();
    trees.forEach(
        tree ->
            tree.at("/provider/aws")
                .forEach(provider -> regions.add(provider.path("region").asText())));
    try (AwsApi api = context.target().awsApi()) {
      AdoptionSource.Reading here = ResourceLocation.here(existing, api.account(region), regions);
      here.notes().forEach(ui::warn);
      return new ArrayList<>(here.resources());
    }
  }

  private List<DesiredResource> desired(List<Stack> stacks, Map<StackId, JsonNode> trees) {
    DesiredResourceReader reader = new DesiredResourceReader(trees);
    Map<StackId, List<DesiredResource>> read = new ConcurrentHashMap<>();
    StackGraph.inParallel(
        PARALLEL,
        stacks,
        stack -> {
          ui.passing("planning " + stack.id() + " with an empty state");
          try {
            JsonNode plan =
                planner.plan(
                    stack,
                    DetachedStack.of(trees.get(stack.id()), upstream -> Optional.empty(), Set.of()),
                    null);
            read.put(stack.id(), reader.read(stack.id(), plan));
          } catch (TerraformException e) {
            throw UserError.failed(StackErrors.explain(stack, context.target(), e));
          }
        });
    ui.endPassing();
    List<DesiredResource> desired = new ArrayList<>();
    stacks.forEach(stack -> desired.addAll(read.get(stack.id())));
    return desired;
  }
}
