package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UiMessageTest {

  @Test
  void a_finished_resource_has_its_id_and_seconds() {
    assertThat(
            UiMessage.parse(
                """
                {"type":"apply_complete","hook":{"resource":{"addr":"aws_vpc.v"},"action":"create",\
                "id_key":"id","id_value":"vpc-1","elapsed_seconds":3}}"""))
        .contains(new UiMessage.Finished("aws_vpc.v", "create", "vpc-1", 3));
  }

  @Test
  void a_resource_that_differs_from_its_state_is_named() {
    assertThat(
            UiMessage.parse(
                """
                {"type":"resource_drift","change":{"resource":{"addr":"aws_vpc.v"},\
                "action":"update"}}"""))
        .contains(new UiMessage.Drifted("aws_vpc.v", "update"));
  }

  @Test
  void text_that_is_no_json_and_a_line_cut_short_are_passed_over() {
    assertThat(UiMessage.parse("Warning: something")).isEmpty();
    assertThat(UiMessage.parse("{\"type\":\"apply_comp")).isEmpty();
  }

  @Test
  void a_lock_error_tells_the_holder() {
    UiMessage.Diagnosed diagnosed =
        (UiMessage.Diagnosed)
            UiMessage.parse(
                    """
                    {"type":"diagnostic","diagnostic":{"severity":"error",\
                    "summary":"Error acquiring the state lock","detail":"Error message: refused\\n\
                    Lock Info:\\n  ID:        1234\\n  Path:      b/k\\n  Operation: OperationTypeApply\\n\
                      Who:       ann@host\\n  Version:   1.11.4\\n\
                      Created:   2026-11-21 08:00:00.1 +0000 UTC\\n  Info:      \\n\\n"}}""")
                .orElseThrow();
    assertThat(diagnosed.diagnostic().lock())
        .contains(
            new LockInfo(
                "1234", "ann@host", "OperationTypeApply", "2026-11-21 08:00:00.1 +0000 UTC"));
    assertThat(diagnosed.diagnostic().lock().orElseThrow().describe())
        .isEqualTo("ann@host since 2026-11-21 08:00:00 UTC (apply)");
  }

  @Test
  void a_summary_of_many_lines_is_taken_apart() {
    Diagnostic diagnostic =
        Diagnostic.of(
            Json.parse(
                "{\"severity\":\"error\",\"summary\":\"Failed: no bucket.\\n\\nMore.\\n\",\"detail\":\"\"}"));
    assertThat(diagnostic).isEqualTo(new Diagnostic("error", "Failed: no bucket.", "More.", ""));
  }
}
