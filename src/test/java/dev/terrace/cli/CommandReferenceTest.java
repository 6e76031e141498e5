package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CommandReferenceTest {
  private static final Path FILE = Path.of("docs", "commands.md");

  @Test
  void the_reference_of_the_commands_is_up_to_date() throws IOException {
    String reference = CommandReference.of(TerraceCommand.commands());
    if (Boolean.getBoolean("terrace.update")) {
      Files.writeString(FILE, reference);
    }
    assertThat(Files.readString(FILE))
        .as("docs/commands.md; ./mvnw test -Dtest=CommandReferenceTest -Dterrace.update=true")
        .isEqualTo(reference);
  }

  @Test
  void two_runs_write_the_same() {
    assertThat(CommandReference.of(TerraceCommand.commands()))
        .isEqualTo(CommandReference.of(TerraceCommand.commands()));
  }
}
