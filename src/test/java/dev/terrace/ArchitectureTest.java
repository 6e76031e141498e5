package dev.terrace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of who may know whom. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.terrace");

  @Test
  void only_constructs_layers_and_systems_know_cdktf() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.terrace.constructs..", "dev.terrace.layers..", "dev.terrace.systems..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.hashicorp.cdktf..", "software.amazon.jsii..", "software.constructs..")
        .because("a switch to a fork of CDKTF must stay cheap")
        .check(CLASSES);
  }

  @Test
  void constructs_never_know_systems() {
    noClasses()
        .that()
        .resideInAPackage("dev.terrace.constructs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.terrace.systems..")
        .check(CLASSES);
  }

  @Test
  void systems_do_not_know_one_another() {
    slices()
        .matching("dev.terrace.systems.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void only_terraform_and_local_start_processes() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.terrace.terraform..", "dev.terrace.local..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .check(CLASSES);
  }

  @Test
  void only_the_build_knows_its_libraries_and_nothing_knows_the_build() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.terrace.build..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.terrace.build..", "com.github.victools..")
        .because("./terrace runs without them")
        .check(CLASSES);
  }
}
