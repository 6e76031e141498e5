package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the plans of one working folder, each into the plan file. */
final class Planning {
  /** Exit code of a plan with changes, where it was asked for with {@code -detailed-exitcode}. */
  private static final int WITH_CHANGES = 2;

  private final TerraformCommands commands;
  private final PlanFile file;

  Planning(TerraformCommands commands, PlanFile file) {
    this.commands = commands;
    this.file = file;
  }

  /** Empty without changes. */
  Optional<UiMessage.Summary> counts(List<String> options, Consumer<UiMessage> progress) {
    List<String> arguments = arguments(options);
    arguments.add("-detailed-exitcode");
    UiMessage.Summary[] counts = {new UiMessage.Summary("plan", 0, 0, 0)};
    int exitCode =
        commands.follow(
            arguments,
            message -> {
              if (message instanceof UiMessage.Summary summary) {
                counts[0] = summary;
              }
              progress.accept(message);
            },
            WITH_CHANGES);
    file.seal();
    return exitCode == WITH_CHANGES ? Optional.of(counts[0]) : Optional.empty();
  }

  JsonNode tree(List<String> options, Consumer<UiMessage> progress) {
    commands.follow(arguments(options), progress);
    file.seal();
    return show();
  }

  /**
   * With {@code -refresh-only}. Empty without a message {@code resource_drift}: Terraform sends one
   * for each element of the plan's {@code resource_drift},
   * https://developer.hashicorp.com/terraform/internals/machine-readable-ui#resource-drift.
   */
  Optional<JsonNode> drift(Consumer<UiMessage> progress) {
    boolean[] drifted = {false};
    commands.follow(
        arguments(List.of("-refresh-only")),
        message -> {
          drifted[0] |= message instanceof UiMessage.Drifted;
          progress.accept(message);
        });
    file.seal();
    return drifted[0] ? Optional.of(show()) : Optional.empty();
  }

  private List<String> arguments(List<String> options) {
    file.discardLeftovers();
    List<String> arguments =
        new ArrayList<>(List.of("plan", "-json", "-input=false", "-out=" + file.name()));
    arguments.addAll(options);
    return arguments;
  }

  /** The plan as {@code terraform show -json} prints it. */
  JsonNode show() {
    return Json.parse(commands.capture(List.of("show", "-json", file.name())));
  }
}
