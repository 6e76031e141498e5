package dev.terrace.actions.generate;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.error.UserError;
import dev.terrace.files.BundledFiles;
import dev.terrace.ui.ShellWord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes a repository of a team's own: a Maven project that depends on Terrace, with its launcher
 * and one system. Either all files are written or none.
 */
public final class CreateProject {
  private static final Set<String> PROGRAMS = Set.of("terrace", "mvnw");
  private static final String DOT = "dot-";

  private final String version;

  /**
   * @param version of Terrace, which the project depends on
   */
  public CreateProject(String version) {
    this.version = version;
  }

  /**
   * @param folder that does not exist or is empty
   * @param system its name; empty: that of the folder
   * @param group group id of the project, and the package of its systems
   */
  public record Request(
      Path folder, Optional<String> system, SystemTemplate template, String group) {}

  /**
   * @throws ConfigException with every rule that a name breaks
   * @throws UserError if the folder is not empty
   */
  public WrittenCode run(Request request) {
    NewFolder folder = NewFolder.of(request.folder());
    String given = request.system().orElse(folder.path().getFileName().toString());
    SystemName system =
        SystemName.checked(
            request.system().isPresent()
                ? "--system"
                : "system name (the folder's; --system gives another)",
            given);
    refusal(request.group())
        .ifPresent(
            rule -> {
              throw new ConfigException(List.of(new Problem("--group", rule, request.group())));
            });
    Map<String, String> files = files(system, request);
    folder.write(files, PROGRAMS);
    return new WrittenCode(
        List.copyOf(files.keySet()),
        "cd "
            + ShellWord.quoted(request.folder().toString())
            + " && "
            + ShellWord.line(
                "./terrace",
                "deploy",
                system.text() + "/" + SystemCode.ENVIRONMENT,
                "--local",
                "--yes"));
  }

  private static Optional<String> refusal(String group) {
    if (!SourceVersion.isName(group) || !group.matches("[a-z][a-z0-9_.]*")) {
      return Optional.of(
          "must be a Maven group id that is a Java package as well, such as com.example");
    }
    // ClassLoader.defineClass refuses packages that begin with "java.": Java SE API.
    return Stream.of("java", "dev.terrace")
        .filter(owned -> group.equals(owned) || group.startsWith(owned + "."))
        .findFirst()
        .map(owned -> "must not be '" + owned + "' or below it, whose packages are not yours");
  }

  private Map<String, String> files(SystemName system, Request request) {
    Map<String, String> values = new TreeMap<>();
    values.put("name", system.text());
    values.put("group", request.group());
    values.put("package", request.group() + "." + system.packageName());
    values.put("path", (request.group() + "." + system.packageName()).replace('.', '/'));
    values.put("Class", system.className());
    values.put("version", version);
    values.put("terraform", BundledFiles.text("project/.terraform-version").strip());
    values.put("id", id(request.group() + "." + system.text()));
    Map<String, String> files = new TreeMap<>();
    new CodeTemplate(values)
        .files("new/project")
        .forEach((path, text) -> files.put(named(path), text));
    BundledFiles.texts("project").forEach(files::putIfAbsent);
    files.putAll(
        new SystemCode(system, values.get("package"), request.template()).files(List.of()));
    return files;
  }

  /** Maven leaves some files whose names begin with a dot out of jars. */
  private static String named(String path) {
    return path.replaceFirst("^" + DOT, ".");
  }

  /** The same for the same names: what cdktf tells projects apart with. */
  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
