package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.support.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Environments of different systems that would own the same resources are refused. */
final class OwnNamesTest {
  private static final String SAME = "; an account that a file does not say counts as the same";
  private static final String CERTIFICATE =
      "arn:aws:acm:us-west-2:%s:certificate/11111111-1111-1111-1111-111111111111";

  /** Of each system the one environment that extends no other. */
  private static final Map<String, String> BASES =
      Map.of("coder", "production", "orcha", "prod", "alva", "staging");

  @TempDir Path folder;

  /**
   * One that a fixture is changed to.
   *
   * @param text with {@code KEY: VALUE} for each line that is replaced or, where none begins with
   *     {@code KEY:}, appended
   */
  private void write(String system, String... lines) throws IOException {
    String name = BASES.get(system) + ".yaml";
    List<String> text =
        new ArrayList<>(Files.readAllLines(Fixtures.ENVIRONMENTS.resolve(system).resolve(name)));
    for (String line : lines) {
      String key = line.substring(0, line.indexOf(':') + 1);
      int at = 0;
      while (at < text.size() && !text.get(at).startsWith(key)) {
        at++;
      }
      if (at < text.size()) {
        text.set(at, line);
      } else {
        text.add(line);
      }
    }
    Files.write(Files.createDirectories(folder.resolve(system)).resolve(name), text);
  }

  private List<String> problems(String target) {
    Project project =
        new Project(Path.of("").toAbsolutePath(), folder, folder, Map.<String, String>of());
    return Selection.partial(project, List.of(target), warning -> {}).problems().stream()
        .map(Problem::toString)
        .map(text -> text.replaceAll("yaml:\\d+", "yaml:N"))
        .toList();
  }

  private static String id(String system) {
    return system + "/" + BASES.get(system);
  }

  private static String problem(
      String system, String key, String other, String otherKey, String what) {
    return "environments/%s.yaml:N %s: must differ from %s of %s (environments/%s.yaml:N): both would own %s"
        .formatted(
            id(system), key, key.equals(otherKey) ? "that" : otherKey, id(other), id(other), what);
  }

  @TestFactory
  Stream<DynamicTest> two_systems_never_share_a_prefix() {
    List<String> systems = BASES.keySet().stream().sorted().toList();
    return systems.stream()
        .flatMap(
            one ->
                systems.stream()
                    .filter(other -> !other.equals(one))
                    .map(
                        other ->
                            DynamicTest.dynamicTest(
                                one + " and " + other,
                                () -> {
                                  write(one, "namePrefix: platform");
                                  write(other, "namePrefix: platform");
                                  assertThat(problems(id(one)))
                                      .contains(
                                          problem(
                                              one,
                                              "namePrefix",
                                              other,
                                              "namePrefix",
                                              "resources whose names begin with 'platform'"
                                                  + SAME));
                                })));
  }

  @Test
  void a_bucket_of_one_system_is_not_the_logs_of_another() throws IOException {
    write("coder", "bucketSuffix: shared");
    write("alva", "accessLogs: {bucket: coder-backups-shared}");
    String bucket = "the bucket 'coder-backups-shared'";
    assertThat(problems("alva/staging"))
        .containsExactly(problem("alva", "accessLogs.bucket", "coder", "bucketSuffix", bucket));
    assertThat(problems("coder/production"))
        .containsExactly(problem("coder", "bucketSuffix", "alva", "accessLogs.bucket", bucket));
  }

  @Test
  void the_bucket_of_a_state_is_shared_but_not_created_by_another() throws IOException {
    write("coder", "  bucket: shared-state");
    write("alva", "  bucket: shared-state");
    assertThat(problems("*/*")).isEmpty();
    write("alva", "  bucket: coder-artifacts");
    assertThat(problems("alva/staging"))
        .containsExactly(
            problem(
                "alva", "backend.bucket", "coder", "bucketSuffix", "the bucket 'coder-artifacts'"));
  }

  @Test
  void a_prefix_is_free_in_another_account_and_taken_in_the_same() throws IOException {
    write("orcha", "namePrefix: platform");
    write(
        "coder",
        "namePrefix: platform",
        "  certificateArn: " + CERTIFICATE.formatted("111111111111"));
    assertThat(problems("*/*")).isEmpty();
    write(
        "coder",
        "namePrefix: platform",
        "  certificateArn: " + CERTIFICATE.formatted("700558745280"));
    assertThat(problems("orcha/prod"))
        .containsExactly(
            problem(
                "orcha",
                "namePrefix",
                "coder",
                "namePrefix",
                "resources whose names begin with 'platform'"));
  }

  /** What an environment owns, without files. */
  private record Owning(String accountId, String region, Map<String, List<OwnName>> namesInAws)
      implements SystemConfig {
    Owning(String accountId, String region, OwnName name) {
      this(accountId, region, Map.of("key", List.of(name)));
    }

    @Override
    public Map<String, String> tags() {
      return Map.of();
    }

    @Override
    public Backend stateBackend() {
      return new Backend.Local();
    }

    @Override
    public void check(Problems problems) {}
  }

  private static int clashes(Owning one, Owning other) {
    List<Environment<?>> all =
        List.of(
            new Environment<>(new EnvironmentId("shop", "a"), one),
            new Environment<>(new EnvironmentId("bakery", "a"), other));
    OwnNames names = new OwnNames(all);
    int found = names.of(all.get(0)).size();
    assertThat(names.of(all.get(1))).hasSize(found);
    return found;
  }

  /** Whether two owners of one name clash: same account and region, other region, other account. */
  @Test
  void each_kind_of_name_is_unique_where_aws_says_so() {
    Map<OwnName.Kind, List<Integer>> found = new LinkedHashMap<>();
    for (OwnName.Kind kind : OwnName.Kind.values()) {
      OwnName name = new OwnName(kind, "x");
      Owning one = new Owning("111111111111", "eu-west-1", name);
      found.put(
          kind,
          List.of(
              clashes(one, one),
              clashes(one, new Owning("111111111111", "eu-west-2", name)),
              clashes(one, new Owning("222222222222", "eu-west-1", name)),
              clashes(one, new Owning(null, "eu-west-1", name)),
              clashes(one, new Owning("111111111111", "eu-west-1", new OwnName(kind, "y")))));
    }
    assertThat(found)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                OwnName.Kind.PREFIX, List.of(1, 1, 0, 1, 0),
                OwnName.Kind.BUCKET, List.of(1, 1, 1, 1, 0),
                OwnName.Kind.STATE_BUCKET, List.of(0, 0, 0, 0, 0),
                OwnName.Kind.SECRET, List.of(1, 0, 0, 1, 0),
                OwnName.Kind.IDENTITY_PROVIDER, List.of(1, 1, 0, 1, 0),
                OwnName.Kind.ZONE, List.of(1, 1, 1, 1, 0)));
  }

  /** Accounts that nobody says may differ, and each needs a provider: a doubt, no problem. */
  @Test
  void an_identity_provider_is_a_doubt_until_both_say_their_account() {
    OwnName provider = new OwnName(OwnName.Kind.IDENTITY_PROVIDER, "tokens.example.com");
    for (String account : new String[] {"111111111111", null}) {
      List<Environment<?>> all =
          List.of(
              new Environment<>(
                  new EnvironmentId("shop", "a"), new Owning(account, "eu-west-1", provider)),
              new Environment<>(
                  new EnvironmentId("bakery", "a"),
                  new Owning("111111111111", "eu-west-2", provider)));
      assertThat(new OwnNames(all).of(all.get(0)))
          .singleElement()
          .matches(clash -> clash.isDoubt() == (account == null));
    }
  }

  @Test
  void stacks_of_two_systems_never_have_one_name() {
    Owning none = new Owning(null, "eu-west-1", Map.of());
    List<Environment<?>> all =
        List.of(
            new Environment<>(new EnvironmentId("shop", "eu-prod"), none),
            new Environment<>(new EnvironmentId("shop-eu", "prod"), none));
    assertThat(SharedValues.of(new Environments(folder), all.get(0), all))
        .extracting(Problem::toString)
        .containsExactly(
            "environments/shop/eu-prod.yaml: must have another name: its stacks and those of"
                + " environments/shop-eu/prod.yaml would both be named shop-eu-prod-…");
  }

  /** The systems of Terrace say what they create: buckets, secrets and zones. */
  @Test
  void every_system_says_what_it_owns() throws IOException {
    for (String system : BASES.keySet()) {
      write(system);
    }
    Project project =
        new Project(Path.of("").toAbsolutePath(), folder, folder, Map.<String, String>of());
    Map<String, List<OwnName.Kind>> kinds = new LinkedHashMap<>();
    for (Environment<?> each : Selection.readable(project)) {
      kinds.put(
          each.id().system(),
          each.config().namesInAws().values().stream()
              .flatMap(List::stream)
              .map(OwnName::kind)
              .distinct()
              .sorted()
              .toList());
    }
    assertThat(kinds.get("orcha"))
        .containsExactly(
            OwnName.Kind.PREFIX,
            OwnName.Kind.BUCKET,
            OwnName.Kind.STATE_BUCKET,
            OwnName.Kind.SECRET,
            OwnName.Kind.ZONE);
    assertThat(kinds.get("coder"))
        .containsExactly(
            OwnName.Kind.PREFIX,
            OwnName.Kind.BUCKET,
            OwnName.Kind.STATE_BUCKET,
            OwnName.Kind.SECRET);
    assertThat(Optional.ofNullable(kinds.get("alva")).orElseThrow())
        .contains(OwnName.Kind.PREFIX, OwnName.Kind.SECRET, OwnName.Kind.IDENTITY_PROVIDER);
  }
}
