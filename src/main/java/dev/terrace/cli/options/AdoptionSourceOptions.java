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
          "A Terraform state file, or a Terraform root in which you ran 'terraform init'. It is"
              + " only read.")
  private List<Path> states = List.of();

  @Option(
      names = "--from-cloudformation",
      paramLabel = "STACK|DIR",
      description =
          "A CloudFormation stack in the account, or a folder with the output of 'aws"
              + " cloudformation get-template' as template.json, of 'list-stack-resources' as"
              + " resources.json and of 'describe-stacks' as stack.json (for parameters). It is"
              + " only read.")
  private List<String> stacks = List.of();

  @Option(
      names = "--from-ids",
      paramLabel = "FILE",
      description = "A YAML file with import ids by construct path or address.")
  private List<Path> ids = List.of();

  public AdoptionSources sources() {
    return new AdoptionSources(states, stacks, ids);
  }
}
