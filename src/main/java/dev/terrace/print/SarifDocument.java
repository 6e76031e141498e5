package dev.terrace.print;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.terrace.actions.check.CheckStacks;
import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.Waiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as SARIF 2.1.0, which code scanning services read. Waived findings are suppressed
 * results (section 3.27.23 of the standard).
 *
 * @see <a
 *     href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">docs.oasis-open.org</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SarifDocument(
    @JsonProperty("$schema") String schema, String version, List<Run> runs) {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  record Run(Tool tool, String columnKind, List<Result> results) {}

  record Tool(Driver driver) {}

  record Driver(String name, String version, List<Descriptor> rules) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Descriptor(
      String id,
      Text shortDescription,
      Text help,
      String helpUri,
      Level defaultConfiguration,
      Tags properties) {}

  record Text(String text) {}

  record Level(String level) {}

  record Tags(List<String> tags) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String ruleId,
      int ruleIndex,
      String level,
      Text message,
      List<Location> locations,
      Map<String, String> partialFingerprints,
      List<Suppression> suppressions) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Location(Physical physicalLocation, List<Logical> logicalLocations) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Physical(Artifact artifactLocation, Region region) {}

  record Artifact(String uri) {}

  record Region(int startLine) {}

  record Logical(String fullyQualifiedName, String kind) {}

  record Suppression(String kind, String status, String justification) {}

  /**
   * @param version of Terrace
   */
  public static SarifDocument of(CheckStacks.Result result, String version) {
    Map<String, Integer> indexes = new HashMap<>();
    List<Descriptor> rules = new ArrayList<>();
    for (About rule : result.rules()) {
      indexes.put(rule.id(), rules.size());
      rules.add(descriptor(rule));
    }
    List<Result> results = new ArrayList<>();
    for (CheckReport report : result.reports()) {
      report.findings().forEach(each -> results.add(result(each, indexes, null)));
      report
          .waived()
          .forEach(
              each -> results.add(result(each.finding(), indexes, List.of(of(each.waiver())))));
    }
    Driver driver = new Driver("terrace", version, rules);
    return new SarifDocument(
        SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), "utf16CodeUnits", results)));
  }

  private static Descriptor descriptor(About rule) {
    List<String> tags = new ArrayList<>(List.of(rule.pack()));
    tags.addAll(rule.controls());
    return new Descriptor(
        rule.id(),
        new Text(rule.title()),
        new Text(rule.instead()),
        rule.sources().stream()
            .filter(each -> each.startsWith("https://"))
            .findFirst()
            .orElse(null),
        new Level(level(rule.severity())),
        new Tags(tags));
  }

  private static Result result(
      Finding finding, Map<String, Integer> indexes, List<Suppression> suppressions) {
    Region region = finding.origin().line() > 0 ? new Region(finding.origin().line()) : null;
    Physical physical = new Physical(new Artifact(finding.origin().file()), region);
    String name =
        finding.address().isEmpty()
            ? finding.stack().environment().toString()
            : finding.stack() + "/" + finding.path();
    return new Result(
        finding.rule().id(),
        indexes.get(finding.rule().id()),
        level(finding.severity()),
        new Text(finding.message() + ". " + finding.instead()),
        List.of(new Location(physical, List.of(new Logical(name, "resource")))),
        Map.of("ruleAndPlace/v1", finding.rule().id() + " " + name + " " + finding.attribute()),
        suppressions);
  }

  private static Suppression of(Waiver waiver) {
    return new Suppression(
        "external",
        "accepted",
        waiver.reason() + " (" + waiver.who() + ", until " + waiver.expires() + ")");
  }

  private static String level(Severity severity) {
    return severity.word(); // SARIF has the same three words
  }
}
