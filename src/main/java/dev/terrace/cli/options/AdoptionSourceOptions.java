package dev.terrace.cli.options;

import dev.terrace.actions.adopt.AdoptionSources;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --from-state}, {@code --from-cloudformation} and {@code --from-ids}. */
public final class AdoptionSourceOptions {
  @Option(
      names = "--from-state",
      paramLabel = "FILE|DIR",
      description =
          "A Terraform state file, or a Terraform root in which 'terraform init' was done, whose"
              + " state is pulled. It is only read.")
  private List<Path> states = List.of();

  @Option(
      names = "--from-cloudformation",
      paramLabel = "STACK|DIR",
      description =
          "A CloudFormation stack of the account, or a folder with template.json and resources.json"
              + " as 'aws cloudformation get-template' and 'list-stack-resources' print them (and"
              + " stack.json of 'describe-stacks', for its parameters). It is only read.")
  private List<String> stacks = List.of();

  @Option(
      names = "--from-ids",
      paramLabel = "FILE",
      description = "A YAML file written by hand: construct path or address, and import id.")
  private List<Path> ids = List.of();

  public AdoptionSources sources() {
    return new AdoptionSources(states, stacks, ids);
  }
}
