package dev.terrace.project;

import dev.terrace.files.BundledFiles;
import dev.terrace.ui.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the project is.
 *
 * @param home the folder of the launcher
 * @param state everything that is not to be committed: working folders, the simulated AWS
 * @param environments the folder of the environments
 * @param shell the shell's variables
 */
public record Project(Path home, Path state, Path environments, Map<String, String> shell) {
  private static final String TERRAFORM_VERSION = ".terraform-version";

  /**
   * @param environments as given on the command line, or null
   */
  public static Project of(Path environments, Map<String, String> shell) {
    Path home = Path.of(System.getProperty("terrace.home", ".")).toAbsolutePath().normalize();
    String state = shell.getOrDefault("TERRACE_STATE_DIR", "");
    String folder = shell.getOrDefault("TERRACE_ENVIRONMENTS", "");
    Path chosen =
        environments != null
            ? environments
            : folder.isEmpty() ? home.resolve("environments") : Path.of(folder);
    return new Project(
        home,
        (state.isEmpty() ? home.resolve(".terrace") : Path.of(state)).toAbsolutePath(),
        chosen.toAbsolutePath(),
        shell);
  }

  /** The folder of the adoption files: {@code TERRACE_ADOPTIONS}, else {@code adoptions}. */
  public Path adoptions() {
    String named = shell.getOrDefault("TERRACE_ADOPTIONS", "");
    return named.isEmpty() ? home.resolve("adoptions") : Path.of(named).toAbsolutePath();
  }

  /** The Terraform root that creates a state backend. */
  public Path backendRoot() {
    return isTerrace()
        ? home.resolve("backend")
        : BundledFiles.folder("backend", state.resolve("files"));
  }

  /** The prices of AWS: the project's own {@code prices/aws.yaml}, else those of Terrace. */
  public Path prices() {
    Path own = home.resolve("prices").resolve("aws.yaml");
    return Files.exists(own)
        ? own
        : BundledFiles.folder("prices", state.resolve("files")).resolve("aws.yaml");
  }

  /** The file of {@link #prices} as messages show it: from the project's folder. */
  public String pricesShownAs() {
    return shown(prices()).toString();
  }

  /** A file or folder as messages show it: from the project's folder, if it is below it. */
  public Path shown(Path path) {
    return path.startsWith(home) ? home.relativize(path) : path;
  }

  /** The version of Terraform: the project's {@code .terraform-version}, else that of Terrace. */
  public String terraformVersion() {
    Path own = home.resolve(TERRAFORM_VERSION);
    try {
      return (Files.exists(own)
              ? Files.readString(own)
              : BundledFiles.text("project/" + TERRAFORM_VERSION))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + own, e);
    }
  }

  /** Whether this is a checkout of Terrace, whose own files come before those of a build. */
  private boolean isTerrace() {
    return Files.isDirectory(home.resolve("local").resolve("terrace_local"));
  }

  /** The options that repeat a command for the same project, with a leading blank. */
  public String options() {
    return environments.equals(of(null, shell).environments())
        ? ""
        : " --environments " + ShellWord.quoted(environments.toString());
  }
}
