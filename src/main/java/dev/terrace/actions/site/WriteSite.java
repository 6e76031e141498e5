package dev.terrace.actions.site;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.cost.Prices;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import dev.terrace.report.PlanRow;
import dev.terrace.site.Page;
import dev.terrace.site.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a page for each environment and one that lists them. Offline, and reads no state. */
public final class WriteSite {
  private final RunContext run;

  public WriteSite(RunContext run) {
    this.run = run;
  }

  /**
   * @param targets name environments; a page shows the whole of each
   * @param folder gets the pages; other files in it stay
   * @param today decides which waivers have expired
   * @param plan a file or a folder of plans that the pages show
   * @param compare another environment, or a folder of stacks that another commit synthesized
   */
  public record Request(
      List<String> targets,
      Path folder,
      LocalDate today,
      Optional<Path> plan,
      Optional<String> compare) {
    public Request {
      targets = List.copyOf(targets);
    }
  }

  /**
   * @param pages that were written, the index first
   */
  public record Result(List<Path> pages) {
    public Result {
      pages = List.copyOf(pages);
    }
  }

  public Result run(Request request) {
    List<String> targets = new ArrayList<>(request.targets());
    Optional<Target> otherTarget = request.compare().flatMap(WriteSite::environment);
    otherTarget.ifPresent(each -> targets.add(each.toString()));
    Synthesis synthesis =
        Synthesis.make(run.project(), run.ui(), targets, Synthesis::temporaryFolder);
    Prices prices = Prices.read(run.project().prices(), run.project().pricesShownAs());
    List<CheckReport> reports =
        new CheckStacks(run.project())
            .run(new CheckStacks.Request(synthesis, request.today()))
            .reports();
    Map<StackId, List<PlanRow>> plans =
        request.plan().map(path -> PlanFiles.read(run.project(), synthesis, path)).orElse(Map.of());
    List<Target> wanted = request.targets().stream().map(Target::parse).toList();
    List<Subject> subjects = new ArrayList<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      if (wanted.stream().anyMatch(each -> each.matchesEnvironment(environment.id()))) {
        Optional<Comparand> comparand =
            request.compare().map(each -> comparand(each, otherTarget, synthesis, environment));
        subjects.add(
            new SubjectOf(run.project(), synthesis, prices, plans)
                .subject(environment, report(reports, environment), comparand));
      }
    }
    request.plan().ifPresent(file -> requireShown(file, plans.keySet(), wanted));
    List<Path> pages = new ArrayList<>();
    pages.add(FileTrees.writeWhole(request.folder().resolve("index.html"), Page.index(subjects)));
    for (Subject each : subjects) {
      pages.add(FileTrees.writeWhole(request.folder().resolve(each.file()), Page.of(each)));
    }
    return new Result(pages);
  }

  private static CheckReport report(List<CheckReport> reports, Environment<?> environment) {
    return reports.stream()
        .filter(each -> each.environment().equals(environment.id()))
        .findFirst()
        .orElseThrow();
  }

  /** The environment that a comparison names; empty if it names a folder. */
  private static Optional<Target> environment(String compare) {
    if (Files.isDirectory(Path.of(compare))) {
      return Optional.empty();
    }
    if (compare.split("/", -1).length != 2 || compare.contains("*")) {
      throw UserError.usage(
          "--compare must be an environment, such as coder/staging, or a folder of synthesized"
              + " stacks, such as the cdktf.out of another commit; got '"
              + compare
              + "'");
    }
    return Optional.of(Target.parse(compare));
  }

  private static Comparand comparand(
      String compare, Optional<Target> other, Synthesis synthesis, Environment<?> ours) {
    if (other.isEmpty()) {
      return Comparand.of(Path.of(compare), ours);
    }
    Environment<?> theirs =
        synthesis.selection().environments().stream()
            .filter(each -> other.get().matchesEnvironment(each.id()))
            .findFirst()
            .orElseThrow();
    return Comparand.of(synthesis, ours, theirs);
  }

  /** A plan of another environment is a mistake; one that plans nothing is none. */
  static void requireShown(Path file, Set<StackId> planned, List<Target> wanted) {
    boolean shown =
        planned.stream()
            .anyMatch(
                stack ->
                    wanted.stream().anyMatch(each -> each.matchesEnvironment(stack.environment())));
    if (!planned.isEmpty() && !shown) {
      throw UserError.usage(
          "--plan "
              + file
              + ": is about "
              + planned.stream().map(StackId::toString).collect(Collectors.joining(", "))
              + ", and no target names their environment");
    }
  }
}
