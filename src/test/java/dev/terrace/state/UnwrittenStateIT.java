package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.local.LocalAws;
import dev.terrace.local.LocalVariables;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.RefusingS3;
import dev.terrace.support.RefusingS3.Refusal;
import dev.terrace.support.Terrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * S3 refuses to take the state from some moment of an apply on: Terraform leaves {@code
 * errored.tfstate} in the working folder. No other test has a state that exists only there.
 *
 * <p>Here two of six cases, on forks of one simulated AWS. {@code -Dterrace.unwritten.seed=N}
 * repeats a run, {@code -Dterrace.unwritten.all=true} runs all six.
 */
final class UnwrittenStateIT {
  private static final String STACK = "alva/staging/network";
  private static final long SEED =
      Long.getLong("terrace.unwritten.seed", System.nanoTime() % 100_000);
  private static final int RESOURCES = 38;

  private static final Launcher EMPTY = new Launcher();

  /** When S3 begins to refuse, and how. */
  private record Case(int percent, Refusal refusal) {
    int resources() {
      return Math.max(1, RESOURCES * percent / 100);
    }
  }

  @BeforeAll
  static void createTheBucket() {
    System.out.println("UnwrittenStateIT: -Dterrace.unwritten.seed=" + SEED);
    EMPTY.run("backend", "bootstrap", STACK, "--local").exits(0);
  }

  @AfterAll
  static void stop() {
    EMPTY.close();
  }

  @TestFactory
  Stream<DynamicTest> the_state_is_written_first_and_nothing_is_created_twice() {
    List<Case> cases = new ArrayList<>();
    for (int percent : List.of(10, 40, 80)) {
      cases.add(new Case(percent, Refusal.ACCESS_DENIED));
      cases.add(new Case(percent, Refusal.EXPIRED_TOKEN));
    }
    if (!Boolean.getBoolean("terrace.unwritten.all")) {
      Collections.shuffle(cases, new Random(SEED));
      Case first = cases.get(0);
      Case other =
          cases.stream()
              .filter(each -> each.refusal() != first.refusal())
              .findFirst()
              .orElseThrow();
      cases = List.of(first, other);
    }
    return cases.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.refusal() + " at " + each.percent() + " %", () -> converges(each)));
  }

  private static void converges(Case how) throws IOException {
    try (Launcher fork = new Launcher()) {
      String endpoint =
          new LocalAws(Path.of("").toAbsolutePath(), EMPTY.stateFolder(), System.getenv())
              .fork(fork.stateFolder())
              .endpoint();
      try (RefusingS3 s3 = new RefusingS3(endpoint)) {
        Terrace terrace = new Terrace(fork.stateFolder());
        Map<String, String> variables = LocalVariables.of(Map.of(), endpoint);
        variables.forEach(terrace::with);
        terrace.with("AWS_ENDPOINT_URL_S3", s3.endpoint());

        fails(terrace, s3, how);
        s3.refuse(Refusal.NONE);
        resumes(terrace, how);

        assertThat(
                new Aws(fork, "us-east-1")
                    .json("ec2 describe-vpcs --filters Name=is-default,Values=false")
                    .path("Vpcs"))
            .hasSize(1);
        assertThat(new Aws(fork, "us-east-1").json("ec2 describe-nat-gateways").path("NatGateways"))
            .hasSize(1);
        Terrace.Said plan = terrace.run("plan", STACK);
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
        assertThat(terrace.run("list", "--deployed", STACK).out())
            .contains(RESOURCES + " resources");
      }
    }
  }

  private static void fails(Terrace terrace, RefusingS3 s3, Case how) {
    Path folder = terrace.state().resolve("aws/alva-staging-network");
    Terrace.Running deploy = terrace.start("deploy", STACK, "--yes");
    Terrace.await(
        () -> created(folder) >= how.resources() || !deploy.process().isAlive(),
        how.resources() + " resources");
    s3.refuse(how.refusal());
    Terrace.Said failed = deploy.await();

    Path kept = folder.resolve("errored.tfstate");
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
    assertThat(failed.err())
        .contains(
            "The new state could not be written to the backend. It is kept in "
                + kept
                + ", and the next command on this stack writes it first.")
        .endsWith("Resume with: ./terrace deploy " + STACK + "\n");
    assertThat(kept).exists();
  }

  /** An expired token leaves the lock, too: then the command is named that releases it. */
  private static void resumes(Terrace terrace, Case how) {
    Terrace.Said resumed = terrace.run("deploy", STACK, "--yes");
    if (how.refusal() == Refusal.EXPIRED_TOKEN) {
      assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(1);
      assertThat(resumed.err())
          .contains("fails as well; nothing was changed")
          .contains("./terrace backend unlock alva/staging");
      assertThat(terrace.run("backend", "unlock", "alva/staging", "--yes").out())
          .isEqualTo(STACK + ": lock released\n");
      resumed = terrace.run("deploy", STACK, "--yes");
    }
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains(STACK + ": wrote the state that an earlier apply could not write\n");
    Path kept = terrace.state().resolve("aws/alva-staging-network/errored.tfstate");
    assertThat(kept).doesNotExist();
    assertThat(kept.resolveSibling("errored.tfstate.written")).exists();
  }

  /** How many creations are complete. */
  private static long created(Path folder) {
    Path log = folder.resolve("log/apply.jsonl");
    try {
      return Files.exists(log)
          ? Files.readString(log).lines().filter(l -> l.contains("\"apply_complete\"")).count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
