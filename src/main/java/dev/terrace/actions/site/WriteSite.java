package dev.terrace.actions.site;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.actions.cost.EstimateCosts;
import dev.terrace.check.ConfigOrigins;
import dev.terrace.check.model.Model;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.config.Environment;
import dev.terrace.config.Environments;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.Prices;
import dev.terrace.files.FileTrees;
import dev.terrace.picture.SystemPicture;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import dev.terrace.site.Page;
import dev.terrace.site.Subject;
import dev.terrace.systems.Systems;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   */
  public record Request(List<String> targets, Path folder, LocalDate today) {
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
    Synthesis synthesis =
        Synthesis.make(run.project(), run.ui(), request.targets(), Synthesis::temporaryFolder);
    Prices prices = Prices.read(run.project().prices(), "prices/aws.yaml");
    List<CheckReport> reports =
        new CheckStacks(run.project())
            .run(new CheckStacks.Request(synthesis, request.today()))
            .reports();
    List<Subject> subjects = new ArrayList<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      CheckReport report =
          reports.stream()
              .filter(each -> each.environment().equals(environment.id()))
              .findFirst()
              .orElseThrow();
      subjects.add(subject(synthesis, environment, prices, report));
    }
    List<Path> pages = new ArrayList<>();
    pages.add(FileTrees.writeWhole(request.folder().resolve("index.html"), Page.index(subjects)));
    for (Subject each : subjects) {
      pages.add(FileTrees.writeWhole(request.folder().resolve(each.file()), Page.of(each)));
    }
    return new Result(pages);
  }

  private Subject subject(
      Synthesis synthesis, Environment<?> environment, Prices prices, CheckReport report) {
    String region = environment.config().region();
    Model model = new Model(environment.id(), region, synthesis.trees(environment.id()));
    Optional<Estimate> estimate =
        prices.regions().contains(region)
            ? Optional.of(EstimateCosts.estimate(synthesis, environment, prices))
            : Optional.empty();
    return new Subject(
        model,
        Systems.named(environment.id().system()).layers(),
        SystemPicture.of(model),
        estimate,
        report,
        new ConfigOrigins(
            new Environments(run.project().environments()).written(environment.id()),
            CheckStacks::sourceOf));
  }
}
