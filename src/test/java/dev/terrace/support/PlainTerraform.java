package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Terraform by itself in a copy of the project's modules, as their consumers run it, against the
 * simulated AWS of a launcher.
 */
public final class PlainTerraform {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Launcher launcher;
  private final Map<String, String> variables;
  private final Path root;

  /**
   * @param root below {@code modules/}
   */
  public PlainTerraform(Launcher launcher, String root) {
    this.launcher = launcher;
    this.variables = launcher.localVariables();
    this.root = copy(launcher.stateFolder().resolve("modules")).resolve(root);
  }

  /** A copy of {@code modules/}, without what Terraform left there. */
  public static Path copy(Path folder) {
    Path modules = Path.of("modules");
    try (Stream<Path> files = Files.walk(modules)) {
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file) && !file.toString().contains(".terraform")) {
          Path copy = folder.resolve(modules.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of Terraform's; it never asks. */
  public Launcher.Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + root));
    command.addAll(List.of(arguments));
    return launcher.run(variables, command);
  }

  /** What a command that fails says: {@code severity: detail} of each diagnostic. */
  public List<String> diagnostics(String command) {
    List<String> found = new ArrayList<>();
    Launcher.Result result = run(command, "-json", "-input=false");
    assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
    for (String line : result.lines()) {
      try {
        JsonNode diagnostic = MAPPER.readTree(line).path("diagnostic");
        if (!diagnostic.isMissingNode()) {
          found.add(
              diagnostic.path("severity").asText() + ": " + diagnostic.path("detail").asText());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(line, e);
      }
    }
    return found;
  }
}
