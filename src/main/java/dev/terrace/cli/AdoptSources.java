package dev.terrace.cli;

import dev.terrace.adopt.CloudFormationSource;
import dev.terrace.adopt.Existing;
import dev.terrace.adopt.IdsFile;
import dev.terrace.adopt.Match;
import dev.terrace.adopt.Source;
import dev.terrace.adopt.StackDescription;
import dev.terrace.adopt.StackFiles;
import dev.terrace.adopt.StateSource;
import dev.terrace.adopt.Wanted;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.CloudFormationStacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What resources are adopted from, as given on the command line. */
final class AdoptSources {
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

  private final Map<String, CloudFormationSource> templates = new LinkedHashMap<>();

  boolean isEmpty() {
    return states.isEmpty() && stacks.isEmpty() && ids.isEmpty();
  }

  /**
   * Reads all of them, notes to the console.
   *
   * @param region of the target
   */
  List<Existing> read(Console console, Estate estate, String region) {
    List<Existing> found = new ArrayList<>();
    for (Source source : open(estate, region)) {
      Source.Reading reading = source.read();
      reading.notes().forEach(console::warn);
      found.addAll(reading.resources());
    }
    return found;
  }

  /**
   * What files of ids say.
   *
   * @throws dev.terrace.config.ConfigException with every problem of a file
   */
  List<Match> byHand(Collection<Wanted> wanted) {
    List<Match> matches = new ArrayList<>();
    ids.forEach(
        file -> matches.addAll(IdsFile.read(file.toAbsolutePath(), file.toString(), wanted)));
    return matches;
  }

  /** The CloudFormation stacks by name, once they were read. */
  Map<String, CloudFormationSource> templates() {
    return templates;
  }

  private List<Source> open(Estate estate, String region) {
    List<Source> sources = new ArrayList<>();
    states.forEach(path -> sources.add(state(path.toString(), estate)));
    for (String stack : stacks) {
      StackDescription description = describe(stack, estate, region);
      CloudFormationSource source = new CloudFormationSource(description);
      if (templates.put(description.name(), source) != null) {
        throw CommandException.usage(
            "--from-cloudformation: the stack " + description.name() + " is given twice");
      }
      sources.add(source);
    }
    return sources;
  }

  private static StackDescription describe(String stack, Estate estate, String region) {
    Path folder = Path.of(stack.startsWith("arn:") ? "" : stack).toAbsolutePath();
    if (!stack.startsWith("arn:") && (stack.contains("/") || Files.isDirectory(folder))) {
      return StackFiles.read(stack, folder, region);
    }
    try (AwsApi api = estate.awsApi()) {
      return new CloudFormationStacks(api, region).describe(stack);
    }
  }

  /**
   * @param shownAs the path as adoption files name it
   */
  static StateSource state(String shownAs, Estate estate) {
    return new StateSource(
        shownAs,
        Path.of(shownAs).toAbsolutePath(),
        estate.terraformIn(Rehearsal.made(estate.folder().resolve("old-state"))));
  }
}
