package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovesFileTest {
  private static final MovedResource MOVE =
      new MovedResource(
          "data", "aws_s3_bucket.old_1A2B3C4D", "aws_s3_bucket.new_5E6F7A8B", "2026-11-27");

  @TempDir Path environments;

  private void write(String text) throws IOException {
    Files.createDirectories(environments.resolve("shop"));
    Files.writeString(MovesFile.path(environments, "shop"), text);
  }

  @Test
  void a_system_without_the_file_has_no_moves() {
    assertThat(MovesFile.read(environments, "shop")).isEmpty();
  }

  @Test
  void what_is_written_is_read() throws IOException {
    write(new MovesFile(List.of(MOVE)).text());

    assertThat(MovesFile.read(environments, "shop")).containsExactly(MOVE);
    write(new MovesFile(List.of()).text());
    assertThat(MovesFile.read(environments, "shop")).isEmpty();
  }

  @Test
  void every_problem_is_reported_with_its_line() throws IOException {
    write(
        """
        moves:
          - layer: data
            from: module.a.aws_s3_bucket.old
            to: aws_s3_bucket.new
            since: "2026-11-27"
          - layer: data
            from: aws_s3_bucket.old
            to: aws_sqs_queue.new
            since: yesterday
          - layer: data
            from: aws_s3_bucket.old
            to: aws_s3_bucket.newer
            since: "2026-11-27"
        """);

    assertThatThrownBy(() -> MovesFile.read(environments, "shop"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("environments/shop/moves.yaml:3")
        .hasMessageContaining("must be an address such as")
        .hasMessageContaining("must have the type of 'from', aws_s3_bucket")
        .hasMessageContaining("must be a date such as 2026-11-27")
        .hasMessageContaining("must be moved once");
  }

  @Test
  void an_entry_expires_by_its_age() {
    assertThat(MOVE.isOlderThan(180, LocalDate.parse("2027-05-26"))).isFalse();
    assertThat(MOVE.isOlderThan(180, LocalDate.parse("2027-05-27"))).isTrue();
  }
}
