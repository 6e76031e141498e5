package dev.terrace.actions.site;

import dev.terrace.actions.check.CheckStacks;
import dev.terrace.actions.cost.EstimateCosts;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.check.ConfigOrigins;
import dev.terrace.check.model.Model;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.config.Environment;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.cost.Estimate;
import dev.terrace.cost.Prices;
import dev.terrace.picture.Drawing;
import dev.terrace.picture.SystemPicture;
import dev.terrace.project.Project;
import dev.terrace.project.Synthesis;
import dev.terrace.report.PlanRow;
import dev.terrace.site.Changes;
import dev.terrace.site.Subject;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the page of an environment is about. */
record SubjectOf(
    Project project, Synthesis synthesis, Prices prices, Map<StackId, List<PlanRow>> plans) {

  Subject subject(Environment<?> environment, CheckReport report, Optional<Comparand> comparand) {
    String region = environment.config().region();
    Model model = new Model(environment.id(), region, synthesis.trees(environment.id()));
    Drawing drawing = SystemPicture.draw(model);
    Optional<Estimate> estimate =
        prices.regions().contains(region)
            ? Optional.of(EstimateCosts.estimate(synthesis, environment, prices))
            : Optional.empty();
    List<Changes> changes = new ArrayList<>();
    List<String> layers = Systems.named(environment.id().system()).layers();
    ChangeLists.planned(environment.id(), layers, drawing, plans).ifPresent(changes::add);
    comparand.ifPresent(each -> changes.add(compared(environment, drawing, each)));
    return new Subject(
        model,
        layers,
        drawing.picture(),
        estimate,
        report,
        new ConfigOrigins(
            new Environments(project.environments()).written(environment.id()),
            CheckStacks::sourceOf),
        changes,
        comparand.flatMap(this::costs));
  }

  private Changes compared(Environment<?> environment, Drawing drawing, Comparand comparand) {
    return new CompareStacks(comparand, new DescribePlans(project, synthesis))
        .of(
            drawing,
            synthesis.stacks().stream()
                .filter(each -> each.id().environment().equals(environment.id()))
                .toList());
  }

  private Optional<Subject.OtherCosts> costs(Comparand other) {
    if (!prices.regions().contains(other.region())) {
      return Optional.empty();
    }
    Estimate estimate =
        Estimate.of(
            other.environment(),
            other.stacks(),
            stack -> true,
            other.usage(),
            prices.in(other.region()));
    return Optional.of(new Subject.OtherCosts(other.name(), estimate));
  }
}
