package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.SynthesizeMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same input gives the same bytes, in every JVM and on every machine. */
class DeterminismTest {
  private static final List<String> ENVIRONMENTS =
      List.of("coder/production", "orcha/prod", "alva/staging");

  @TempDir static Path folder;

  /** By environment. */
  private static final Map<String, Map<String, String>> FIRST = new LinkedHashMap<>();

  private static final Map<String, Map<String, String>> SECOND = new LinkedHashMap<>();

  /** The second one in another locale, folder and order. */
  @BeforeAll
  static void synthesizeInTwoJvms() throws IOException, InterruptedException {
    List<String> reversed = new ArrayList<>(ENVIRONMENTS);
    Collections.reverse(reversed);
    Path here = folder.resolve("first");
    Path there = folder.resolve("a-folder-with-another-name");
    Process one = start(ENVIRONMENTS, here, "en", "US");
    Process two = start(reversed, there, "ar", "EG"); // with other digits
    FIRST.putAll(filesOf(one, here));
    SECOND.putAll(filesOf(two, there));
  }

  @ParameterizedTest
  @CsvSource({"coder, production", "orcha, prod", "alva, staging"})
  void two_jvms_write_the_same_bytes(String system, String environment) {
    List<String> files = new ArrayList<>(List.of("manifest.json"));
    Systems.named(system).layers().stream()
        .sorted()
        .forEach(
            layer ->
                files.add("stacks/" + system + "-" + environment + "-" + layer + "/cdk.tf.json"));
    Map<String, String> first = FIRST.get(system + "/" + environment);

    assertThat(first.keySet()).containsExactlyElementsOf(files);
    assertThat(SECOND.get(system + "/" + environment)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"coder, production", "orcha, prod", "alva, staging"})
  void nothing_tells_on_which_machine_they_were_written(String system, String environment) {
    String home = System.getProperty("user.home");
    String project = Path.of("").toAbsolutePath().toString();
    String temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
    FIRST
        .get(system + "/" + environment)
        .forEach(
            (file, text) ->
                assertThat(text)
                    .as(file)
                    .doesNotContain(project, folder.toString(), temporary + "/", home + "/"));
  }

  private static Process start(
      List<String> environments, Path output, String language, String country) throws IOException {
    Files.createDirectories(output);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-cp",
                System.getProperty("java.class.path"),
                SynthesizeMain.class.getName()));
    for (String environment : environments) {
      command.addAll(List.of(environment.split("/", -1)));
      command.add(Files.createDirectories(output.resolve(environment)).toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(logOf(output).toFile())
        .start();
  }

  private static Path logOf(Path output) {
    return output.resolveSibling(output.getFileName() + ".log");
  }

  /** By environment. */
  private static Map<String, Map<String, String>> filesOf(Process process, Path output)
      throws IOException, InterruptedException {
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(logOf(output))).isZero();
    Map<String, Map<String, String>> files = new LinkedHashMap<>();
    for (String environment : ENVIRONMENTS) {
      Path written = output.resolve(environment);
      Map<String, String> texts = files.computeIfAbsent(environment, each -> new TreeMap<>());
      try (Stream<Path> paths = Files.walk(written)) {
        for (Path file : paths.filter(Files::isRegularFile).toList()) {
          texts.put(written.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return files;
  }
}
