package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lock entries that no Terraform wrote, or only half of: each has a way out. */
final class UnreadableLockIT {
  private static final String STACK = "orcha/staging/network";
  private static final String BUCKET = "v1-orcha-staging-terraform-state-700558745280";
  private static final String ID = "{\"LockID\":{\"S\":\"" + BUCKET + "/" + STACK + ".tfstate\"}";
  private static final Launcher TERRACE = new Launcher();

  @BeforeAll
  static void start() {
    TERRACE.run("backend", "bootstrap", STACK, "--local").exits(0);
  }

  @AfterAll
  static void stop() {
    TERRACE.close();
  }

  @Test
  void a_lock_that_does_not_say_who_holds_it_is_named_and_released() {
    for (String item :
        List.of(
            ID + ",\"Info\":{\"S\":\"not JSON\"}}", ID + ",\"Info\":{\"S\":\"{}\"}}", ID + "}")) {
      new Aws(TERRACE, "eu-central-1")
          .call(
              "dynamodb",
              "put-item",
              "--table-name",
              "v1-orcha-staging-terraform-locks",
              "--item",
              item);
      assertThat(TERRACE.run("plan", STACK, "--local").exits(1).errors())
          .as(item)
          .contains("./terrace backend unlock orcha/staging --local");

      Launcher.Result unlock = TERRACE.run("backend", "unlock", STACK, "--local", "--yes").exits(0);
      assertThat(unlock.errors())
          .contains(
              STACK
                  + ": locked by somebody whose entry cannot be read since an unknown time"
                  + " (unknown)\n");
      assertThat(unlock.output()).isEqualTo(STACK + ": lock released\n");
    }
    TERRACE.run("plan", STACK, "--local").exits(4);
  }
}
