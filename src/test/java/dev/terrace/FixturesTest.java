package dev.terrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.terrace.support.Fixtures;
import dev.terrace.support.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests read fixtures, so that a platform team edits the shipped environments, prices and estimates
 * without failing a hand-written test.
 */
final class FixturesTest {
  /** Generic tests: they hold for every valid environment and price list. */
  private static final Set<String> GENERIC =
      Set.of(
          "dev.terrace.FixturesTest",
          "dev.terrace.bridge.BridgeModuleTest",
          "dev.terrace.check.ShippedChecksTest",
          "dev.terrace.cli.BridgeCommandTest",
          "dev.terrace.cli.CdktfIT",
          "dev.terrace.config.SchemaTest",
          "dev.terrace.cost.ShippedCostsTest",
          "dev.terrace.systems.ShippedEnvironmentsTest",
          "dev.terrace.systems.alva.ShippedWorkflowTest",
          "dev.terrace.systems.TerraformValidateIT");

  /** A path that leads to a shipped file; a message that names one is no path. */
  private static final Pattern SHIPPED_PATH =
      Pattern.compile(
          "Path\\.of\\(\\s*\"(environments(?!(/|\", \")schema)|prices|docs(/|\", \")cost)\\b[^)]*\\)");

  @Test
  void only_generic_tests_read_shipped_environments_and_prices() {
    noClasses()
        .that(
            DescribedPredicate.<JavaClass>describe(
                "are no generic tests", each -> !GENERIC.contains(outermost(each).getName())))
        .and()
        .doNotBelongToAnyOf(Shipped.class)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Shipped.class)
        .because("a hand-written assertion on a shipped file fails when somebody edits that file")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("dev.terrace"));
  }

  @Test
  void no_test_spells_the_path_of_a_shipped_file() throws IOException {
    List<String> spelled = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        SHIPPED_PATH
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> spelled.add(file.getFileName() + ": " + found.group()));
      }
    }
    assertThat(spelled)
        .as("paths of shipped files; use Fixtures, or Shipped in a generic test")
        .containsExactlyInAnyOrder(
            "Shipped.java: Path.of(\"environments\")",
            "Shipped.java: Path.of(\"prices\", \"aws.yaml\")",
            "Shipped.java: Path.of(\"docs\", \"cost\")");
  }

  @Test
  void commands_that_tests_run_read_the_fixtures() {
    assertThat(System.getenv("TERRACE_ENVIRONMENTS"))
        .as("TERRACE_ENVIRONMENTS, which the build sets; set it in an IDE as well")
        .isEqualTo(Fixtures.ENVIRONMENTS.toAbsolutePath().toString());
  }

  private static JavaClass outermost(JavaClass nested) {
    return nested.getEnclosingClass().map(FixturesTest::outermost).orElse(nested);
  }
}
