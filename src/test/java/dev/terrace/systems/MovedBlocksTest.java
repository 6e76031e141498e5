package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.MovedResource;
import dev.terrace.config.MovesFile;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries of {@code moves.yaml} in the synthesized stacks. */
final class MovedBlocksTest {
  private static final Synthesized PLAIN = Synthesized.environment("coder", "production");
  private static final String DATABASE = PLAIN.stack("data").at("database/instance").address();

  private static Synthesized with(MovedResource... moves) {
    Path folder = ChangedEnvironment.of("coder", "production", yaml -> yaml + "\n# with moves\n");
    try {
      Files.writeString(MovesFile.path(folder, "coder"), new MovesFile(List.of(moves)).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Synthesized.in(folder, new EnvironmentId("coder", "production"));
  }

  private static MovedResource move(String from, String to) {
    return new MovedResource("data", from, to, "2026-11-27");
  }

  @Test
  void an_entry_becomes_a_block_of_its_layer_and_nothing_else_changes() {
    Synthesized moved = with(move("aws_db_instance.former_instance_1A2B3C4D", DATABASE));

    ObjectNode data = (ObjectNode) moved.stack("data").tree().deepCopy();
    assertThat(data.remove("moved"))
        .isEqualTo(
            Json.parse(
                """
                [{"from": "aws_db_instance.former_instance_1A2B3C4D", "to": "%s"}]"""
                    .formatted(DATABASE)));
    ObjectNode plain = (ObjectNode) PLAIN.stack("data").tree().deepCopy();
    plain.remove("//"); // lists the overrides
    data.remove("//");
    assertThat(data).isEqualTo(plain);
    assertThat(moved.stack("network").text()).isEqualTo(PLAIN.stack("network").text());
  }

  @Test
  void a_resource_that_was_renamed_twice_is_followed() {
    Synthesized moved =
        with(
            move("aws_db_instance.first", "aws_db_instance.second"),
            move("aws_db_instance.second", DATABASE));

    assertThat(moved.stack("data").tree().path("moved")).hasSize(2);
  }

  @Test
  void an_entry_whose_resource_this_environment_lacks_is_left_out() {
    assertThat(
            with(move("aws_db_instance.first", "aws_db_instance.elsewhere"))
                .stack("data")
                .tree()
                .has("moved"))
        .isFalse();
  }

  @Test
  void a_resource_that_is_still_in_the_code_is_not_moved() {
    String other = PLAIN.stack("data").ofType("aws_s3_bucket").get(0).address();
    String to = PLAIN.stack("data").ofType("aws_s3_bucket").get(1).address();

    assertThatThrownBy(() -> with(move(other, to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "moves " + other + " of layer data, which is still in the code; remove the entry");
  }
}
