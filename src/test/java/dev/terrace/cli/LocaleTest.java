package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command says the same whatever the locale of the machine is. */
final class LocaleTest {
  @TempDir private static Path folder;
  private static String english;

  @BeforeAll
  static void list_in_english() throws Exception {
    english = list("en", "US");
  }

  /** Other digits, other cases of letters, other signs in numbers. */
  @ParameterizedTest
  @CsvSource({"ar, EG", "tr, TR", "de, DE"})
  void a_list_has_the_same_digits_and_letters(String language, String country) throws Exception {
    assertThat(list(language, country)).isEqualTo(english).contains("37 resources");
  }

  private static String list(String language, String country)
      throws IOException, InterruptedException {
    Path out = folder.resolve(language);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-cp",
                System.getProperty("java.class.path"),
                TerraceCommand.class.getName(),
                "list",
                "orcha/prod",
                "--environments",
                Fixtures.ENVIRONMENTS.toAbsolutePath().toString())
            .redirectError(folder.resolve("errors").toFile())
            .redirectOutput(out.toFile());
    builder.environment().put("TERRACE_STATE_DIR", folder.resolve("state").toString());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
    return Files.readString(out);
  }
}
