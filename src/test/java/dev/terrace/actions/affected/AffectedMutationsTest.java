package dev.terrace.actions.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.affected.StackComparison;
import dev.terrace.affected.SynthesizedStack;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.systems.CdktfApp;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random changes of configuration, of deploy files and of class files: the affected stacks are
 * those of a comparison of whole syntheses. {@code -Dterrace.affected.mutations=N} sets how many
 * change the configuration, {@code -Dterrace.affected.code=N} how many change the code, {@code
 * -Dterrace.affected.seed=N} repeats a run; {@code bench/affected} runs many.
 */
final class AffectedMutationsTest {
  private static final long SEED = Long.getLong("terrace.affected.seed", 1);
  private static final int MUTATIONS = Integer.getInteger("terrace.affected.mutations", 10);
  private static final int CODE = Integer.getInteger("terrace.affected.code", 1);

  private static final List<EnvironmentId> ENVIRONMENTS =
      List.of(
          new EnvironmentId("alva", "staging"),
          new EnvironmentId("alva", "production"),
          new EnvironmentId("coder", "development"),
          new EnvironmentId("coder", "production"),
          new EnvironmentId("orcha", "dev"),
          new EnvironmentId("orcha", "staging"),
          new EnvironmentId("orcha", "prod"));

  private final Random random = new Random(SEED);
  private final Mutations mutations = new Mutations(random);
  private final Map<EnvironmentId, Synthesis> originals = new HashMap<>();
  private final List<Long> milliseconds = new ArrayList<>();
  private int affected;

  @Test
  void changes_of_configuration_affect_what_whole_syntheses_say() throws IOException {
    say("-Dterrace.affected.seed=" + SEED);
    int invalid = 0;
    try (Checkout checkout = new Checkout()) {
      for (int done = 0; done < MUTATIONS; ) {
        if (mutateConfiguration(checkout)) {
          done++;
        } else {
          invalid++;
        }
      }
    }
    say(
        MUTATIONS
            + " changes of configuration ("
            + invalid
            + " more were invalid): "
            + affected
            + " stacks affected, none missed, none too many");
    sayTimes();
    assertThat(affected).as("a change that affects something").isPositive();
  }

  /** False if the change leaves no valid environment. */
  private boolean mutateConfiguration(Checkout checkout) throws IOException {
    EnvironmentId id = mutations.any(ENVIRONMENTS);
    List<Path> files = Mutations.files(checkout.environments().resolve(id.system()));
    // More often the environment's own file than one of its neighbours.
    Path own = checkout.environments().resolve(id + ".yaml");
    Path file = random.nextInt(10) < 7 ? own : mutations.any(files);
    String original = Files.readString(file);
    Synthesis unchanged = originals.computeIfAbsent(id, each -> checkout.synthesis(each + ""));
    Files.writeString(file, mutations.yaml(original));
    Synthesis changed;
    try {
      changed = checkout.synthesis(id.toString());
    } catch (ConfigException e) {
      Files.writeString(file, original);
      return false;
    }
    boolean committed = random.nextBoolean();
    if (committed) {
      checkout.git("add", ".");
      checkout.git(
          "-c", "user.name=t", "-c", "user.email=t@e.com", "commit", "-q", "--allow-empty", "-mx");
      Files.writeString(file, original);
      check(checkout, changed, unchanged, id + " before " + file);
      checkout.commit();
    } else {
      check(checkout, unchanged, changed, id + " after " + file);
      Files.writeString(file, original);
    }
    return true;
  }

  @Test
  void changes_of_code_affect_what_whole_syntheses_say() throws Exception {
    say("-Dterrace.affected.seed=" + SEED);
    List<Long> kept = new ArrayList<>();
    try (Checkout checkout = new Checkout()) {
      Path launcher = FileTrees.writeWhole(checkout.home().resolve("terrace"), launcher());
      assertThat(launcher.toFile().setExecutable(true)).isTrue();
      FileTrees.copy(Path.of("deploy"), FileTrees.createFolder(checkout.home().resolve("deploy")));
      checkout.commit();
      for (int done = 0; done < CODE; ) {
        EnvironmentId id = mutations.any(ENVIRONMENTS);
        Synthesis now = originals.computeIfAbsent(id, each -> checkout.synthesis(each + ""));
        Path file = mutateCode(checkout, id.system());
        checkout.commit();
        Optional<Synthesis> before = elsewhere(checkout, now, id);
        checkout.git("revert", "--no-commit", "HEAD");
        if (before.isPresent()) {
          check(checkout, before.get(), now, id + " before " + file);
          milliseconds.clear();
          check(checkout, before.get(), now, "the same once more");
          kept.addAll(milliseconds);
          done++;
        }
        checkout.commit();
      }
    }
    say(CODE + " changes of code: " + affected + " stacks affected, none missed, none too many");
    milliseconds.clear();
    milliseconds.addAll(kept);
    sayTimes();
  }

  /** Changes a deploy file of a system, or a class of its stacks or of constructs. */
  private Path mutateCode(Checkout checkout, String system) throws IOException, URISyntaxException {
    if (random.nextBoolean()) {
      Path file = mutations.any(Mutations.files(checkout.home().resolve("deploy").resolve(system)));
      Files.writeString(file, mutations.word(Files.readString(file)));
      return file;
    }
    Path classes = classes();
    List<Path> candidates =
        new ArrayList<>(Mutations.files(classes.resolve("dev/terrace/systems").resolve(system)));
    candidates.addAll(Mutations.files(classes.resolve("dev/terrace/constructs")));
    while (true) {
      Path file = mutations.any(candidates);
      byte[] original = Files.readAllBytes(file);
      byte[] changed = mutations.code(original);
      if (changed != original) {
        Path copy = checkout.home().resolve("src/main").resolve(classes.relativize(file));
        FileTrees.createFolder(copy.getParent());
        return Files.write(copy, changed);
      }
    }
  }

  /** An environment as the code in the checkout synthesizes it; empty if that code fails. */
  private static Optional<Synthesis> elsewhere(Checkout checkout, Synthesis now, EnvironmentId id)
      throws IOException, InterruptedException {
    Path output = checkout.home().resolve("cdktf.out");
    FileTrees.delete(output);
    ProcessBuilder builder =
        new ProcessBuilder(checkout.home().resolve("terrace").toString(), "synth", id.toString())
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile("synth", ".log").toFile());
    builder.environment().put("TERRACE_ENVIRONMENTS", checkout.environments().toString());
    builder.environment().put("TERRACE_STATE_DIR", checkout.home().resolve(".terrace").toString());
    builder.environment().put("CI", "");
    if (builder.start().waitFor() != 0) {
      return Optional.empty();
    }
    Path kept = Files.createTempDirectory("whole");
    FileTrees.copy(output.resolve("stacks"), kept);
    return Optional.of(
        new Synthesis(
            now.selection(),
            now.stacks().stream()
                .map(
                    each ->
                        new Stack(
                            each.id(),
                            each.file(),
                            kept.resolve(each.id().stackName()),
                            each.region(),
                            each.backend(),
                            each.dependencies()))
                .toList()));
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(CdktfApp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Runs the code of the tests, with what the checkout has in its place first. */
  private static String launcher() throws Exception {
    Path deploy = Path.of(CdktfApp.class.getResource("/deploy/coder/setup-databases.sh").toURI());
    String classPath =
        String.join(
            File.pathSeparator,
            classes().toAbsolutePath().toString(),
            deploy.getParent().getParent().getParent().toString(),
            Files.readString(Path.of("target/classpath")).strip());
    return """
    #!/bin/sh
    cd "$(dirname "$0")" || exit 1
    exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dterrace.home="$PWD" \
      -cp "$PWD:$PWD/src/main:%s" dev.terrace.cli.TerraceCommand "$@"
    """
        .formatted(System.getProperty("java.home"), classPath);
  }

  private void check(Checkout checkout, Synthesis before, Synthesis after, String change) {
    long begin = System.nanoTime();
    FindAffectedStacks.Result found = checkout.find(after, "HEAD");
    milliseconds.add((System.nanoTime() - begin) / 1_000_000);

    Set<String> answer =
        found.affected().keySet().stream()
            .map(stack -> stack.id().stackName())
            .collect(Collectors.toCollection(TreeSet::new));
    String what = change + " (-Dterrace.affected.seed=" + SEED + ")";
    assertThat(found.unknown()).as(what).isEqualTo(Optional.empty());
    Map<String, SynthesizedStack> one = stacks(before);
    Map<String, SynthesizedStack> other = stacks(after);
    Set<String> differ = new TreeSet<>(other.keySet());
    differ.removeIf(stack -> other.get(stack).equals(one.get(stack)));
    assertThat(answer).as(what).containsAll(differ);
    assertThat(readers(after, differ)).as(what).containsAll(answer);
    StackComparison comparison = new StackComparison(one, other);
    Set<String> compared = new TreeSet<>(other.keySet());
    compared.removeIf(stack -> comparison.affected(stack).isEmpty());
    assertThat(answer).as(what).isEqualTo(compared);
    affected += answer.size();
  }

  private static Map<String, SynthesizedStack> stacks(Synthesis synthesis) {
    Map<String, SynthesizedStack> stacks = new HashMap<>();
    synthesis
        .stacks()
        .forEach(each -> stacks.put(each.id().stackName(), SynthesizedStack.read(each.folder())));
    return stacks;
  }

  /** Stacks with those that read them, directly or through others. */
  private static Set<String> readers(Synthesis synthesis, Set<String> stacks) {
    Set<String> all = new HashSet<>(stacks);
    // The stacks are in the order of their dependencies.
    for (Stack each : synthesis.stacks()) {
      if (each.dependencies().stream().map(StackId::stackName).anyMatch(all::contains)) {
        all.add(each.id().stackName());
      }
    }
    return all;
  }

  private void sayTimes() {
    Collections.sort(milliseconds);
    say(
        "answered in "
            + milliseconds.get(milliseconds.size() / 2)
            + " ms (median), "
            + milliseconds.get(milliseconds.size() - 1)
            + " ms (longest)");
  }

  private static void say(String line) {
    System.out.println("AffectedMutationsTest: " + line);
  }
}
