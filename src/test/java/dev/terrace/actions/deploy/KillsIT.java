package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.local.LocalAws;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Terrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Deploys that are killed at random points, each on a fork of one simulated AWS: the same command,
 * with the unlock that it names, ends with what a deploy that nobody kills creates.
 *
 * <p>Here two of the seven ways to kill a deploy of a network. {@code bench/kills} runs all of them
 * on a data layer too. {@code -Dterrace.kills.seed=N} repeats a run, {@code
 * -Dterrace.kills.points=N} sets the number of points for each way to kill, {@code
 * -Dterrace.kills.layers=network,data} the layers, {@code -Dterrace.kills.ways=JVM,HUP} the ways.
 */
final class KillsIT {
  private static final String ENVIRONMENT = "orcha/staging";

  /** What is counted: AWS CLI commands, each of which answers with one list. */
  private static final List<String> COUNTED =
      List.of(
          "ec2 describe-vpcs",
          "ec2 describe-subnets",
          "ec2 describe-route-tables",
          "ec2 describe-internet-gateways",
          "ec2 describe-addresses",
          "ec2 describe-nat-gateways",
          "ec2 describe-security-groups",
          "ec2 describe-security-group-rules",
          "ec2 describe-vpc-endpoints",
          "route53 list-hosted-zones",
          "servicediscovery list-namespaces",
          "iam list-roles",
          "kms list-keys",
          "kms list-aliases",
          "rds describe-db-instances",
          "rds describe-db-subnet-groups",
          "rds describe-db-parameter-groups",
          "elasticache describe-replication-groups",
          "elasticache describe-cache-subnet-groups",
          "efs describe-file-systems",
          "sqs list-queues",
          "s3api list-buckets",
          "ssm describe-parameters",
          "secretsmanager list-secrets");

  private static final long SEED = Long.getLong("terrace.kills.seed", System.nanoTime() % 100_000);
  private static final int POINTS = Integer.getInteger("terrace.kills.points", 0);

  /** Points of a run that nothing is said about: two ways of the seven, on the network. */
  private static final int SHORT = 2;

  private static final Map<String, Launcher> BEFORE = new LinkedHashMap<>();
  private static final Map<String, Map<String, Integer>> CLEAN = new LinkedHashMap<>();
  private static final Map<String, Integer> STARTS = new LinkedHashMap<>();

  @BeforeAll
  static void deployOnceWithoutAKill() {
    System.out.println("KillsIT: -Dterrace.kills.seed=" + SEED);
    Launcher empty = new Launcher();
    empty.run("backend", "bootstrap", ENVIRONMENT, "--local").exits(0);
    BEFORE.put("network", empty);
    for (String layer : layers().contains("data") ? List.of("network", "data") : layers()) {
      Launcher clean = fork(BEFORE.get(layer));
      clean.run("deploy", ENVIRONMENT + "/" + layer, "--local", "--yes").exits(0);
      System.out.println("KillsIT: deployed " + layer);
      CLEAN.put(layer, counts(clean));
      STARTS.put(layer, starts(folder(clean, layer)));
      BEFORE.put(layer.equals("network") ? "data" : "after " + layer, clean);
    }
  }

  @AfterAll
  static void stop() {
    BEFORE.values().forEach(Launcher::close);
  }

  private static List<String> layers() {
    String all = POINTS == 0 ? "network" : "network,data";
    return List.of(System.getProperty("terrace.kills.layers", all).split(","));
  }

  private static Stream<Killing> ways() {
    String given = System.getProperty("terrace.kills.ways", "");
    return given.isEmpty()
        ? Stream.of(Killing.values())
        : Stream.of(given.split(",")).map(Killing::valueOf);
  }

  @TestFactory
  Stream<DynamicTest> a_killed_deploy_converges_with_nothing_doubled() {
    Random random = new Random(SEED);
    if (POINTS == 0) {
      List<Killing> shuffled = new ArrayList<>(ways().toList());
      Collections.shuffle(shuffled, random);
      return shuffled.stream().limit(SHORT).map(how -> point(layers().get(0), how, random));
    }
    return layers().stream()
        .flatMap(
            layer ->
                ways()
                    .flatMap(
                        how -> Stream.generate(() -> point(layer, how, random)).limit(POINTS)));
  }

  private static DynamicTest point(String layer, Killing how, Random random) {
    int start = 1 + random.nextInt(STARTS.get(layer));
    int delay = random.nextInt(400);
    return DynamicTest.dynamicTest(
        "%s, %s at resource %d of %d and %d ms"
            .formatted(layer, how, start, STARTS.get(layer), delay),
        () -> {
          long begun = System.nanoTime();
          String result = "FAILED";
          try {
            kill(layer, how, start, delay);
            result = "converged";
          } finally {
            System.out.printf(
                "%s: %s, %s at resource %d and %d ms, %d s%n",
                result, layer, how, start, delay, (System.nanoTime() - begun) / 1_000_000_000L);
          }
        });
  }

  private static void kill(String layer, Killing how, int start, int delay)
      throws InterruptedException {
    String stack = ENVIRONMENT + "/" + layer;
    try (Launcher fork = fork(BEFORE.get(layer))) {
      Path folder = folder(fork, layer);
      Terrace.Running deploy =
          new Terrace(fork.stateFolder()).leading().start("deploy", stack, "--local", "--yes");
      Terrace.await(
          () -> starts(folder) >= start || !deploy.process().isAlive(), "resource " + start);
      Thread.sleep(delay);
      how.strike(deploy, folder);
      StringBuilder story = new StringBuilder(deploy.await().err());

      Launcher.Result again = fork.run("deploy", stack, "--local", "--yes");
      for (int tries = 0; tries < 3 && again.exitCode() != 0; tries++) {
        story.append(again.errors());
        if (again.errors().contains("./terrace backend unlock")) {
          story.append(
              fork.run("backend", "unlock", ENVIRONMENT, "--local", "--yes").exits(0).errors());
        }
        again = fork.run("deploy", stack, "--local", "--yes");
      }
      story.append(again.errors());

      assertThat(again.exitCode()).as(story.toString()).isZero();
      assertThat(counts(fork)).as(story.toString()).isEqualTo(CLEAN.get(layer));
    }
  }

  private static Launcher fork(Launcher origin) {
    Launcher fork = new Launcher();
    new LocalAws(Path.of("").toAbsolutePath(), origin.stateFolder(), System.getenv())
        .fork(fork.stateFolder());
    return fork;
  }

  private static Map<String, Integer> counts(Launcher terrace) {
    Aws aws = new Aws(terrace, "eu-central-1");
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String command : COUNTED) {
      int count = 0;
      for (JsonNode list : aws.json(command)) {
        count += list.isArray() ? list.size() : 0;
      }
      counts.put(command, count);
    }
    return counts;
  }

  private static Path folder(Launcher terrace, String layer) {
    return terrace.stateFolder().resolve("local/" + ENVIRONMENT.replace('/', '-') + "-" + layer);
  }

  /** How many creations Terraform has begun. */
  private static int starts(Path folder) {
    Path log = folder.resolve("log/apply.jsonl");
    try {
      return Files.exists(log)
          ? (int)
              Files.readString(log)
                  .lines()
                  .filter(line -> line.contains("\"apply_start\""))
                  .filter(line -> line.contains("\"action\":\"create\""))
                  .count()
          : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
