package dev.terrace.actions.adopt;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.match.Match;
import dev.terrace.adopt.retire.Retirement;
import dev.terrace.adopt.source.CloudFormationSource;
import dev.terrace.files.FileTrees;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that explain how to delete a CloudFormation stack and keep its resources. */
final class RetirementFiles {
  private RetirementFiles() {}

  /**
   * The retirements of stacks of which something is adopted, by stack.
   *
   * @param files the adoption files' manual entries, in addition to the matches
   * @throws AdoptException if a resource of a template cannot be retained
   */
  static Map<String, Retirement> retirements(
      Map<String, CloudFormationSource> sources,
      Collection<Match> matches,
      Collection<AdoptionFile> files) {
    List<ExistingResource> adopted = matches.stream().map(Match::existing).toList();
    List<String> importIds =
        files.stream()
            .flatMap(file -> file.entries().stream())
            .filter(Entry::isManual)
            .flatMap(entry -> entry.importId().stream())
            .toList();
    Map<String, Retirement> retirements = new LinkedHashMap<>();
    sources.forEach(
        (stack, source) -> {
          Retirement retirement = Retirement.of(source, adopted, importIds);
          if (retirement.adopted() > 0) {
            retirements.put(stack, retirement);
          }
        });
    return retirements;
  }

  static void write(Path folder, Map<String, Retirement> retirements) {
    retirements.forEach(
        (stack, retirement) -> {
          String template = retirement.retention().template();
          FileTrees.writeWhole(
              folder.resolve(stack + ".retain.template"),
              template.endsWith("\n") ? template : template + "\n");
          FileTrees.writeWhole(
              folder.resolve(stack + ".retain.diff"), retirement.retention().diff());
          FileTrees.writeWhole(folder.resolve(stack + ".retain.md"), retirement.steps());
        });
  }
}
