package dev.terrace.cli;

import dev.terrace.adopt.CloudFormationSource;
import dev.terrace.adopt.Match;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.Retention;
import dev.terrace.config.EnvironmentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The change of a CloudFormation template that lets a stack go without what was adopted of it. */
final class RetentionFiles {
  private final EnvironmentId environment;
  private final Console console;
  private final Path folder;

  /**
   * @param folder the folder {@code adoptions}
   */
  RetentionFiles(Opening opened, Console console, Path folder) {
    this.environment = opened.synthesis().stacks().get(0).id().environment();
    this.console = console;
    this.folder = folder;
  }

  void write(Map<String, CloudFormationSource> templates, Collection<Match> matches) {
    templates.forEach(
        (stack, source) -> {
          Set<String> adopted = adopted(stack, matches);
          if (!adopted.isEmpty()) {
            write(stack, source.retention(adopted), adopted.size());
          }
        });
  }

  /** The logical ids, which a part's name begins with. */
  private static Set<String> adopted(String stack, Collection<Match> matches) {
    Set<String> adopted = new TreeSet<>();
    for (Match match : matches) {
      if (match.existing().origin().equals(new Origin.CloudFormation(stack))) {
        String name = match.existing().name();
        adopted.add(name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name);
      }
    }
    return adopted;
  }

  private void write(String stack, Retention retention, int adopted) {
    Path home = folder.resolve(environment.system()).resolve(environment.environment());
    Path template = home.resolve(stack + ".retain.template");
    Path diff = home.resolve(stack + ".retain.diff");
    try {
      Files.createDirectories(home);
      Files.writeString(template, retention.template());
      Files.writeString(diff, retention.diff());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + template, e);
    }
    console.result("");
    console.result(
        "CloudFormation still owns "
            + adopted
            + " adopted resources: update "
            + stack
            + " with "
            + template.getFileName()
            + " before it goes (the change alone: "
            + diff.getFileName()
            + "). What nothing adopted goes with the stack.");
  }
}
