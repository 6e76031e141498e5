package dev.terrace.actions.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.MovedResource;
import dev.terrace.config.MovesFile;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.moves.Pair;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries come and go. */
final class MovesUpdateTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-27");
  private static final EnvironmentId STAGING = new EnvironmentId("shop", "staging");
  private static final EnvironmentId PRODUCTION = new EnvironmentId("shop", "production");
  private static final MovedResource FIRST = move("a", "b", "2024-01-31");
  private static final MovedResource SECOND = move("b", "c", "2025-01-31");

  @TempDir private Path environments;

  private static MovedResource move(String from, String to, String since) {
    return new MovedResource("data", "aws_s3_bucket." + from, "aws_s3_bucket." + to, since);
  }

  private static Pair pair(EnvironmentId environment, String from, String to) {
    StackId stack = environment.stack("data");
    return new Pair(stack, "aws_s3_bucket." + from, stack, "aws_s3_bucket." + to);
  }

  private MovesUpdate update(MovedResource... written) {
    return new MovesUpdate(environments, "shop", List.of(written));
  }

  private static State state(String name) {
    return new State(1, Map.of("aws_s3_bucket." + name, Json.object()), Set.of(), Set.of());
  }

  private static void expire(MovesUpdate update, Map<StackId, State> states) {
    update.expire(List.of("data"), List.of(STAGING, PRODUCTION), states, TODAY, 180);
  }

  @Test
  void old_entries_that_no_state_needs_are_removed() {
    MovesUpdate update = update(FIRST, SECOND);

    expire(update, Map.of(STAGING.stack("data"), state("c"), PRODUCTION.stack("data"), state("c")));

    assertThat(update.removed()).containsExactly(FIRST, SECOND);
    assertThat(update.kept()).isEmpty();
  }

  @Test
  void a_whole_chain_stays_while_a_state_is_at_its_beginning() {
    MovesUpdate update = update(FIRST, SECOND);

    expire(update, Map.of(STAGING.stack("data"), state("c"), PRODUCTION.stack("data"), state("a")));

    assertThat(update.removed()).isEmpty();
    assertThat(update.kept())
        .containsExactly(
            Map.entry(FIRST, "the state of shop/production/data has the former address: deploy it"),
            Map.entry(
                SECOND, "the state of shop/production/data has the former address: deploy it"));
  }

  @Test
  void the_beginning_of_a_chain_goes_once_every_state_is_further() {
    MovesUpdate update = update(FIRST, SECOND);

    expire(update, Map.of(STAGING.stack("data"), state("b"), PRODUCTION.stack("data"), state("c")));

    assertThat(update.removed()).containsExactly(FIRST);
    assertThat(update.kept()).containsOnlyKeys(SECOND);
  }

  @Test
  void a_state_that_was_not_read_may_need_an_entry_and_a_removed_layer_does_not() {
    MovesUpdate update = update(FIRST);
    expire(update, Map.of(STAGING.stack("data"), state("c")));
    assertThat(update.kept())
        .containsExactly(Map.entry(FIRST, "the state of shop/production/data was not read"));

    MovesUpdate other = update(FIRST);
    other.expire(List.of("network"), List.of(STAGING), Map.of(), TODAY, 180);
    assertThat(other.removed()).containsExactly(FIRST);
  }

  @Test
  void a_second_rename_follows_the_first_also_where_a_state_has_the_first_address() {
    MovesUpdate update = update(FIRST);

    update.add(PRODUCTION.stack("data"), List.of(pair(PRODUCTION, "a", "c")), TODAY);
    update.add(STAGING.stack("data"), List.of(pair(STAGING, "b", "c")), TODAY);
    update.write();

    assertThat(MovesFile.read(environments, "shop", List.of("network", "data")))
        .containsExactly(FIRST, move("b", "c", "2026-11-27"));
  }

  @Test
  void a_rename_that_is_taken_back_removes_its_entry() {
    MovesUpdate update = update(FIRST);

    update.add(STAGING.stack("data"), List.of(pair(STAGING, "b", "a")), TODAY);
    update.write();

    assertThat(update.removed()).containsExactly(FIRST);
    assertThat(MovesFile.read(environments, "shop", List.of("network", "data")))
        .containsExactly(move("b", "a", "2026-11-27"));
  }

  @Test
  void two_environments_cannot_name_it_differently() {
    MovesUpdate update = update();
    update.add(STAGING.stack("data"), List.of(pair(STAGING, "a", "b")), TODAY);

    assertThatThrownBy(
            () -> update.add(PRODUCTION.stack("data"), List.of(pair(PRODUCTION, "a", "c")), TODAY))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "shop/production/data: aws_s3_bucket.a is now aws_s3_bucket.c, but in another"
                + " environment it is aws_s3_bucket.b. environments/shop/moves.yaml applies to"
                + " every environment: give the construct one name. Nothing was written.");
  }
}
