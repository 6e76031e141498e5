package dev.terrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The fences between packages. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.terrace");

  /** The packages that may import cdktf. */
  private static final String[] CDKTF = {
    "dev.terrace.constructs..", "dev.terrace.layers..", "dev.terrace.systems.."
  };

  /** One capability each: no cdktf, no user interface, no adapter of another concern. */
  static final List<String> ENGINES =
      List.of(
          "adopt",
          "affected",
          "bridge",
          "check",
          "cost",
          "drift",
          "eject",
          "guard",
          "hcl",
          "moves",
          "report",
          "upstream");

  /** The packages that start processes or use a network. */
  static final List<String> ADAPTERS =
      List.of("terraform", "aws", "state", "cloud", "local", "git");

  @Test
  void only_constructs_layers_and_systems_import_cdktf() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CDKTF)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.hashicorp.cdktf..", "software.amazon.jsii..", "software.constructs..")
        .because("a switch to a fork of CDKTF must stay cheap")
        .check(CLASSES);
  }

  @Test
  void only_the_command_line_imports_picocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.terrace.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .because("actions are called from tests and other programs as well")
        .check(CLASSES);
  }

  @Test
  void nothing_but_the_command_line_imports_the_command_line_and_printers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.terrace.cli..", "dev.terrace.print..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.terrace.cli..", "dev.terrace.print..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.terrace.print..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.terrace.cli..")
        .check(CLASSES);
  }

  @Test
  void only_actions_and_the_command_line_import_actions() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.terrace.cli..", "dev.terrace.print..", "dev.terrace.actions..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.terrace.actions..")
        .check(CLASSES);
  }

  @Test
  void actions_never_know_the_console_or_exit_codes() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.terrace.actions..", "dev.terrace.project..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.terrace.ui.Console")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.terrace.ui.ExitCode")
        .because("an action never prints and never exits")
        .check(CLASSES);
  }

  @Test
  void constructs_never_import_systems() {
    noClasses()
        .that()
        .resideInAPackage("dev.terrace.constructs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.terrace.systems..")
        .check(CLASSES);
  }

  @Test
  void systems_never_import_one_another() {
    slices()
        .matching("dev.terrace.systems.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("ENGINES")
  void an_engine_imports_neither_user_interface_nor_project_nor_adapters_of_another_concern(
      String engine) {
    noClasses()
        .that()
        .resideInAPackage("dev.terrace." + engine + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.terrace.ui..",
            "dev.terrace.actions..",
            "dev.terrace.project..",
            "dev.terrace.aws..",
            "dev.terrace.state..",
            "dev.terrace.cloud..",
            "dev.terrace.local..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("ADAPTERS")
  void an_adapter_imports_no_engine_and_nothing_above_it(String adapter) {
    noClasses()
        .that()
        .resideInAPackage("dev.terrace." + adapter + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of("ui", "actions", "project"), ENGINES.stream())
                .map(each -> "dev.terrace." + each + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void errors_and_files_import_nothing_of_the_project() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.terrace.error..", "dev.terrace.files..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(each -> !each.matches("dev\\.terrace\\.(error|files)"))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void only_terraform_local_and_git_start_processes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.terrace.terraform..", "dev.terrace.local..", "dev.terrace.git..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles_at_any_depth() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.terrace.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Every package by itself. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "every package";
        }
      };

  @Test
  void no_two_packages_have_a_top_level_type_of_the_same_name() {
    Map<String, List<String>> byName =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName.values()).allSatisfy(names -> assertThat(names).hasSize(1));
  }

  @Test
  void no_type_hides_one_of_the_java_library() {
    assertThat(
            CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .toList())
        .doesNotContainAnyElementsOf(
            Stream.of("Optional", "List", "Map", "Set", "Path", "Files", "Process", "Record")
                .toList());
  }
}
