package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
  @TempDir private Path folder;

  @Test
  void each_run_has_a_file_of_its_own() {
    assertThat(new PlanFile(folder).name()).isNotEqualTo(new PlanFile(folder).name());
  }

  @Test
  void a_plan_that_is_unchanged_is_applied() throws IOException {
    PlanFile plan = new PlanFile(folder);
    Path file = Files.writeString(folder.resolve(plan.name()), "the plan");
    plan.seal();
    assertThatCode(plan::check).doesNotThrowAnyException();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_plan_that_was_replaced_or_deleted_is_refused() throws IOException {
    PlanFile plan = new PlanFile(folder);
    Path file = Files.writeString(folder.resolve(plan.name()), "the plan");
    plan.seal();
    Files.writeString(file, "another plan");
    assertRefused(plan, file);
    Files.delete(file);
    assertRefused(plan, file);
  }

  @Test
  void nothing_is_applied_without_a_plan() throws IOException {
    PlanFile plan = new PlanFile(folder);
    Path file = Files.writeString(folder.resolve(plan.name()), "not planned by this run");
    assertRefused(plan, file);
    plan.seal();
    plan.discard();
    Files.writeString(file, "not planned by this run");
    assertRefused(plan, file);
  }

  @Test
  void the_plan_of_a_run_that_was_killed_is_deleted() throws IOException {
    PlanFile plan = new PlanFile(folder);
    Path left = Files.writeString(folder.resolve("plan-99999999-1.tfplan"), "secrets");
    Path other = Files.writeString(folder.resolve(new PlanFile(folder).name()), "of a live run");
    plan.discardLeftovers();
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  private static void assertRefused(PlanFile plan, Path file) {
    assertThatThrownBy(plan::check)
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.REFUSED))
        .hasMessage(
            file
                + " is not the plan that was shown; nothing was changed."
                + "\n  Run the command again for a new plan.");
  }
}
