package dev.terrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The two kinds of log that runs have. */
final class RunLogTest {

  @Test
  void errors_are_read_from_human_readable_output() {
    String log =
        """
        \u0002Initializing the backend...
        \u001b[31m╷\u001b[0m
        \u001b[31m│\u001b[0m \u001b[1m\u001b[31mError: \u001b[0mcreating EC2 VPC\u001b[0m
        \u001b[31m│\u001b[0m
        \u001b[31m│\u001b[0m   with aws_vpc.x,
        \u001b[31m│\u001b[0m   on cdk.tf.json line 3
        \u001b[31m│\u001b[0m Error: the cause
        \u001b[31m╵\u001b[0m
        Operation failed
        \u0003""";

    assertThat(RunLog.errors(log))
        .containsExactly(
            "creating EC2 VPC\n\n  with aws_vpc.x,\n  on cdk.tf.json line 3\nError: the cause");
  }

  @Test
  void errors_are_read_without_a_frame() {
    assertThat(RunLog.errors("\nError: first\n\ndetail\n\nError: second\n"))
        .containsExactly("first\n\ndetail", "second");
  }

  @Test
  void errors_are_read_from_json_lines() {
    String log =
        """
        \u0002{"@level":"info","type":"version","terraform":"1.11.4"}
        {"@level":"warn","type":"diagnostic","diagnostic":{"severity":"warning","summary":"old"}}
        {"type":"diagnostic","diagnostic":{"severity":"error","summary":"creating VPC",\
        "detail":"limit reached","address":"aws_vpc.x"}}
        \u0003""";

    assertThat(RunLog.errors(log)).containsExactly("aws_vpc.x: creating VPC\nlimit reached");
  }

  @Test
  void a_log_without_an_error_has_last_lines() {
    assertThat(RunLog.errors("one\ntwo\n")).isEmpty();
    assertThat(RunLog.tail("\u0002one\n\ntwo\nthree\n\u0003", 2)).isEqualTo("two\nthree");
  }
}
