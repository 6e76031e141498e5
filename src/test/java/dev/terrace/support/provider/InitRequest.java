package dev.terrace.support.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A {@code terraform init} of a test.
 *
 * @param folder its working folder
 * @param cliConfig Terraform's CLI configuration, which names mirrors and caches
 * @param variables what else decides where Terraform looks for providers
 * @param readOnly with {@code -lockfile=readonly}
 */
record InitRequest(Path folder, Path cliConfig, Map<String, String> variables, boolean readOnly) {
  static final String READ_ONLY = "-lockfile=readonly";

  private static final String CLI_CONFIG = "TF_CLI_CONFIG_FILE";
  private static final String FOLDER = "folder=";
  private static final String OPTION = "option=";
  private static final String VARIABLE = "variable=";

  /** These concern the output and the backend alone. */
  private static final Set<String> HARMLESS =
      Set.of(
          "init",
          "-json",
          "-input=false",
          "-no-color",
          "-migrate-state",
          "-force-copy",
          "-reconfigure");

  InitRequest {
    variables = Map.copyOf(variables);
  }

  /**
   * @param lines what {@code src/test/bin/terraform} writes
   * @return null where an option or a variable may decide about providers
   */
  static InitRequest parse(List<String> lines) {
    Path folder = null;
    Map<String, String> variables = new TreeMap<>();
    List<String> options = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(FOLDER)) {
        folder = Path.of(line.substring(FOLDER.length()));
      } else if (line.startsWith(OPTION)) {
        options.add(line.substring(OPTION.length()));
      } else if (line.startsWith(VARIABLE)) {
        int equals = line.indexOf('=', VARIABLE.length());
        variables.put(line.substring(VARIABLE.length(), equals), line.substring(equals + 1));
      } else {
        return null; // a value of several lines
      }
    }
    boolean readOnly = options.remove(READ_ONLY);
    options.removeIf(option -> HARMLESS.contains(option) || option.startsWith("-chdir="));
    String cliConfig = variables.remove(CLI_CONFIG);
    boolean harmless =
        options.isEmpty()
            && folder != null
            && cliConfig != null
            && Files.isRegularFile(Path.of(cliConfig))
            && variables.keySet().stream().noneMatch(name -> name.startsWith("TF_CLI_ARGS"));
    return harmless ? new InitRequest(folder, Path.of(cliConfig), variables, readOnly) : null;
  }
}
