package dev.terrace.site;

import dev.terrace.check.Finding;
import dev.terrace.check.waiver.CheckReport;
import dev.terrace.check.waiver.WaivedFinding;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the rules find, and what is waived until when. */
record FindingsSection(CheckReport report) implements Section {
  @Override
  public String id() {
    return "findings";
  }

  @Override
  public String title() {
    return "Findings";
  }

  @Override
  public void write(Html html) {
    List<Finding> sorted =
        report.findings().stream().sorted(Comparator.comparing(Finding::severity)).toList();
    PageTable table =
        new PageTable("Findings", "severity", "rule", "where", "what", "instead", "from");
    for (Finding finding : sorted) {
      table.row(
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.rule().id(),
          finding.place(),
          finding.message(),
          finding.instead(),
          finding.origin().describe());
    }
    if (table.isEmpty()) {
      html.element("p", "The rules find nothing.");
    } else {
      table.write(html);
    }
    PageTable waived = new PageTable("Waived findings", "rule", "where", "reason", "until");
    for (WaivedFinding each : report.waived()) {
      waived.row(
          each.finding().rule().id(),
          each.finding().place(),
          each.waiver().reason(),
          String.valueOf(each.waiver().expires()));
    }
    if (!waived.isEmpty()) {
      waived.write(html);
    }
  }
}
