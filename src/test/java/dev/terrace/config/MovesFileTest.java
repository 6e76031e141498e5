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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MovesFileTest {
  private static final MovedResource MOVE =
      new MovedResource(
          "data", "aws_s3_bucket.old_1A2B3C4D", "aws_s3_bucket.new_5E6F7A8B", "2026-11-27");

  private static final List<String> LAYERS = List.of("network", "data", "platform");

  @TempDir Path environments;

  private void write(String text) throws IOException {
    Files.createDirectories(environments.resolve("shop"));
    Files.writeString(MovesFile.path(environments, "shop"), text);
  }

  @Test
  void a_system_without_the_file_has_no_moves() {
    assertThat(MovesFile.read(environments, "shop", LAYERS)).isEmpty();
  }

  @Test
  void what_is_written_is_read() throws IOException {
    write(new MovesFile(List.of(MOVE)).text());

    assertThat(MovesFile.read(environments, "shop", LAYERS)).containsExactly(MOVE);
    write(new MovesFile(List.of()).text());
    assertThat(MovesFile.read(environments, "shop", LAYERS)).isEmpty();
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

    assertThatThrownBy(() -> MovesFile.read(environments, "shop", LAYERS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("environments/shop/moves.yaml:3")
        .hasMessageContaining("must be an address such as")
        .hasMessageContaining("must have the type of 'from', aws_s3_bucket")
        .hasMessageContaining("must be a date such as 2026-11-27")
        .hasMessageContaining("must be moved once");
  }

  /** Names that people write for the layer {@code data}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dta",
        "Data",
        "datas",
        "DATA",
        "date",
        "shop/production/data",
        "shop-production-data",
        "shop/data"
      })
  void an_unknown_layer_is_refused_with_the_nearest(String layer) throws IOException {
    write(
        """
        moves:
          - layer: network
            from: aws_vpc.old
            to: aws_vpc.new
            since: "2026-11-27"
          - layer: %s
            from: aws_s3_bucket.old
            to: aws_s3_bucket.new
            since: "2026-11-27"
        """
            .formatted(layer));

    assertThatThrownBy(() -> MovesFile.read(environments, "shop", LAYERS))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "environments/shop/moves.yaml:6 moves[1].layer: must be a layer of shop (network, data,"
                + " platform; did you mean 'data'?), got '"
                + layer
                + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"observability", "\"*\"", "\"-\"", "\"/\"", "data/"})
  void a_layer_that_is_near_to_none_is_refused_with_all(String layer) throws IOException {
    write(
        """
        moves:
          - layer: %s
            from: aws_s3_bucket.old
            to: aws_s3_bucket.new
            since: "2026-11-27"
        """
            .formatted(layer));

    assertThatThrownBy(() -> MovesFile.read(environments, "shop", LAYERS))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "environments/shop/moves.yaml:2 moves[0].layer: must be a layer of shop (network, data,"
                + " platform), got '"
                + layer.replace("\"", "")
                + "'");
  }

  @Test
  void moves_of_no_system_are_refused_where_the_system_is_meant() throws IOException {
    for (String folder : List.of("codr", "bakery", "orcha")) {
      Path file = Files.createDirectories(environments.resolve(folder)).resolve("moves.yaml");
      Files.writeString(file, "moves: []\n");
      Files.writeString(file.resolveSibling("prod.yaml"), "region: eu-west-1\n");
    }
    Environments folder = new Environments(environments);
    List<String> systems = List.of("coder", "orcha", "alva");
    StrayFiles coder = StrayFiles.of(folder, systems, List.of(Target.parse("coder/production")));
    assertThat(coder.warnings())
        .containsExactly(
            "codr/prod.yaml is ignored: there is no system 'codr'; did you mean 'coder'?");
    assertThat(coder.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "environments/codr/moves.yaml: must be in the folder of a system (coder, orcha, alva;"
                + " did you mean 'coder'?), got 'codr'");
    assertThat(StrayFiles.of(folder, systems, List.of(Target.parse("orcha/prod"))).problems())
        .isEmpty();
    assertThat(StrayFiles.of(folder, systems, List.of()).problems()).hasSize(2);
  }

  @Test
  void an_entry_expires_by_its_age() {
    assertThat(MOVE.isOlderThan(180, LocalDate.parse("2027-05-26"))).isFalse();
    assertThat(MOVE.isOlderThan(180, LocalDate.parse("2027-05-27"))).isTrue();
  }
}
