package dev.terrace.actions.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.About;
import dev.terrace.check.ConfigOrigins;
import dev.terrace.check.Evaluation;
import dev.terrace.check.Finding;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.Environment;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.cost.Prices;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.Systems;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Evaluates the rules on synthesized environments. Uses neither an account nor a network. */
public final class CheckStacks {
  private final Project project;

  public CheckStacks(Project project) {
    this.project = project;
  }

  /**
   * @param today decides which waivers have expired
   */
  public record Request(Synthesis synthesis, LocalDate today) {}

  /**
   * @param reports in the order of the selection
   * @param rules every rule that was evaluated
   * @param resources how many resources they were evaluated on
   */
  public record Result(List<CheckReport> reports, List<About> rules, int resources) {
    public Result {
      reports = List.copyOf(reports);
      rules = List.copyOf(rules);
    }

    public long count(Severity severity) {
      return reports.stream().mapToLong(report -> report.count(severity)).sum();
    }

    public long waived() {
      return reports.stream().mapToLong(report -> report.waived().size()).sum();
    }

    public boolean hasErrors() {
      return count(Severity.ERROR) > 0;
    }

    /** Every finding that is not waived. */
    public List<Finding> findings() {
      return reports.stream().flatMap(report -> report.findings().stream()).toList();
    }
  }

  public Result run(Request request) {
    Selection selection = request.synthesis().selection();
    List<Rule> shipped = RuleSet.shipped();
    Map<String, About> rules = new LinkedHashMap<>();
    shipped.forEach(rule -> rules.put(rule.about().id(), rule.about()));
    List<CheckReport> reports = new ArrayList<>();
    Prices prices = Prices.read(project.prices(), project.pricesShownAs());
    int resources = 0;
    for (SystemDefinition<?> system : Systems.all()) {
      List<Environment<?>> environments =
          selection.environments().stream()
              .filter(each -> each.id().system().equals(system.name()))
              .toList();
      if (environments.isEmpty()) {
        continue;
      }
      List<Rule> all = new ArrayList<>(shipped);
      all.addAll(system.rules());
      system.rules().forEach(rule -> rules.put(rule.about().id(), rule.about()));
      List<WaiverFile.Located> waivers =
          WaiverFile.read(project.environments(), system.name(), rules.keySet());
      List<CheckReport> of = new ArrayList<>();
      for (Environment<?> environment : environments) {
        Model model = model(environment, request.synthesis(), prices);
        resources += model.resources().size();
        List<Finding> found = findings(environment, model, all, selection);
        of.add(CheckReport.of(environment.id(), found, waivers, request.today()));
      }
      if (isWhole(system, selection)) {
        of.set(0, of.get(0).with(CheckReport.unused(of, waivers, request.today())));
      }
      reports.addAll(of);
    }
    CheckReport.own().forEach(about -> rules.put(about.id(), about));
    return new Result(reports, List.copyOf(rules.values()), resources);
  }

  /** The stacks of one environment. */
  private static Model model(Environment<?> environment, Synthesis synthesis, Prices prices) {
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    for (Stack stack : synthesis.stacks()) {
      if (stack.id().environment().equals(environment.id())) {
        trees.put(stack.id(), stack.file().tree());
      }
    }
    String region = environment.config().region();
    return new Model(environment.id(), region, trees, key -> price(prices, region, key));
  }

  private static Optional<BigDecimal> price(Prices prices, String region, String key) {
    return Optional.of(prices)
        .filter(all -> all.regions().contains(region))
        .flatMap(all -> all.in(region).of(key));
  }

  private List<Finding> findings(
      Environment<?> environment, Model model, List<Rule> rules, Selection selection) {
    ConfigOrigins origins =
        new ConfigOrigins(
            new Environments(project.environments()).written(environment.id()),
            CheckStacks::sourceOf);
    return Evaluation.of(model, rules, origins).stream()
        .filter(finding -> selection.includes(finding.stack()))
        .toList();
  }

  /** Waivers serve all environments of a system: only all of them show which are unused. */
  private boolean isWhole(SystemDefinition<?> system, Selection selection) {
    return new Environments(project.environments())
        .of(system.name()).stream()
            .flatMap(id -> system.layers().stream().map(id::stack))
            .allMatch(selection::includes);
  }

  /** The source file of a stack's class; that of its system if there is none by that name. */
  public static String sourceOf(StackId stack) {
    Class<?> system = Systems.named(stack.environment().system()).getClass();
    String prefix = system.getSimpleName().replace("System", "");
    String layer =
        stack.layer().substring(0, 1).toUpperCase(Locale.ROOT) + stack.layer().substring(1);
    String name = system.getPackageName() + "." + prefix + layer + "Stack";
    Predicate<String> exists =
        each -> system.getResource("/" + each.replace('.', '/') + ".class") != null;
    return "src/main/java/"
        + (exists.test(name) ? name : system.getName()).replace('.', '/')
        + ".java";
  }
}
