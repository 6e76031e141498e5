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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Deploys that are killed at random points, each on a fork of one simulated AWS: the same command,
 * with the unlock that it names, ends with what a deploy that nobody kills creates.
 *
 * <p>Here two points on a network. {@code bench/kills} runs 20 on a network and 20 on a data layer.
 * {@code -Dterrace.kills.seed=N} repeats a run, {@code -Dterrace.kills.points=N} sets the number of
 * points of each layer, which all ways to kill share, {@code -Dterrace.kills.layers=network,data}
 * the layers, {@code -Dterrace.kills.ways=JVM,HUP} the ways. {@code
 * -Dterrace.kills.at=network,JVM,12,250} repeats one point: the layer, the way, the number of
 * creations that have begun and the milliseconds after that.
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
  private static final boolean LONG = Integer.getInteger("terrace.kills.points") != null;
  private static final int POINTS = Integer.getInteger("terrace.kills.points", 2);
  private static final String AT = System.getProperty("terrace.kills.at", "");

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
    if (!AT.isEmpty()) {
      return List.of(AT.split(",", -1)[0]);
    }
    String all = LONG ? "network,data" : "network";
    return List.of(System.getProperty("terrace.kills.layers", all).split(",", -1));
  }

  private static Stream<Killing> ways() {
    String given = System.getProperty("terrace.kills.ways", "");
    return given.isEmpty()
        ? Stream.of(Killing.values())
        : Stream.of(given.split(",", -1)).map(Killing::valueOf);
  }

  @TestFactory
  Stream<DynamicTest> a_killed_deploy_converges_with_nothing_doubled() {
    if (!AT.isEmpty()) {
      String[] at = AT.split(",", -1);
      return Stream.of(
          point(at[0], Killing.valueOf(at[1]), Integer.parseInt(at[2]), Integer.parseInt(at[3])));
    }
    Random random = new Random(SEED);
    List<List<DynamicTest>> points = layers().stream().map(layer -> points(layer, random)).toList();
    return IntStream.range(0, POINTS).boxed().flatMap(i -> points.stream().map(of -> of.get(i)));
  }

  /** Every way to kill has its turn before one has its second, on each layer in turn. */
  private static List<DynamicTest> points(String layer, Random random) {
    List<Killing> ways = new ArrayList<>(ways().toList());
    Collections.shuffle(ways, random);
    List<DynamicTest> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      int start = 1 + random.nextInt(STARTS.get(layer));
      points.add(point(layer, ways.get(i % ways.size()), start, random.nextInt(400)));
    }
    return points;
  }

  private static DynamicTest point(String layer, Killing how, int start, int delay) {
    String name =
        "%s, %s at resource %d of %d and %d ms"
            .formatted(layer, how, start, STARTS.get(layer), delay);
    return DynamicTest.dynamicTest(
        name,
        () -> {
          long begun = System.nanoTime();
          String result = "FAILED";
          try {
            result = kill(layer, how, start, delay);
          } finally {
            System.out.printf(
                "%s: %s, %d s%n", result, name, (System.nanoTime() - begun) / 1_000_000_000L);
          }
        });
  }

  /** Says what happened. */
  private static String kill(String layer, Killing how, int start, int delay)
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
      Terrace.Said killed = deploy.await();
      StringBuilder story = new StringBuilder(killed.err());

      Launcher.Result again = fork.run("deploy", stack, "--local", "--yes");
      int tries = 1;
      for (; tries < 4 && again.exitCode() != 0; tries++) {
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
      return killed.exitCode() == 0
          ? "ended before it was killed"
          : "exit %d, converged at try %d".formatted(killed.exitCode(), tries);
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
