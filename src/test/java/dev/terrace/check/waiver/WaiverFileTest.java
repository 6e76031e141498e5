package dev.terrace.check.waiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.check.About;
import dev.terrace.check.Finding;
import dev.terrace.check.Severity;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.EnvironmentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaiverFileTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final EnvironmentId TEST = new EnvironmentId("shop", "test");
  private static final Set<String> RULES = Set.of("aws-open", "iam-all");

  @TempDir private Path folder;

  private List<WaiverFile.Located> read(String text) throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/waivers.yaml"), text);
    return WaiverFile.read(folder, "shop", RULES);
  }

  private static String waiver(String rule, String resource, String expires) {
    return """
           - rule: %s
             resource: "%s"
             reason: The specification wants it, section 3
             who: platform team
             expires: %s
         """
        .formatted(rule, resource, expires);
  }

  private static Finding finding(String rule, String path) {
    return new Finding(
        About.of(rule, Severity.ERROR, "Bad", "Do it well."),
        TEST.stack("data"),
        path,
        "aws_x." + path.replace('/', '_'),
        "",
        "is bad",
        "Do it well.",
        new ValueOrigin("shop.yaml", 1, "a"));
  }

  @Test
  void every_problem_of_a_file_is_named_with_its_line() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    waivers:
                      - rule: aws-open
                        resource: "*"
                        reason: short
                        who: ""
                        expires: tomorrow
                    """))
        .hasMessage(
            """
            environments/shop/waivers.yaml:5 waivers[0].who: must say who answers for it, got ''
            environments/shop/waivers.yaml:4 waivers[0].reason: must say why, in at least 20 characters, got 'short'
            environments/shop/waivers.yaml:6 waivers[0].expires: must be a date such as 2027-06-30, got 'tomorrow'""");
  }

  @Test
  void unknown_keys_missing_keys_and_unknown_rules_are_refused() {
    assertThatThrownBy(() -> read("waivers:\n  - {rule: aws-open, until: never}\n"))
        .hasMessageContaining(
            "environments/shop/waivers.yaml:2 waivers[0].until: is not a known key")
        .hasMessageContaining("waivers.yaml:2 waivers[0].reason: is required");
    assertThatThrownBy(() -> read("waivers:\n" + waiver("aws-opn", "*", "2027-01-01")))
        .hasMessage(
            "environments/shop/waivers.yaml:2 waivers[0].rule: is no rule; did you mean"
                + " 'aws-open'?, got 'aws-opn'");
  }

  @Test
  void a_system_without_the_file_has_no_waivers() {
    assertThat(WaiverFile.read(folder, "none", RULES)).isEmpty();
  }

  @Test
  void a_waiver_accepts_findings_by_environment_path_or_address() throws IOException {
    Finding open = finding("aws-open", "a/bucket");
    for (String pattern :
        List.of("test/data/a/bucket", "*/data/a/*", "a/bucket", "aws_x.a_bucket", "*")) {
      List<WaiverFile.Located> waivers =
          read("waivers:\n" + waiver("aws-open", pattern, "2026-11-27"));
      CheckReport report = CheckReport.of(TEST, List.of(open), waivers, TODAY);
      assertThat(report.findings()).as(pattern).isEmpty();
      assertThat(report.waived()).hasSize(1);
    }
    for (String pattern : List.of("other/data/*", "a", "bucket", "aws_x.a.bucket")) {
      List<WaiverFile.Located> waivers =
          read("waivers:\n" + waiver("aws-open", pattern, "2026-11-27"));
      CheckReport report = CheckReport.of(TEST, List.of(open), waivers, TODAY);
      assertThat(report.findings()).as(pattern).containsExactly(open);
    }
  }

  @Test
  void expired_waivers_do_not_count_and_unused_ones_are_findings() throws IOException {
    List<WaiverFile.Located> waivers =
        read(
            "waivers:\n"
                + waiver("aws-open", "*", "2026-11-26")
                + waiver("iam-all", "*", "2027-01-01"));
    CheckReport report =
        CheckReport.of(TEST, List.of(finding("aws-open", "a/bucket")), waivers, TODAY);

    assertThat(report.count(Severity.ERROR)).isEqualTo(1);
    assertThat(CheckReport.unused(List.of(report), waivers, TODAY))
        .extracting(
            each -> each.rule().id() + ": " + each.message() + " " + each.origin().describe())
        .containsExactly(
            "waiver-expired: aws-open on * expired after 2026-11-26"
                + " environments/shop/waivers.yaml:2",
            "waiver-unused: iam-all on * accepts no finding environments/shop/waivers.yaml:7");
  }
}
