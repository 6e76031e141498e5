package dev.terrace.actions.affected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.files.FileTrees;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a checkout with alva/staging, and checkouts that cannot be compared. */
final class FindAffectedStacksTest {
  private static final List<String> ALL =
      List.of("network", "data", "platform", "observability", "delivery");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("a test");
  private Path home;
  private Path file;

  @BeforeEach
  void commit() throws IOException, InterruptedException {
    Path environments = ChangedEnvironment.of("alva", "staging", text -> text + "# a copy\n");
    home = Files.createTempDirectory("checkout");
    FileTrees.createFolder(home.resolve("environments"));
    FileTrees.copy(environments, home.resolve("environments"));
    FileTrees.writeWhole(home.resolve("pom.xml"), "<project/>\n");
    FileTrees.writeWhole(home.resolve(".gitignore"), ".terrace\ncdktf.out\n");
    file = home.resolve("environments/alva/staging.yaml");
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
  }

  @AfterEach
  void unlock() {
    locks.close();
  }

  @Test
  void nothing_is_affected_where_nothing_differs() throws IOException {
    assertThat(layers("HEAD")).isEmpty();

    change(text -> text + "# another comment\n");
    assertThat(layers("HEAD")).isEmpty();
  }

  @Test
  void a_change_that_is_not_committed_affects_the_stacks_that_differ() throws IOException {
    change(text -> text.replace("backupDays: 7", "backupDays: 9"));

    assertThat(layers("HEAD")).contains("data").doesNotContain("network", "delivery");
  }

  @Test
  void tags_affect_everything() throws IOException {
    change(text -> text.replace("  Project: alva\n", "  Project: alva\n  Team: core\n"));

    assertThat(layers("HEAD")).containsExactlyElementsOf(ALL);
  }

  @Test
  void an_environment_that_the_revision_lacks_is_new() throws IOException {
    Files.writeString(file.resolveSibling("preview.yaml"), preview());

    FindAffectedStacks.Result found = find("HEAD", "alva/preview");

    assertThat(found.unknown()).isEmpty();
    assertThat(found.affected().values()).hasSize(5).containsOnly("is new");
  }

  @Test
  void an_unknown_revision_affects_everything() throws IOException {
    FindAffectedStacks.Result found = find("no-such-branch", "alva/staging");

    assertThat(found.unknown()).contains("there is no revision 'no-such-branch'");
    assertThat(found.affected()).hasSize(5);
    assertThat(find("--output=x", "alva/staging").unknown())
        .contains("'--output=x' is no revision");
  }

  @Test
  void a_folder_that_is_no_checkout_affects_everything() throws IOException {
    FileTrees.delete(home.resolve(".git"));
    // Folders above this one may be a checkout.
    Files.writeString(home.resolve(".git"), "gitdir: nowhere\n");

    FindAffectedStacks.Result found = find("HEAD", "alva/staging");

    assertThat(found.unknown().orElseThrow()).contains("git rev-parse failed");
    assertThat(found.affected()).hasSize(5);
  }

  @Test
  void a_shallow_clone_says_so() throws IOException, InterruptedException {
    Path origin = home;
    Path clone = Files.createTempDirectory("shallow").resolve("clone");
    git(
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@e.com",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "y");
    git("clone", "-q", "--depth", "1", "file://" + origin, clone.toString());
    home = clone;

    assertThat(find("HEAD~1", "alva/staging").unknown())
        .contains(
            "there is no revision 'HEAD~1' in this shallow clone: fetch it, or clone with the whole"
                + " history");
  }

  @Test
  void code_that_does_not_build_affects_everything() throws IOException, InterruptedException {
    launcher("echo broken >&2; exit 1");
    FileTrees.writeWhole(home.resolve("pom.xml"), "<project>changed</project>\n");

    FindAffectedStacks.Result found = find("HEAD", "alva/staging");

    assertThat(found.unknown().orElseThrow()).endsWith("terrace synth failed: broken");
    assertThat(found.affected()).hasSize(5);
  }

  @Test
  void code_that_differs_is_synthesized_by_the_revision() throws IOException, InterruptedException {
    Synthesis now = synthesis("alva/staging");
    Path kept = Files.createTempDirectory("kept");
    FileTrees.copy(now.stacks().get(0).folder().getParent(), kept);
    launcher("mkdir -p cdktf.out && cp -r '" + kept + "' cdktf.out/stacks");
    FileTrees.writeWhole(home.resolve("pom.xml"), "<project>changed</project>\n");
    assertThat(layers("HEAD")).isEmpty();

    // This launcher gives the same code another result.
    FileTrees.delete(home.resolve(".terrace/affected"));
    Path observability = kept.resolve("alva-staging-observability/cdk.tf.json");
    Files.writeString(observability, Files.readString(observability).replace("Alarm", "Alert"));
    Files.writeString(observability, Files.readString(observability).replace("staging", "stage"));
    assertThat(layers("HEAD")).containsExactly("observability");
  }

  @Test
  void a_revision_is_synthesized_once() throws IOException, InterruptedException {
    change(text -> text.replace("backupDays: 7", "backupDays: 9"));
    List<String> found = layers("HEAD");
    Path kept = onlyOf(home.resolve(".terrace/affected"));

    Path network = kept.resolve("alva-staging-network/cdk.tf.json");
    Files.writeString(network, Files.readString(network).replace("10.20.0.0/16", "10.21.0.0/16"));
    assertThat(layers("HEAD")).contains("network").containsAll(found);

    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "more");
    change(text -> text.replace("backupDays: 9", "backupDays: 7"));
    assertThat(layers("HEAD")).isEqualTo(found);
  }

  @Test
  void an_environment_whose_files_are_the_same_is_not_synthesized_again() throws IOException {
    Files.writeString(file.resolveSibling("preview.yaml"), preview());
    Files.writeString(file.resolveSibling("waivers.yaml"), "waivers: []\n");

    assertThat(layers("HEAD")).isEmpty();
    assertThat(home.resolve(".terrace/affected")).doesNotExist();
  }

  @Test
  void a_change_of_the_file_that_an_environment_extends_affects_it() throws IOException {
    change(text -> text.replace("serverErrors: 10", "serverErrors: 12"));

    assertThat(find("HEAD", "alva/production").affected().keySet())
        .extracting(stack -> stack.id().layer())
        .contains("observability");
  }

  private static Path onlyOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void another_version_of_terraform_affects_everything() throws IOException {
    FileTrees.writeWhole(home.resolve(".terraform-version"), "1.12.0\n");

    assertThat(find("HEAD", "alva/staging").unknown().orElseThrow())
        .startsWith(".terraform-version differs");
  }

  @Test
  void other_checksums_of_providers_affect_everything() throws IOException {
    FileTrees.writeWhole(home.resolve(".terraform.lock.hcl"), "# new\n");

    assertThat(find("HEAD", "alva/staging").unknown().orElseThrow())
        .startsWith(".terraform.lock.hcl differs");
  }

  @Test
  void the_affected_stacks_become_the_chosen_ones() throws IOException {
    change(text -> text.replace("backupDays: 7", "backupDays: 9"));
    Synthesis whole = synthesis("alva/staging");
    Synthesis narrowed = run(whole, "HEAD").narrow(whole);

    assertThat(narrowed.chosen()).extracting(each -> each.id().layer()).contains("data");
    assertThat(narrowed.chosen()).hasSizeLessThan(5);
    assertThat(narrowed.stacks()).isEqualTo(whole.stacks());

    change(text -> text.replace("backupDays: 9", "backupDays: 7"));
    Synthesis same = synthesis("alva/staging");
    assertThat(run(same, "HEAD").narrow(same).chosen()).isEmpty();
  }

  private String preview() throws IOException {
    return Files.readString(file)
        .replace("alva-staging", "alva-preview")
        .replace("servicePrefix: alva", "servicePrefix: pre");
  }

  private void launcher(String script) throws IOException, InterruptedException {
    Path launcher = FileTrees.writeWhole(home.resolve("terrace"), "#!/bin/sh\n" + script + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "launcher");
  }

  private void change(UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    Files.writeString(file, change.apply(before));
    assertThat(file).content().isNotEqualTo(before);
  }

  private List<String> layers(String revision) {
    FindAffectedStacks.Result found = find(revision, "alva/staging");
    assertThat(found.unknown()).isEmpty();
    List<String> layers = new ArrayList<>();
    found.affected().keySet().forEach(stack -> layers.add(stack.id().layer()));
    return layers;
  }

  private FindAffectedStacks.Result find(String revision, String target) {
    return run(synthesis(target), revision);
  }

  private Synthesis synthesis(String target) {
    return Synthesis.make(project(), line -> {}, List.of(target), Synthesis::temporaryFolder);
  }

  private Project project() {
    return new Project(home, home.resolve(".terrace"), home.resolve("environments"), Map.of());
  }

  private FindAffectedStacks.Result run(Synthesis synthesis, String revision) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    RunContext run =
        new RunContext(
            project(), new Console(stream, stream, false, false), new Interrupts(), locks);
    return new FindAffectedStacks(run).run(new FindAffectedStacks.Request(synthesis, revision));
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).directory(home.toFile()).inheritIO().start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
  }
}
