package dev.terrace.project;

import dev.terrace.ui.ShellWord;
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

  /** The options that repeat a command for the same project, with a leading blank. */
  public String options() {
    return environments.equals(of(null, shell).environments())
        ? ""
        : " --environments " + ShellWord.quoted(environments.toString());
  }
}
