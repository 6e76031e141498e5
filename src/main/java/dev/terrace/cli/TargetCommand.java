package dev.terrace.cli;

import dev.terrace.cli.options.LocalOption;
import dev.terrace.cli.options.TargetParameters;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A command for targets, in AWS or in the simulated AWS. */
abstract class TargetCommand extends ProjectCommand {
  @Mixin private TargetParameters targets;
  @Mixin private LocalOption local;

  final List<String> targets() {
    return targets.words();
  }

  final boolean local() {
    return local.given();
  }
}
