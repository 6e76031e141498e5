package dev.terrace.terraform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String DIED =
      """
      {"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"Plugin did not respond"}}
      """;

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void open() throws IOException {
    log = Files.createDirectories(folder.resolve("log")).resolve("apply.jsonl");
    assertThat(Journal.open(folder)).isFalse();
  }

  @Test
  void what_was_begun_or_finished_is_kept_and_what_failed_is_not() throws IOException {
    Files.writeString(
        log,
        start("aws_vpc.v")
            + complete("aws_vpc.v", "vpc-1")
            + start("aws_eip.e")
            + start("aws_sqs_queue.q")
            + error("aws_sqs_queue.q"));

    assertThat(Journal.wasCutOff(folder)).isFalse();
    assertThat(made()).containsOnly(entry("aws_vpc.v", "vpc-1"), entry("aws_eip.e", ""));
  }

  @Test
  void what_failed_because_the_provider_was_killed_may_exist() throws IOException {
    Files.writeString(log, start("aws_eip.e") + error("aws_eip.e") + DIED);

    assertThat(Journal.wasCutOff(folder)).isTrue();
    assertThat(made()).containsOnly(entry("aws_eip.e", ""));
  }

  @Test
  void what_another_one_has_is_not_ours_although_the_provider_was_killed_later()
      throws IOException {
    Files.writeString(
        log,
        start("aws_iam_role.r")
            + start("aws_eip.e")
            + error("aws_iam_role.r")
            + """
            {"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"creating IAM Role (r): EntityAlreadyExists: Role with name r already exists.","address":"aws_iam_role.r"}}
            """
            + error("aws_eip.e")
            + DIED);

    assertThat(made()).containsOnly(entry("aws_eip.e", ""));
  }

  @Test
  void what_the_provider_stopped_waiting_for_is_cut_off_until_it_ends() throws IOException {
    String gaveUp =
        """
        {"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"waiting for RDS DB Instance (db) create: context canceled","address":"aws_db_instance.d"}}
        """;
    Files.writeString(log, start("aws_db_instance.d") + error("aws_db_instance.d") + gaveUp);
    assertThat(cutOff()).containsExactly("aws_db_instance.d");

    Journal.open(folder);
    Files.writeString(log, start("aws_db_instance.d") + complete("aws_db_instance.d", "db"));
    assertThat(cutOff()).isEmpty();
  }

  @Test
  void a_failed_retry_does_not_forget_what_the_killed_apply_began() throws IOException {
    Files.writeString(log, start("aws_eip.e"));
    assertThat(Journal.open(folder)).isTrue();
    Files.writeString(log, start("aws_eip.e") + error("aws_eip.e"));

    assertThat(made()).containsOnly(entry("aws_eip.e", ""));
  }

  @Test
  void a_log_that_ends_inside_a_character_is_read_up_to_there() throws IOException {
    byte[] cut = "{\"@message\":\"ü".getBytes(StandardCharsets.UTF_8);
    byte[] begun = start("aws_eip.e").getBytes(StandardCharsets.UTF_8);
    Files.write(log, begun);
    Files.write(log, Arrays.copyOf(cut, cut.length - 1), StandardOpenOption.APPEND);

    assertThat(Journal.wasCutOff(folder)).isFalse();
    assertThat(made()).containsOnly(entry("aws_eip.e", ""));
    assertThat(Journal.open(folder)).isTrue();
    Files.writeString(log, start("aws_vpc.v") + complete("aws_vpc.v", "vpc-1"));
    assertThat(Journal.open(folder)).isTrue();
    assertThat(made()).containsOnly(entry("aws_eip.e", ""), entry("aws_vpc.v", "vpc-1"));
  }

  @Test
  void what_is_created_anew_has_no_id_of_an_earlier_apply() throws IOException {
    Files.writeString(log, start("aws_eip.e") + complete("aws_eip.e", "eip-1"));
    Journal.open(folder);
    Files.writeString(log, start("aws_eip.e"));

    assertThat(made()).containsOnly(entry("aws_eip.e", ""));
  }

  @Test
  void a_journal_that_was_closed_in_part_is_not_opened_again() throws IOException {
    Files.writeString(log, start("aws_eip.e") + complete("aws_eip.e", "eip-1"));
    Journal.open(folder);
    Files.delete(folder.resolve("applying"));

    assertThat(Journal.open(folder)).isFalse();
    Files.writeString(log, start("aws_vpc.v"));
    assertThat(made()).containsOnly(entry("aws_vpc.v", ""));
  }

  /** As {@code create_before_destroy} does it. */
  @Test
  void what_replaces_a_deleted_one_is_kept() throws IOException {
    String old = ",\"id_key\":\"id\",\"id_value\":\"lt-1\"";
    Files.writeString(
        log,
        start("aws_launch_template.t")
            + complete("aws_launch_template.t", "lt-2")
            + hook("apply_start", "aws_launch_template.t", old).replace("create", "delete")
            + hook("apply_complete", "aws_launch_template.t", "").replace("create", "delete"));
    assertThat(made()).containsOnly(entry("aws_launch_template.t", "lt-2"));

    Journal.open(folder);
    Files.writeString(
        log,
        hook("apply_start", "aws_launch_template.t", old.replace("lt-1", "lt-2"))
                .replace("create", "delete")
            + hook("apply_complete", "aws_launch_template.t", "").replace("create", "delete"));
    assertThat(made()).isEmpty();
  }

  @Test
  void a_closed_journal_says_nothing() throws IOException {
    Files.writeString(log, start("aws_eip.e"));
    Journal.close(folder);
    assertThat(Journal.ofKilledApply(folder)).isEmpty();
  }

  private Set<String> cutOff() {
    return Journal.ofKilledApply(folder).orElseThrow().cutOff();
  }

  private Map<String, String> made() {
    return Journal.ofKilledApply(folder).orElseThrow().made();
  }

  private static String start(String address) {
    return hook("apply_start", address, "");
  }

  private static String complete(String address, String id) {
    return hook("apply_complete", address, ",\"id_key\":\"id\",\"id_value\":\"" + id + "\"");
  }

  private static String error(String address) {
    return hook("apply_errored", address, "");
  }

  private static String hook(String type, String address, String more) {
    return """
        {"type":"%s","hook":{"resource":{"addr":"%s"},"action":"create"%s}}
        """
        .formatted(type, address, more);
  }
}
