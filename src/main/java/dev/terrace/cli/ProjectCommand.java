package dev.terrace.cli;

import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.ui.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of a project: it runs or is called, and has what {@code terrace} was given. */
abstract class ProjectCommand {
  @Spec private CommandSpec spec;

  final CommandSpec spec() {
    return spec;
  }

  final Console console() {
    return terrace().console();
  }

  final Project project() {
    return terrace().project();
  }

  final RunContext context() {
    return terrace().context();
  }

  private TerraceCommand terrace() {
    return (TerraceCommand) spec.root().userObject();
  }
}
