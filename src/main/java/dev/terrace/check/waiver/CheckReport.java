package dev.terrace.check.waiver;

import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.EnvironmentId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules report on one environment.
 *
 * @param findings that no waiver accepts
 */
public record CheckReport(
    EnvironmentId environment, List<Finding> findings, List<WaivedFinding> waived) {

  static final About UNUSED =
      About.of(
          "waiver-unused",
          Severity.WARNING,
          "A waiver accepts nothing",
          "Remove it from the file.");

  static final About EXPIRED =
      About.of(
          "waiver-expired",
          Severity.WARNING,
          "A waiver has expired",
          "Fix what it accepts and remove it, or renew its date.");

  /** Ids of what this class itself reports. */
  public static final Set<String> IDS = Set.of(UNUSED.id(), EXPIRED.id());

  /** The rules that this class itself reports. */
  public static List<About> own() {
    return List.of(UNUSED, EXPIRED);
  }

  public CheckReport {
    findings = List.copyOf(findings);
    waived = List.copyOf(waived);
  }

  public long count(Severity severity) {
    return findings.stream().filter(each -> each.severity() == severity).count();
  }

  /**
   * Takes out what is waived. Waivers of a system serve all its environments: {@link #unused} says
   * which of them accept nothing.
   */
  public static CheckReport of(
      EnvironmentId environment,
      List<Finding> all,
      List<WaiverFile.Located> waivers,
      LocalDate today) {
    List<Finding> left = new ArrayList<>();
    List<WaivedFinding> waived = new ArrayList<>();
    for (Finding finding : all) {
      Optional<Waiver> accepted =
          waivers.stream()
              .map(WaiverFile.Located::waiver)
              .filter(waiver -> !waiver.isExpired(today) && waiver.covers(finding))
              .findFirst();
      accepted.ifPresentOrElse(
          waiver -> waived.add(new WaivedFinding(finding, waiver)), () -> left.add(finding));
    }
    return new CheckReport(environment, left, waived);
  }

  /**
   * Findings about the waivers of one system, at its first environment.
   *
   * @param reports of all environments of the system
   */
  public static List<Finding> unused(
      List<CheckReport> reports, List<WaiverFile.Located> waivers, LocalDate today) {
    Set<Waiver> used = new HashSet<>();
    reports.forEach(report -> report.waived().forEach(each -> used.add(each.waiver())));
    List<Finding> findings = new ArrayList<>();
    for (WaiverFile.Located each : waivers) {
      Waiver waiver = each.waiver();
      String what = waiver.rule() + " on " + waiver.resource();
      if (waiver.isExpired(today)) {
        findings.add(
            finding(EXPIRED, what + " expired after " + waiver.expires(), each, reports.get(0)));
      } else if (!used.contains(waiver) && !waiver.isForGuard()) {
        findings.add(finding(UNUSED, what + " accepts no finding", each, reports.get(0)));
      }
    }
    return findings;
  }

  private static Finding finding(
      About rule, String message, WaiverFile.Located at, CheckReport report) {
    return new Finding(
        rule,
        report.environment().stack(""),
        "",
        "",
        "",
        message,
        rule.instead(),
        new ValueOrigin(at.file(), at.line(), ""));
  }

  /** The same with more findings at the end. */
  public CheckReport with(List<Finding> more) {
    List<Finding> both = new ArrayList<>(findings);
    both.addAll(more);
    return new CheckReport(environment, both, waived);
  }
}
