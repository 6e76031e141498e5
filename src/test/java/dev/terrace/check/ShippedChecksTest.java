package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.check.rows.RuleSet;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Shipped;
import dev.terrace.support.Synthesized;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shipped environments have no error without waiver; {@code docs/checks.md} shows the rest. */
final class ShippedChecksTest {
  private static final Path DOCUMENT = Path.of("docs", "checks.md");
  private static final List<Rule> RULES = RuleSet.shipped();

  /**
   * Environments that are no production go without access logs and protection: their files say so.
   */
  private static final Set<String> ACCEPTED =
      Set.of("aws-elb-access-logs", "aws-elb-deletion-protection");

  private static final Map<EnvironmentId, CheckReport> REPORTS = reports();

  private static Map<EnvironmentId, CheckReport> reports() {
    Map<EnvironmentId, CheckReport> reports = new LinkedHashMap<>();
    for (EnvironmentId id : Shipped.ids()) {
      Synthesized environment = Synthesized.in(Shipped.ENVIRONMENTS, id);
      List<Rule> rules = new ArrayList<>(RULES);
      rules.addAll(Systems.named(id.system()).rules());
      List<Finding> found = Trees.findings(Trees.model(environment, Trees.of(environment)), rules);
      reports.put(id, CheckReport.of(id, found, waivers(id.system()), today()));
    }
    return reports;
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static List<WaiverFile.Located> waivers(String system) {
    Set<String> ids = RULES.stream().map(rule -> rule.about().id()).collect(Collectors.toSet());
    Systems.named(system).rules().forEach(rule -> ids.add(rule.about().id()));
    return WaiverFile.read(Shipped.ENVIRONMENTS, system, ids);
  }

  @Test
  void no_shipped_environment_has_an_error_without_waiver() {
    List<String> errors = new ArrayList<>();
    REPORTS
        .values()
        .forEach(
            report ->
                report.findings().stream()
                    .filter(each -> each.severity() == Severity.ERROR)
                    .forEach(
                        each ->
                            errors.add(
                                each.rule().id() + ": " + each.place() + ": " + each.message())));
    assertThat(errors).isEmpty();
  }

  /** Also where the rule only warns: a user may want it otherwise, these environments may not. */
  @Test
  void no_shipped_environment_has_a_fault_that_was_found_before() {
    Set<String> rules =
        RealFaultsTest.faults()
            .map(each -> ((RealFaultsTest.Fault) each.get()[1]).rule())
            .collect(Collectors.toSet());
    List<String> found = new ArrayList<>();
    REPORTS
        .values()
        .forEach(
            report ->
                report.findings().stream()
                    .filter(each -> rules.contains(each.rule().id()))
                    .filter(each -> !ACCEPTED.contains(each.rule().id()))
                    .forEach(
                        each ->
                            found.add(
                                each.rule().id() + ": " + each.place() + ": " + each.message())));
    assertThat(found).isEmpty();
  }

  @Test
  void every_shipped_waiver_accepts_something() {
    for (String system : Shipped.ids().stream().map(EnvironmentId::system).distinct().toList()) {
      List<CheckReport> reports =
          REPORTS.entrySet().stream()
              .filter(each -> each.getKey().system().equals(system))
              .map(Map.Entry::getValue)
              .toList();
      assertThat(CheckReport.unused(reports, waivers(system), today()))
          .extracting(Finding::message)
          .isEmpty();
    }
  }

  @Test
  void every_control_of_the_types_in_use_has_a_rule_or_a_reason() throws IOException {
    Map<String, List<String>> rules = rulesByControl();
    Set<String> listed = new LinkedHashSet<>();
    for (String[] control : controls()) {
      listed.add(control[0]);
      assertThat(rules.containsKey(control[0]))
          .as(control[0] + " has a rule, or a reason why it has none")
          .isEqualTo(control[2].isBlank());
    }
    assertThat(listed).containsAll(rules.keySet());
  }

  @Test
  void the_table_of_controls_is_the_committed_one() throws IOException {
    String generated = document();
    if (Boolean.getBoolean("terrace.update")) {
      Files.writeString(DOCUMENT, generated);
    }
    // The last columns follow the shipped environments, which a platform team edits.
    assertThat(withoutStates(Files.readString(DOCUMENT)))
        .as("run the test with -Dterrace.update=true")
        .isEqualTo(withoutStates(generated));
  }

  private static String withoutStates(String document) {
    return document
        .lines()
        .map(line -> line.startsWith("|") ? firstColumns(line) : line)
        .collect(Collectors.joining("\n"));
  }

  private static String firstColumns(String row) {
    String[] cells = row.split("\\|", -1);
    return String.join("|", List.of(cells).subList(0, Math.min(4, cells.length)));
  }

  private static String document() throws IOException {
    StringBuilder text =
        new StringBuilder(Files.readString(Path.of("src/test/resources/check/head.md")));
    text.append("\n## Controls of AWS Foundational Security Best Practices\n\n");
    text.append("`·` no finding · a number: findings · `w` waived with a reason\n\n");
    text.append("| control | asks for | rule |");
    REPORTS.keySet().forEach(id -> text.append(" ").append(id).append(" |"));
    text.append("\n|---|---|---|").append("---|".repeat(REPORTS.size())).append("\n");
    Map<String, List<String>> rules = rulesByControl();
    for (String[] control : controls()) {
      List<String> of = rules.getOrDefault(control[0], List.of());
      text.append("| ").append(control[0]).append(" | ").append(control[1]).append(" | ");
      text.append(
          of.isEmpty()
              ? "none: " + control[2]
              : of.stream().map(id -> "`" + id + "`").collect(Collectors.joining(" ")));
      text.append(" |");
      for (CheckReport report : REPORTS.values()) {
        text.append(" ").append(of.isEmpty() ? "" : state(report, of)).append(" |");
      }
      text.append("\n");
    }
    text.append("\n## All rules\n\n| rule | severity | finds |\n|---|---|---|\n");
    for (Rule rule : RULES) {
      About about = rule.about();
      text.append(
          "| `%s` | %s | %s |\n".formatted(about.id(), about.severity().word(), about.title()));
    }
    return text.toString();
  }

  private static String state(CheckReport report, List<String> rules) {
    long open = report.findings().stream().filter(each -> rules.contains(each.rule().id())).count();
    boolean waived =
        report.waived().stream().anyMatch(each -> rules.contains(each.finding().rule().id()));
    return open > 0 ? open + (waived ? " w" : "") : waived ? "w" : "·";
  }

  private static Map<String, List<String>> rulesByControl() {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    for (Rule rule : RULES) {
      for (String control : rule.about().controls()) {
        rules
            .computeIfAbsent(control.replace("FSBP ", ""), key -> new ArrayList<>())
            .add(rule.about().id());
      }
    }
    return rules;
  }

  private static List<String[]> controls() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/check/fsbp-controls.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }
}
