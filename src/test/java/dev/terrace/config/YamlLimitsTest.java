package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would take all memory or the whole stack are problems with a line, like any other. */
final class YamlLimitsTest {
  @TempDir private Path folder;

  @Test
  void an_alias_inside_of_itself_is_named_with_its_line() throws IOException {
    assertProblem(
        "region: us-east-1\ntags: &t\n  more: *t\n", "x.yaml:3: has the alias *t inside of itself");
  }

  @Test
  void a_merge_of_a_map_into_itself_is_named_with_its_line() throws IOException {
    assertProblem("tags: &t\n  <<: *t\n", "x.yaml:2: has the alias *t inside of itself");
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1_000, 30_000})
  void deep_nesting_is_named_with_its_line(int depth) throws IOException {
    assertProblem(
        "a: 1\nb: " + "[".repeat(depth) + "]".repeat(depth) + "\n",
        "x.yaml:2: must be nested at most 32 levels deep");
  }

  @Test
  void aliases_that_expand_to_a_million_values_are_stopped() throws IOException {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 6; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    assertProblem(
        text.toString(), "x.yaml:1: has more than 100000 values after its aliases are expanded");
  }

  @Test
  void a_file_of_more_than_one_mebibyte_is_not_read() throws IOException {
    assertProblem(
        "a: " + "x".repeat(1 << 20), "x.yaml: must have at most 1048576 bytes, got 1048579");
  }

  @Test
  void a_folder_is_not_a_file() throws IOException {
    Path file = Files.createDirectory(folder.resolve("x.yaml"));
    assertThatThrownBy(() -> YamlFile.read(file, "x.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("x.yaml: is a folder, not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
  void another_encoding_is_named_with_its_line(String charset) throws IOException {
    Path file =
        Files.write(
            folder.resolve("x.yaml"), "a: 1\nb: Zürich\n".getBytes(Charset.forName(charset)));
    assertThatThrownBy(() -> YamlFile.read(file, "x.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("x.yaml:2: is not UTF-8 (byte 0xFC): save the file as UTF-8");
  }

  @Test
  void utf_16_is_named_as_well() throws IOException {
    Path file = Files.write(folder.resolve("x.yaml"), "a: 1\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> YamlFile.read(file, "x.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("x.yaml:1: is not UTF-8 (byte 0xFE): save the file as UTF-8");
  }

  /** Whatever bytes a file holds: it is read, or it is a problem; nothing else is thrown. */
  @Test
  void mutated_files_are_read_or_are_problems() throws IOException {
    byte[] good = Files.readAllBytes(Path.of("src/test/resources/environments/alva/staging.yaml"));
    Random random = new Random(20261126);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = good.clone();
      for (int change = 0; change <= random.nextInt(8); change++) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "&*[]{}:-!|>'\"%@`#\n\t ,?".charAt(random.nextInt(22));
      }
      Path file = Files.write(folder.resolve("x.yaml"), bytes);
      try {
        assertThat(YamlFile.read(file, "x.yaml").tree()).isNotNull();
      } catch (ConfigException e) {
        assertThat(e.getMessage()).startsWith("x.yaml");
      }
    }
  }

  private void assertProblem(String text, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), text);
    assertThatThrownBy(() -> YamlFile.read(file, "x.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(problem);
  }
}
