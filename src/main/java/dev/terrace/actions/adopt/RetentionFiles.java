package dev.terrace.actions.adopt;

import dev.terrace.adopt.AdoptionFile;
import dev.terrace.adopt.AdoptionFile.Entry;
import dev.terrace.adopt.CloudFormationSource;
import dev.terrace.adopt.Existing;
import dev.terrace.adopt.Leaving;
import dev.terrace.adopt.Match;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.DeployContext;
import dev.terrace.ui.Ui;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lets a CloudFormation stack go without anything of it: a template, and steps for people. */
final class RetentionFiles {
  private final EnvironmentId environment;
  private final Ui ui;
  private final Path folder;

  /**
   * @param folder the folder {@code adoptions}
   */
  RetentionFiles(DeployContext opened, Ui ui, Path folder) {
    this.environment = opened.synthesis().stacks().get(0).id().environment();
    this.ui = ui;
    this.folder = folder;
  }

  /**
   * How the stacks go, of which something is adopted; nothing is written yet.
   *
   * @param files what adoption files say by hand, beside the matches
   * @throws dev.terrace.adopt.AdoptException when a template cannot be given what retains
   */
  Map<String, Leaving> leavings(
      Map<String, CloudFormationSource> templates,
      Collection<Match> matches,
      Collection<AdoptionFile> files) {
    List<Existing> adopted = matches.stream().map(Match::existing).toList();
    List<String> byHand =
        files.stream()
            .flatMap(file -> file.entries().stream())
            .filter(Entry::isByHand)
            .flatMap(entry -> entry.importId().stream())
            .toList();
    Map<String, Leaving> leavings = new LinkedHashMap<>();
    templates.forEach(
        (stack, source) -> {
          Leaving leaving = source.leaving(adopted, byHand);
          if (leaving.adopted() > 0) {
            leavings.put(stack, leaving);
          }
        });
    return leavings;
  }

  void write(Map<String, Leaving> leavings) {
    leavings.forEach(
        (stack, leaving) -> {
          write(stack, leaving);
          report(stack, leaving);
        });
  }

  private Path home() {
    return folder.resolve(environment.system()).resolve(environment.environment());
  }

  private void write(String stack, Leaving leaving) {
    String template = leaving.retention().template();
    write(stack + ".retain.template", template.endsWith("\n") ? template : template + "\n");
    write(stack + ".retain.diff", leaving.retention().diff());
    write(stack + ".retain.md", leaving.steps());
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(home());
      Files.writeString(home().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + home().resolve(name), e);
    }
  }

  private void report(String stack, Leaving leaving) {
    ui.result("");
    ui.result(
        "CloudFormation still owns "
            + leaving.adopted()
            + " resources of "
            + stack
            + " that are adopted: "
            + stack
            + ".retain.md says how the stack goes without deleting anything. "
            + (leaving.isRetained()
                ? "Its template retains every resource already."
                : stack + ".retain.template retains every resource, adopted or not."));
    if (!leaving.left().isEmpty()) {
      ui.result("stays behind and nobody owns it then: " + leaving.left().size());
      leaving.left().forEach(each -> ui.result("  " + each));
    }
  }
}
