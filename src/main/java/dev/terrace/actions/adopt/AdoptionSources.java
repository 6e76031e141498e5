package dev.terrace.actions.adopt;

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
import dev.terrace.error.UserError;
import dev.terrace.project.DeployTarget;
import dev.terrace.ui.Ui;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What resources are adopted from. */
public final class AdoptionSources {
  private final List<Path> states;
  private final List<String> stacks;
  private final List<Path> ids;
  private final Map<String, CloudFormationSource> templates = new LinkedHashMap<>();

  /**
   * @param states Terraform state files, and roots in which {@code terraform init} was run
   * @param stacks CloudFormation stacks of the account, and folders that describe one
   * @param ids files of import ids
   */
  public AdoptionSources(List<Path> states, List<String> stacks, List<Path> ids) {
    this.states = List.copyOf(states);
    this.stacks = List.copyOf(stacks);
    this.ids = List.copyOf(ids);
  }

  public boolean isEmpty() {
    return states.isEmpty() && stacks.isEmpty() && ids.isEmpty();
  }

  /**
   * Reads all of them, notes to the ui.
   *
   * @param region of the target
   */
  List<Existing> read(Ui ui, DeployTarget estate, String region) {
    List<Existing> found = new ArrayList<>();
    for (Source source : open(estate, region)) {
      Source.Reading reading = source.read();
      reading.notes().forEach(ui::warn);
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

  private List<Source> open(DeployTarget estate, String region) {
    List<Source> sources = new ArrayList<>();
    states.forEach(path -> sources.add(state(path.toString(), estate)));
    for (String stack : stacks) {
      StackDescription description = describe(stack, estate, region);
      CloudFormationSource source = new CloudFormationSource(description);
      if (templates.put(description.name(), source) != null) {
        throw UserError.usage(
            "--from-cloudformation: the stack " + description.name() + " is given twice");
      }
      sources.add(source);
    }
    return sources;
  }

  private static StackDescription describe(String stack, DeployTarget estate, String region) {
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
  static StateSource state(String shownAs, DeployTarget estate) {
    return new StateSource(
        shownAs,
        Path.of(shownAs).toAbsolutePath(),
        estate.terraformIn(ScratchPlanner.made(estate.folder().resolve("old-state"))));
  }
}
