package dev.terrace.terraform;

import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How Terraform is called.
 *
 * @param program the path of Terraform's binary
 * @param variables the whole environment it gets
 * @param verifiesOnce whether {@code init} alone compares the providers with their checksums; else
 *     every command does, which takes as long as a fourth of it
 */
public record TerraformEnvironment(
    String program, Map<String, String> variables, boolean verifiesOnce) {

  /**
   * @param shell the variables of the shell, AWS's already chosen
   * @param folder where the generated CLI configuration and the cache of providers lie
   */
  public static TerraformEnvironment of(Map<String, String> shell, Path folder) {
    Map<String, String> variables = new TreeMap<>(shell);
    // Each of these would change what a command means.
    variables
        .keySet()
        .removeIf(
            name ->
                name.startsWith("TF_CLI_ARGS")
                    || name.equals("TF_WORKSPACE")
                    || name.equals("TF_DATA_DIR"));
    variables.put("CHECKPOINT_DISABLE", "1");
    variables.put("TF_IN_AUTOMATION", "1");
    variables.put("TF_INPUT", "0");
    // Most of a short command is the provider making its schemas: a fourth less with less garbage
    // collection, for 5 % more memory.
    variables.putIfAbsent("GOGC", "400");
    variables.put("TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "1");
    Optional<Path> own = ownCliConfig(shell);
    if (own.isPresent()) {
      variables.put("TF_CLI_CONFIG_FILE", own.get().toString());
    } else {
      variables.put("TF_CLI_CONFIG_FILE", generate(shell, folder).toString());
    }
    // With that variable set, Terraform does not look where 'terraform login' keeps its tokens.
    CliConfig.read(shell).tokenVariables().forEach(variables::putIfAbsent);
    return new TerraformEnvironment(
        program(shell).map(Path::toString).orElse("terraform"), variables, false);
  }

  /** For the simulated AWS, where no command can harm anything. */
  public TerraformEnvironment verifyingOnce() {
    return new TerraformEnvironment(program, variables, true);
  }

  /**
   * For a folder that shares the providers and the backend of another one.
   *
   * @param data the other one's {@code .terraform}, see
   *     https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_data_dir
   */
  public TerraformEnvironment sharing(Path data) {
    Map<String, String> shared = new TreeMap<>(variables);
    shared.put("TF_DATA_DIR", data.toAbsolutePath().toString());
    return new TerraformEnvironment(program, shared, verifiesOnce);
  }

  /** Terraform's binary on the {@code PATH}. */
  public static Optional<Path> program(Map<String, String> shell) {
    return Tools.onPath(shell, "terraform");
  }

  /**
   * The user's own CLI configuration. A variable that points at nothing counts as none; a mirror
   * that is asked for by {@code TERRACE_PROVIDER_MIRROR} goes before the file in the home folder.
   */
  private static Optional<Path> ownCliConfig(Map<String, String> shell) {
    String named = shell.getOrDefault("TF_CLI_CONFIG_FILE", "");
    if (!named.isEmpty() && Files.isRegularFile(Path.of(named))) {
      return Optional.of(Path.of(named).toAbsolutePath());
    }
    if (!shell.getOrDefault(ProviderMirror.VARIABLE, "").isEmpty()) {
      return Optional.empty();
    }
    Path home = Path.of(shell.getOrDefault("HOME", "/"), ".terraformrc");
    return Files.isRegularFile(home) ? Optional.of(home) : Optional.empty();
  }

  private static Path generate(Map<String, String> shell, Path folder) {
    Path file = folder.resolve("terraform.rc").toAbsolutePath();
    Path cache = folder.resolve("plugins").toAbsolutePath();
    String text =
        ProviderMirror.find(shell)
            .map(ProviderMirror::cliConfig)
            .orElse("plugin_cache_dir = " + ProviderMirror.quoted(cache) + "\n");
    try {
      Files.createDirectories(cache);
      if (!Files.exists(file) || !FileTrees.readLeniently(file).equals(text)) {
        Path fresh = Files.createTempFile(folder, "terraform", ".rc");
        Files.writeString(fresh, text);
        Files.move(
            fresh,
            file,
            java.nio.file.StandardCopyOption.ATOMIC_MOVE,
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }
}
