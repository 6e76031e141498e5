package dev.terrace.actions.adopt;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.IdsFile;
import dev.terrace.adopt.match.Match;
import dev.terrace.adopt.source.AdoptionSource;
import dev.terrace.adopt.source.CloudFormationFolder;
import dev.terrace.adopt.source.CloudFormationSource;
import dev.terrace.adopt.source.StackDescription;
import dev.terrace.adopt.source.StateSource;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.AwsException;
import dev.terrace.aws.CloudFormationStack;
import dev.terrace.aws.CloudFormationStacks;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.DeployTarget;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.Ui;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sources of existing resources. */
public final class AdoptionSources {
  private final List<Path> states;
  private final List<String> stacks;
  private final List<Path> ids;
  private final Map<String, CloudFormationSource> cloudFormation = new LinkedHashMap<>();

  /**
   * @param states Terraform state files, and initialized Terraform roots
   * @param stacks CloudFormation stacks in the account, and folders with the files of one
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
   * Reads every source and shows its warnings.
   *
   * @param region of the stacks
   */
  List<ExistingResource> read(Ui ui, DeployTarget target, SourcePaths paths, String region) {
    List<ExistingResource> found = new ArrayList<>();
    for (AdoptionSource source : open(target, paths, region)) {
      AdoptionSource.Reading reading = source.read();
      reading.notes().forEach(ui::warn);
      found.addAll(reading.resources());
    }
    return found;
  }

  /**
   * The matches in files of import ids.
   *
   * @throws dev.terrace.config.ConfigException with every problem of a file
   */
  List<Match> manual(Collection<DesiredResource> desired, SourcePaths paths) {
    List<Match> matches = new ArrayList<>();
    ids.forEach(
        file ->
            matches.addAll(
                IdsFile.read(
                    file.toAbsolutePath(), file.toString(), paths.committed(file), desired)));
    return matches;
  }

  /** The existing resources, with the attributes that depend on those which AWS completed. */
  List<ExistingResource> resolved(List<ExistingResource> existing) {
    List<ExistingResource> resolved = existing;
    for (CloudFormationSource source : cloudFormation.values()) {
      resolved = source.resolved(resolved);
    }
    return resolved;
  }

  /** The CloudFormation stacks by name, after {@link #read}. */
  Map<String, CloudFormationSource> cloudFormation() {
    return cloudFormation;
  }

  private List<AdoptionSource> open(DeployTarget target, SourcePaths paths, String region) {
    List<AdoptionSource> sources = new ArrayList<>();
    Map<String, Path> distinct = new LinkedHashMap<>();
    states.forEach(path -> distinct.putIfAbsent(paths.committed(path), path));
    distinct.forEach(
        (committed, path) ->
            sources.add(
                new StateSource(
                    path.toString(), committed, path.toAbsolutePath(), reader(target))));
    for (String stack : stacks) {
      StackDescription description = describe(stack, target, region);
      CloudFormationSource source = new CloudFormationSource(description);
      if (cloudFormation.put(description.name(), source) != null) {
        throw UserError.usage(
            "--from-cloudformation: the stack " + description.name() + " is given more than once");
      }
      sources.add(source);
    }
    return sources;
  }

  private static StackDescription describe(String stack, DeployTarget target, String region) {
    Path folder = Path.of(stack.startsWith("arn:") ? "" : stack).toAbsolutePath();
    if (!stack.startsWith("arn:") && (stack.contains("/") || Files.isDirectory(folder))) {
      return CloudFormationFolder.read(stack, folder, region);
    }
    try (AwsApi api = target.awsApi()) {
      return description(
          new CloudFormationStacks(api, region)
              .find(stack)
              .orElseThrow(
                  () -> new AdoptException("there is no stack " + stack + " in " + region)));
    } catch (AwsException e) {
      throw new AdoptException(e.getMessage());
    }
  }

  private static StackDescription description(CloudFormationStack stack) {
    return new StackDescription(
        stack.name(),
        stack.template(),
        stack.region(),
        stack.account(),
        stack.parameters(),
        stack.resources().stream()
            .map(
                each ->
                    new StackDescription.Listed(
                        each.logicalId(), each.type(), each.physicalId(), each.status()))
            .toList());
  }

  /**
   * @param committed the path as in adoption files
   */
  static StateSource state(String committed, DeployTarget target, SourcePaths paths) {
    return new StateSource(committed, committed, paths.resolve(committed), reader(target));
  }

  /** Pulls the states of roots. */
  private static Terraform reader(DeployTarget target) {
    return target.terraformIn(FileTrees.createFolder(target.folder().resolve("old-state")));
  }
}
