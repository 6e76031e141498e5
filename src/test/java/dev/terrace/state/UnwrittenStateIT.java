package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.local.LocalAws;
import dev.terrace.local.LocalVariables;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.RefusingS3;
import dev.terrace.support.RefusingS3.Refusal;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import dev.terrace.support.Terrace;
import dev.terrace.terraform.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
  private static final String BUCKET = "alva-terraform-state";
  private static final String REGION = "us-east-1";
  private static final long SEED =
      Long.getLong("terrace.unwritten.seed", System.nanoTime() % 100_000);

  /** What AWS gives an id of its own to, so that it can be there twice, by the prefix of the id. */
  private static final Map<String, List<String>> DOUBLED =
      new TreeMap<>(
          Map.of(
              "vpc", List.of("aws_vpc"),
              "subnet", List.of("aws_subnet"),
              "igw", List.of("aws_internet_gateway"),
              "rtb", List.of("aws_route_table"),
              "nat", List.of("aws_nat_gateway"),
              "eipalloc", List.of("aws_eip"),
              "fl", List.of("aws_flow_log"),
              "sg", List.of("aws_security_group", "aws_default_security_group"),
              "sgr",
                  List.of(
                      "aws_vpc_security_group_ingress_rule",
                      "aws_vpc_security_group_egress_rule")));

  private static final Launcher EMPTY = new Launcher();

  /** When S3 begins to refuse, and how. */
  private record Case(int percent, Refusal refusal) {
    int resources(int all) {
      return Math.max(1, all * percent / 100);
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

  private static void converges(Case how) {
    try (Launcher fork = new Launcher()) {
      String endpoint =
          new LocalAws(Path.of("").toAbsolutePath(), EMPTY.stateFolder(), System.getenv())
              .fork(fork.stateFolder())
              .endpoint();
      try (RefusingS3 aws = new RefusingS3(endpoint, BUCKET)) {
        Terrace terrace = new Terrace(fork.stateFolder());
        LocalVariables.of(Map.of(), aws.endpoint()).forEach(terrace::with);
        int resources =
            StackFile.of(Synthesized.environment("alva", "staging").stack("network").tree())
                .resourceCount();

        fails(terrace, aws, how.resources(resources), how);
        nothingElseBegins(terrace, how);
        aws.refuse(Refusal.NONE);
        resumes(terrace, how);

        assertThat(existing(new Aws(fork, REGION))).isEqualTo(expected());
        Terrace.Said plan = terrace.run("plan", STACK);
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
        assertThat(terrace.run("list", "--deployed", STACK).out())
            .contains(resources + " resources");
      }
    }
  }

  private static void fails(Terrace terrace, RefusingS3 aws, int resources, Case how) {
    Path folder = terrace.state().resolve("aws/alva-staging-network");
    Terrace.Running deploy = terrace.start("deploy", STACK, "--yes");
    Terrace.await(
        () -> created(folder) >= resources || !deploy.process().isAlive(),
        resources + " resources");
    aws.refuse(how.refusal());
    Terrace.Said failed = deploy.await();

    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
    assertThat(failed.err())
        .contains(
            "The new state could not be written to the backend. It is kept in "
                + kept(terrace)
                + ", and the next command on this stack writes it first.")
        .endsWith("Resume with: ./terrace deploy " + STACK + "\n");
    assertThat(kept(terrace)).exists();
  }

  /** While the state cannot be written. An expired token cannot even be used to look for it. */
  private static void nothingElseBegins(Terrace terrace, Case how) {
    String refusal =
        how.refusal() == Refusal.EXPIRED_TOKEN
            ? "The provided token has expired."
            : STACK
                + ": an earlier apply could not write its state, and writing "
                + kept(terrace)
                + " fails as well; nothing was changed:\n";
    for (List<String> command :
        List.of(
            List.of("deploy", STACK, "--yes"), List.of("destroy", STACK, "--yes", "--with-data"))) {
      Terrace.Said said = terrace.run(command.toArray(String[]::new));
      assertThat(said.exitCode()).as(command + said.err()).isEqualTo(1);
      assertThat(said.err()).contains(refusal);
      assertThat(kept(terrace)).exists();
    }
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
    assertThat(kept(terrace)).doesNotExist();
    assertThat(kept(terrace).resolveSibling("errored.tfstate.written")).exists();
  }

  private static Path kept(Terrace terrace) {
    return terrace.state().resolve("aws/alva-staging-network/errored.tfstate");
  }

  private static Map<String, Long> expected() {
    Stack network = Synthesized.environment("alva", "staging").stack("network");
    Map<String, Long> expected = new TreeMap<>();
    DOUBLED.forEach(
        (prefix, types) -> expected.put(prefix, types.stream().mapToLong(network::count).sum()));
    return expected;
  }

  /** Every resource has the tags of its environment from the moment it is created. */
  private static Map<String, Long> existing(Aws aws) {
    Map<String, Long> counts = new TreeMap<>();
    aws.json("ec2 describe-tags --filters Name=key,Values=Project Name=value,Values=alva")
        .path("Tags")
        .forEach(
            tag ->
                counts.merge(
                    tag.path("ResourceId").asText().replaceFirst("-.*", ""), 1L, Long::sum));
    return counts;
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
