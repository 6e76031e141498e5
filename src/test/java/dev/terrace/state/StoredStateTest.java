package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StoredStateTest {
  private static final String STATE =
      """
      {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": 7,
        "lineage": "3f8a",
        "outputs": {},
        "resources": [
          {"mode": "data", "type": "aws_region", "name": "here", "instances": [{"attributes": {}}]},
          {"mode": "managed", "type": "aws_vpc", "name": "vpc", "instances": [
            {"attributes": {"id": "vpc-1", "ratio": 1.10, "large": 12345678901234567890.123456789}}]},
          {"mode": "managed", "type": "aws_subnet", "name": "app", "instances": [
            {"index_key": 0, "attributes": {"id": "subnet-0"}},
            {"index_key": "b", "attributes": {"id": "subnet-b"}}]}
        ]
      }
      """;

  @Test
  void a_state_has_serial_lineage_and_managed_resources() {
    StoredState state = parsed(STATE);
    assertThat(state.serial()).isEqualTo(7);
    assertThat(state.lineage()).isEqualTo("3f8a");
    assertThat(state.resources().keySet())
        .containsExactly("aws_vpc.vpc", "aws_subnet.app[0]", "aws_subnet.app[\"b\"]");
    assertThat(state.isEmpty()).isFalse();
  }

  @Test
  void truncated_or_other_text_is_not_a_state() {
    assertThat(StoredState.parse(STATE.substring(0, 300))).isEmpty();
    assertThat(StoredState.parse("")).isEmpty();
    assertThat(StoredState.parse("<html>")).isEmpty();
    assertThat(StoredState.parse("[]")).isEmpty();
    assertThat(StoredState.parse(STATE + "}")).isEmpty();
    assertThat(StoredState.parse(STATE.replace("\"version\": 4", "\"version\": 3"))).isEmpty();
    assertThat(StoredState.parse(STATE.replace("\"lineage\": \"3f8a\",", ""))).isEmpty();
  }

  @Test
  void the_next_serial_changes_nothing_else() {
    StoredState next = parsed(STATE).withSerial(8);
    assertThat(next.serial()).isEqualTo(8);
    assertThat(next.text())
        .contains("\"serial\" : 8", "1.10", "12345678901234567890.123456789")
        .doesNotContain("1.1,", "E19");
    assertThat(parsed(next.withSerial(7).text())).isEqualTo(parsed(STATE));
    assertThat(next.sameAs(parsed(STATE))).isFalse();
    assertThat(next.withSerial(7).sameAs(parsed(STATE))).isTrue();
  }

  @Test
  void states_are_equal_whichever_terraform_wrote_them() {
    assertThat(parsed(STATE).sameAs(parsed(STATE.replace("1.11.4", "1.12.0")))).isTrue();
    assertThat(parsed(STATE).sameAs(parsed(STATE.replace("vpc-1", "vpc-2")))).isFalse();
    assertThat(parsed(STATE).sameAs(parsed(STATE.replace("3f8a", "4b9c")))).isFalse();
  }

  @Test
  void a_difference_names_what_is_added_removed_and_changed() {
    StoredState other =
        parsed(
            STATE
                .replace("\"name\": \"vpc\"", "\"name\": \"main\"")
                .replace("subnet-b", "subnet-c"));
    StoredState.ResourceChanges difference = parsed(STATE).to(other);
    assertThat(difference.added()).isEqualTo(List.of("aws_vpc.main"));
    assertThat(difference.removed()).isEqualTo(List.of("aws_vpc.vpc"));
    assertThat(difference.changed()).isEqualTo(List.of("aws_subnet.app[\"b\"]"));
    assertThat(parsed(STATE).to(parsed(STATE)).isEmpty()).isTrue();
    assertThat(other.fromNothing().added())
        .containsExactly("aws_subnet.app[\"b\"]", "aws_subnet.app[0]", "aws_vpc.main");
  }

  private static StoredState parsed(String text) {
    return StoredState.parse(text).orElseThrow();
  }
}
