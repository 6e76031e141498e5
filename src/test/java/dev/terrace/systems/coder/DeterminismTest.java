package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.SynthesizeMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same bytes, in every JVM and on every machine. */
class DeterminismTest {
  @TempDir static Path folder;

  private static Map<String, String> first;
  private static Map<String, String> second;

  @BeforeAll
  static void synthesizeInTwoJvms() throws IOException, InterruptedException {
    Process one = start("one");
    Process two = start("a-folder-with-another-name/two");
    first = filesOf(one, "one");
    second = filesOf(two, "a-folder-with-another-name/two");
  }

  @Test
  void two_jvms_write_the_same_bytes() {
    assertThat(first.keySet())
        .containsExactly(
            "manifest.json",
            "stacks/coder-production-data/cdk.tf.json",
            "stacks/coder-production-network/cdk.tf.json",
            "stacks/coder-production-observability/cdk.tf.json",
            "stacks/coder-production-platform/cdk.tf.json");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void nothing_tells_on_which_machine_they_were_written() {
    String home = System.getProperty("user.home");
    String project = Path.of("").toAbsolutePath().toString();
    String temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
    first.forEach(
        (file, text) ->
            assertThat(text)
                .as(file)
                .doesNotContain(project, folder.toString(), temporary + "/", home + "/"));
  }

  private static Process start(String name) throws IOException {
    Path output = Files.createDirectories(folder.resolve(name));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SynthesizeMain.class.getName(),
            "coder",
            "production",
            output.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.resolveSibling(output.getFileName() + ".log").toFile())
        .start();
  }

  private static Map<String, String> filesOf(Process process, String name)
      throws IOException, InterruptedException {
    Path output = folder.resolve(name);
    Path log = output.resolveSibling(output.getFileName() + ".log");
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
