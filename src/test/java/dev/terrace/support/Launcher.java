package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.provider.SharedProvider;
import dev.terrace.terraform.CommandTimes;
import dev.terrace.terraform.LockFile;
import dev.terrace.terraform.TerraformEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Commands as a user types them, with a state folder of their own: nobody's simulated AWS is
 * disturbed.
 */
public final class Launcher implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LONGEST_MINUTES = 20;

  private static final String FOLDER_OPTION = "-chdir=";

  private final Path stateFolder;

  /** What a command ended with. */
  public record Result(String command, int exitCode, String output, String errors) {

    /** Fails with everything that was printed where the exit code is another one. */
    public Result exits(int expected) {
      assertThat(exitCode).as(command + "\n" + output + errors).isEqualTo(expected);
      return this;
    }

    public JsonNode json() {
      try {
        return MAPPER.readTree(output);
      } catch (IOException e) {
        throw new UncheckedIOException(output, e);
      }
    }

    public List<String> lines() {
      return output.lines().toList();
    }
  }

  public Launcher() {
    this(temporaryFolder());
  }

  /**
   * @param stateFolder stands for {@code .terrace}
   */
  Launcher(Path stateFolder) {
    this.stateFolder = stateFolder;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("terrace");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path stateFolder() {
    return stateFolder;
  }

  /** Runs a command of Terrace in this JVM. */
  public Result run(String... arguments) {
    return run(Map.of(), terrace(arguments));
  }

  /** Runs a command of Terrace through {@code ./terrace}, for what is about the launcher. */
  public Result launch(String... arguments) {
    return launch(Map.of(), arguments);
  }

  /**
   * @param variables on top of the shell's
   */
  public Result launch(Map<String, String> variables, String... arguments) {
    return start(variables, terrace(arguments));
  }

  private static List<String> terrace(String... arguments) {
    List<String> command = new ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs any command; one of Terrace in this JVM.
   *
   * @param variables on top of the shell's
   */
  public Result run(Map<String, String> variables, List<String> command) {
    if (!command.get(0).equals("./terrace")) {
      return start(variables, command);
    }
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.put("TERRACE_STATE_DIR", stateFolder.toString());
    shell.put(PrepareMain.OWNER, Long.toString(ProcessHandle.current().pid()));
    shell.remove("NODE_OPTIONS");
    shell.putAll(variables);
    InProcess.Ended ended =
        InProcess.run(shell, command.subList(1, command.size()).toArray(String[]::new));
    return new Result(String.join(" ", command), ended.exitCode(), ended.output(), ended.errors());
  }

  private Result start(Map<String, String> variables, List<String> command) {
    long begin = System.nanoTime();
    try {
      Path output = Files.createTempFile("terrace", ".out");
      Path errors = Files.createTempFile("terrace", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().put("TERRACE_STATE_DIR", stateFolder.toString());
      builder.environment().put(PrepareMain.OWNER, Long.toString(ProcessHandle.current().pid()));
      builder.environment().remove("NODE_OPTIONS");
      builder.environment().putAll(variables);
      if (command.get(0).equals("terraform")) {
        SharedProvider.attach(builder);
      }
      Process process = builder.start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(
            command + " did not end in " + LONGEST_MINUTES + " min:\n" + Files.readString(errors));
      }
      if (command.get(0).equals("terraform")) {
        CommandTimes.note(System.getenv(), command.subList(1, command.size()), begin);
        command.stream() // as './terrace … --local' does
            .filter(word -> word.startsWith(FOLDER_OPTION))
            .map(word -> Path.of(word.substring(FOLDER_OPTION.length())))
            .forEach(LockFile::forgetChecksums);
      }
      Result result =
          new Result(
              String.join(" ", command),
              process.exitValue(),
              Files.readString(output),
              Files.readString(errors));
      Files.delete(output);
      Files.delete(errors);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What plain tools need to reach the simulated AWS of this state folder. */
  public Map<String, String> localVariables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(
        "AWS_ENDPOINT_URL",
        run("local", "status", "--json").exits(0).json().path("endpoint").asText());
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("AWS_REGION", "us-west-2");
    variables.put("AWS_DEFAULT_REGION", "us-west-2");
    // Written where no command has needed it yet, as in a fork.
    variables.put(
        "TF_CLI_CONFIG_FILE",
        TerraformEnvironment.of(System.getenv(), stateFolder)
            .variables()
            .get("TF_CLI_CONFIG_FILE"));
    variables.put("CHECKPOINT_DISABLE", "1");
    variables.put("DISABLE_VERSION_CHECK", "1");
    return variables;
  }

  @Override
  public void close() {
    run("local", "down");
  }
}
