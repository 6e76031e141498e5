package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.check.waiver.WaiverFile;
import dev.terrace.config.ConfigException;
import dev.terrace.error.UserError;
import dev.terrace.guard.Refusal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardReportTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final List<Refusal> REFUSALS =
      List.of(
          refusal(Kind.DESTROY, "aws_db_instance.database_main"),
          refusal(Kind.REPLACE, "aws_s3_bucket.documents"),
          refusal(Kind.NOT_UNDERSTOOD, "plan.complete"));

  @TempDir private Path folder;

  private static Refusal refusal(Kind kind, String address) {
    return new Refusal(kind, address, "aws_x", "why", List.of(), Optional.empty());
  }

  private GuardReport report(String rule, String resource, String expires) throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/production.yaml"), "");
    Files.writeString(
        folder.resolve("shop/waivers.yaml"),
        """
        waivers:
          - rule: %s
            resource: '%s'
            reason: The bucket has moved to another account
            who: owners of shop
            expires: %s
        """
            .formatted(rule, resource, expires));
    List<WaiverFile.Located> waivers = WaiverFile.read(folder, "shop", Set.of("aws-open"));
    return GuardReport.of(
        REFUSALS,
        waivers,
        "production/data",
        address -> address.equals("aws_db_instance.database_main") ? "database/main" : address,
        TODAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws_db_instance.database_main",
        "database/main",
        "production/data/database/main",
        "*/data/database/*",
        "*database*",
      })
  void a_waiver_accepts_an_address_a_path_or_a_pattern_until_its_date(String resource)
      throws IOException {
    GuardReport report = report("guard-destroy", resource, "2026-11-27");

    assertThat(report.accepted())
        .extracting(each -> each.refusal().address())
        .containsExactly("aws_db_instance.database_main");
    assertThat(report.refused())
        .extracting(Refusal::address)
        .containsExactly("aws_s3_bucket.documents", "plan.complete");
    assertThat(report.expired()).isEmpty();
    assertThat(report.unused()).isEmpty();
  }

  @Test
  void a_waiver_of_another_action_or_resource_is_unused() throws IOException {
    for (String[] each :
        List.of(
            new String[] {"guard-replace", "database/main"},
            new String[] {"guard-destroy", "staging/data/database/main"},
            new String[] {"guard-destroy", "database"})) {
      GuardReport report = report(each[0], each[1], "2027-01-01");

      assertThat(report.refused()).isEqualTo(REFUSALS);
      assertThat(report.unused()).hasSize(1);
    }
  }

  @Test
  void an_expired_waiver_does_not_count_and_is_named() throws IOException {
    GuardReport report = report("guard-destroy", "database/main", "2026-11-26");

    assertThat(report.refused()).isEqualTo(REFUSALS);
    assertThat(report.expired()).extracting(WaiverFile.Located::line).containsExactly(2);
    assertThat(report.unused()).isEmpty();
  }

  @Test
  void a_waiver_of_a_rule_of_check_is_none_of_the_guard() throws IOException {
    GuardReport report = report("aws-open", "*", "2027-01-01");

    assertThat(report.refused()).isEqualTo(REFUSALS);
    assertThat(report.unused()).isEmpty();
  }

  @Test
  void what_is_not_understood_is_accepted_by_its_own_name() throws IOException {
    assertThat(report("guard-not-understood", "plan.complete", "2027-01-01").accepted()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*data*", "*data/*", "*a*t*a*", "*/dat*"})
  void a_pattern_that_happens_to_name_the_layer_is_too_wide(String resource) {
    assertThatThrownBy(() -> report("guard-destroy", resource, "2027-01-01"))
        .hasMessageContaining("is too wide: it lets every resource of ")
        .hasMessageContaining("be lost; name a resource or a construct");
  }

  @Test
  void a_file_of_waivers_without_environments_is_no_wider() throws IOException {
    Path file = folder.resolve("any.yaml");
    Files.writeString(
        file,
        """
        waivers:
          - rule: guard-destroy
            resource: "production/data/*"
            reason: The bucket has moved to another account
            who: owners of shop
            expires: 2027-01-01
        """);
    List<WaiverFile.Located> waivers = WaiverFile.read(file, Set.of());

    assertThatThrownBy(
            () -> GuardReport.of(REFUSALS, waivers, "production/data", each -> each, TODAY))
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ":2: 'production/data/*' is too wide: it lets every resource of production/data"
                + " be lost; name a resource or a construct");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "**",
        "*/*",
        "*.*",
        "aws_*",
        "module.*",
        "production/*",
        "production/data/*",
        "prod*",
        "*/data/*",
        "*/*/*",
        "*/data/*/*",
        "*d*",
        "*aws*",
        "*ws_*",
        "aws*",
        "production/data/*a*",
      })
  void a_waiver_for_a_whole_stack_is_too_wide(String resource) {
    assertThatThrownBy(() -> report("guard-destroy", resource, "2027-01-01"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "is too wide: it lets every resource of a stack be lost; name a resource or a construct");
  }
}
