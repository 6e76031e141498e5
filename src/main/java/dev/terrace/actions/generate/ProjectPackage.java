package dev.terrace.actions.generate;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** The package below which the systems of a project are. */
final class ProjectPackage {
  /** Of the project: its parent has one of its own, and so has each dependency. */
  private static final Pattern GROUP =
      Pattern.compile(
          "^(?:(?!<dependencies>|<build>|<dependencyManagement>).)*?<groupId>\\s*([^<\\s]+)\\s*</groupId>",
          Pattern.DOTALL);

  private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
  private static final String TERRACE = "dev.terrace";

  private ProjectPackage() {}

  /**
   * Terrace's own systems are below a package of theirs; those of other projects are below the
   * group id of the pom.
   *
   * @throws UserError if the pom has no group id that is a package
   */
  static String of(Path home) {
    Path pom = home.resolve("pom.xml");
    String text;
    try {
      text = Files.readString(pom);
    } catch (IOException e) {
      throw UserError.usage("cannot read " + pom + ": a system is written into a Maven project");
    }
    Matcher own = GROUP.matcher(PARENT.matcher(text).replaceFirst(""));
    Matcher inherited = GROUP.matcher(text);
    String group = own.find() ? own.group(1) : inherited.find() ? inherited.group(1) : "";
    if (!SourceVersion.isName(group)) {
      throw UserError.usage(
          "pom.xml: the groupId must be the name of a Java package, got '" + group + "'");
    }
    return group.equals(TERRACE) ? TERRACE + ".systems" : group;
  }
}
