package dev.terrace.actions.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.check.model.Model;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.StackId;
import dev.terrace.config.SystemConfig;
import dev.terrace.config.Target;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.picture.Drawing;
import dev.terrace.picture.Picture;
import dev.terrace.picture.SystemPicture;
import dev.terrace.print.PlanDocument;
import dev.terrace.project.Project;
import dev.terrace.project.Stack;
import dev.terrace.project.Synthesis;
import dev.terrace.report.PlanReport;
import dev.terrace.report.PlanRow;
import dev.terrace.report.RowAttribute;
import dev.terrace.site.Changes;
import dev.terrace.support.Fixtures;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans and comparisons on a page: of a recorded change, and of two environments. */
final class SiteChangesTest {
  private static final Path RECORDED = Path.of("src/test/resources/report");
  private static final EnvironmentId STAGING = new EnvironmentId("alva", "staging");
  private static final List<String> LAYERS = Systems.named("alva").layers();

  @TempDir private static Path home;
  private static Project project;
  private static Synthesis synthesis;

  @TempDir private Path folder;

  @BeforeAll
  static void synthesize() throws IOException {
    Path environments = home.resolve("environments");
    FileTrees.copy(Fixtures.ENVIRONMENTS, FileTrees.createFolder(environments));
    Files.writeString(
        environments.resolve("alva/staging.yaml"),
        Files.readString(RECORDED.resolve("alva-staging-search.yaml")));
    project = new Project(home, home.resolve(".terrace"), environments, Map.of());
    synthesis =
        Synthesis.make(
            project,
            line -> {},
            List.of("alva/staging", "alva/production"),
            () -> home.resolve("synthesized"));
  }

  private static Environment<?> environment(String name) {
    return synthesis.selection().environments().stream()
        .filter(each -> each.id().environment().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Drawing drawing() {
    return SystemPicture.draw(new Model(STAGING, "us-east-1", synthesis.trees(STAGING)));
  }

  private static List<Stack> stacks() {
    return synthesis.stacks().stream()
        .filter(each -> each.id().environment().equals(STAGING))
        .toList();
  }

  /** The recorded plans, as {@code terraform show -json} prints them, a file for each stack. */
  private Path recorded() throws IOException {
    for (Map.Entry<String, JsonNode> layer :
        Json.read(RECORDED.resolve("alva-staging-search.json")).properties()) {
      ObjectNode plan = layer.getValue().path("plan").deepCopy();
      plan.putObject("planned_values");
      Json.write(folder.resolve("alva-staging-" + layer.getKey() + ".json"), plan);
    }
    return folder;
  }

  private static Changes planned(Path plans) {
    return ChangeLists.planned(
            STAGING, LAYERS, drawing(), PlanFiles.read(project, synthesis, plans))
        .orElseThrow();
  }

  private static List<String> lines(Changes changes) {
    return changes.changes().stream()
        .map(each -> each.badge().mark().sign() + " " + each.layer() + "/" + each.path())
        .toList();
  }

  private static Changes.Change change(Changes changes, String path) {
    return changes.changes().stream()
        .filter(each -> (each.layer() + "/" + each.path()).equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static String box(Changes changes, String label) {
    return changes.picture().nodes().stream()
        .filter(node -> node.label().equals(label))
        .map(node -> node.badge().map(each -> each.mark() + " " + each.word()).orElse("none"))
        .findFirst()
        .orElse("no box");
  }

  @Test
  void a_recorded_plan_is_in_the_picture_and_a_list_with_what_forces_a_replacement()
      throws IOException {
    Changes changes = planned(recorded());

    assertThat(changes.changes()).hasSize(18);
    assertThat(lines(changes))
        .startsWith("+ network/alb/to-ecs-tcp-3004")
        .contains(
            "~ data/database/instance",
            "+ platform/search/service/service",
            "± platform/web/task/task-definition");
    Changes.Change task = change(changes, "platform/web/task/task-definition");
    assertThat(task.notes()).contains("because of memory");
    assertThat(task.attributes())
        .filteredOn(RowAttribute::forcesReplacement)
        .extracting(each -> each.path() + " " + each.before() + " " + each.after())
        .containsExactly("memory \"1024\" \"2048\"");
    assertThat(box(changes, "search")).isEqualTo("ADDED added");
    assertThat(box(changes, "database")).isEqualTo("CHANGED changed");
    assertThat(box(changes, "web")).isEqualTo("CHANGED changed");
    assertThat(box(changes, "api")).isEqualTo("none");
  }

  @Test
  void what_terrace_prints_of_a_plan_reads_as_the_plan_itself() throws IOException {
    Path plans = recorded();
    Plan plan = Plan.of(Json.read(plans.resolve("alva-staging-platform.json")));
    Stack platform = synthesis.stack(STAGING.stack("platform"));
    PlanReport report = new DescribePlans(project, synthesis).of(platform, plan);
    Path file =
        Files.writeString(
            home.resolve("plan.json"), Json.pretty(PlanDocument.of(report, Optional.empty())));

    List<PlanRow> read = PlanFiles.read(project, synthesis, file).get(STAGING.stack("platform"));

    assertThat(read.stream().map(PlanRow::differences).toList().toString())
        .isEqualTo(
            report.stacks().get(0).rows().stream().map(PlanRow::differences).toList().toString());
    assertThat(read)
        .extracting(each -> each.action() + " " + each.path() + each.notes() + each.origin())
        .containsExactlyElementsOf(
            report.stacks().get(0).rows().stream()
                .map(each -> each.action() + " " + each.path() + each.notes() + each.origin())
                .toList());
  }

  @Test
  void a_destroyed_box_is_drawn_though_the_code_has_it_no_longer_and_secrets_are_masked()
      throws IOException {
    Path file = folder.resolve("alva-staging-platform.json");
    Files.writeString(
        file,
        """
        {"format_version": "1.2", "planned_values": {}, "prior_state": {"values": {}},
         "resource_changes": [
          {"address": "aws_ecs_service.old-worker_service_1A2B3C4D", "mode": "managed",
           "type": "aws_ecs_service", "name": "x",
           "change": {"actions": ["delete"], "before": {"name": "old"}, "after": null}},
          {"address": "aws_ssm_parameter.search-image-tag_parameter_0A0A0A0A", "mode": "managed",
           "type": "aws_ssm_parameter", "name": "x",
           "change": {"actions": ["update"],
            "before": {"value": "one", "db_password": "old-hidden-word"},
            "after": {"value": "two", "db_password": "new-hidden-word"},
            "before_sensitive": {"value": true}, "after_sensitive": {"value": true}}},
          {"address": "aws_sns_topic.same", "mode": "managed", "type": "aws_sns_topic", "name": "x",
           "change": {"actions": ["no-op"], "before": {"name": "a"}, "after": {"name": "a"}}}]}
        """);

    Changes changes = planned(file);

    assertThat(lines(changes))
        .containsExactlyInAnyOrder(
            "− platform/old-worker/service", "~ platform/search-image-tag/parameter");
    assertThat(box(changes, "old-worker")).isEqualTo("DESTROYED destroyed");
    assertThat(change(changes, "platform/search-image-tag/parameter").attributes())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.before()).isEqualTo("(sensitive)");
              assertThat(each.after()).isEqualTo("(sensitive)");
            });
  }

  @Test
  void what_is_no_plan_or_of_no_stack_is_refused_with_what_to_do() throws IOException {
    assertRefused("[1", "plan.json: is JSON, but no object", "./terrace plan TARGET --json > FILE");
    assertRefused("{\"schemaVersion\": 2}", "has schemaVersion 2; 1 is known");
    assertRefused("{\"schemaVersion\": 1}", "is no plan: stacks is missing");
    assertRefused(
        "{\"schemaVersion\": 1, \"stacks\": [{\"stack\": \"x\"}]}",
        "stacks[].stack must be system/environment/layer, got 'x'");
    assertRefused(
        "{\"format_version\": \"1.2\", \"planned_values\": {}, \"resource_changes\": []}",
        "it is not clear which stack it is a plan of",
        "alva-production-network.json");
    assertThatThrownBy(() -> PlanFiles.read(project, synthesis, folder.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none: there is no such file");
  }

  @Test
  void a_file_is_named_after_the_longest_name_of_a_stack_in_its_own() {
    EnvironmentId shop = new EnvironmentId("shop", "test");
    List<StackId> stacks = List.of(shop.stack("data"), shop.stack("data-lake"), shop.stack("app"));

    assertThat(PlanFiles.namedIn("shop-test-data-lake.json", stacks)).contains(stacks.get(1));
    assertThat(PlanFiles.namedIn("shop-test-data.json", stacks)).contains(stacks.get(0));
    assertThat(PlanFiles.namedIn("plan.json", stacks)).isEmpty();
  }

  @Test
  void a_plan_of_another_environment_is_refused_and_one_of_nothing_is_not() throws IOException {
    List<Target> wanted = List.of(Target.parse("alva/staging"));
    Path file =
        Files.writeString(folder.resolve("plan.json"), "{\"schemaVersion\":1,\"stacks\":[]}");
    assertThat(PlanFiles.read(project, synthesis, file)).isEmpty();
    WriteSite.requireShown(file, Set.of(), wanted);
    WriteSite.requireShown(file, Set.of(STAGING.stack("data")), wanted);
    Set<StackId> others = Set.of(new EnvironmentId("orcha", "dev").stack("data"));
    assertThatThrownBy(() -> WriteSite.requireShown(file, others, wanted))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "plan.json: is about orcha/dev/data, and no target names their environment");
  }

  private void assertRefused(String text, String... messages) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.json"), text);
    assertThatThrownBy(() -> PlanFiles.read(project, synthesis, file))
        .isInstanceOf(UserError.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(messages));
  }

  private static Changes compared(Comparand other) {
    return new CompareStacks(other, new DescribePlans(project, synthesis)).of(drawing(), stacks());
  }

  @Test
  void two_environments_differ_by_what_is_configured_and_not_by_their_names() {
    Changes changes =
        compared(Comparand.of(synthesis, environment("staging"), environment("production")));

    assertThat(lines(changes))
        .contains(
            "+ delivery/github/provider",
            "− network/network/nat-us-east-1b",
            "~ data/redis/replication-group")
        .doesNotContain("~ data/data-key/key", "~ platform/web/execution-role/role");
    assertThat(change(changes, "data/redis/replication-group").attributes())
        .extracting(each -> each.path() + " " + each.before() + " " + each.after())
        .containsExactlyInAnyOrder(
            "automatic_failover_enabled true false",
            "multi_az_enabled true false",
            "node_type \"cache.t3.small\" \"cache.t3.micro\"",
            "num_cache_clusters 2 1",
            "snapshot_retention_limit 7 1");
    assertThat(box(changes, "GitHub")).isEqualTo("ADDED only here");
    assertThat(box(changes, "access-logs")).isEqualTo("DESTROYED only there");
    assertThat(box(changes, "redis")).isEqualTo("CHANGED differs");
    assertThat(changes.picture().edges())
        .filteredOn(edge -> edge.from().equals("github"))
        .isNotEmpty()
        .allMatch(edge -> edge.badge().isPresent());
  }

  @Test
  void an_environment_does_not_differ_from_itself() {
    Changes changes = compared(Comparand.of(home.resolve("synthesized"), environment("staging")));
    assertThat(changes.changes()).isEmpty();
    assertThat(changes.picture().nodes()).isEqualTo(drawing().picture().nodes());
    assertThat(changes.picture().edges()).isEqualTo(drawing().picture().edges());
  }

  @Test
  void another_commit_differs_by_what_it_changes_alone() throws IOException {
    Path other = folder.resolve("cdktf.out");
    FileTrees.copy(home.resolve("synthesized"), FileTrees.createFolder(other));
    String name = "stacks/alva-staging-data/cdk.tf.json";
    change(other.resolve(name), text -> text.replace("db.t3.small", "db.t3.large"));

    Changes changes = compared(Comparand.of(other, environment("staging")));

    assertThat(lines(changes)).containsExactly("~ data/database/instance");
    assertThat(changes.changes().get(0).attributes())
        .extracting(each -> each.path() + " " + each.before() + " " + each.after())
        .containsExactly("instance_class \"db.t3.large\" \"db.t3.small\"");
    assertThat(changes.picture().nodes().stream().filter(each -> each.badge().isPresent()))
        .extracting(Picture.Node::label)
        .containsExactly("database");
  }

  private static void change(Path file, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(file);
    assertThat(change.apply(before)).isNotEqualTo(before);
    Files.writeString(file, change.apply(before));
  }

  private static <C extends SystemConfig> Environment<C> read(
      EnvironmentId id, SystemDefinition<C> system) {
    return new Environments(Fixtures.ENVIRONMENTS).read(id, system);
  }

  @Test
  void a_folder_without_stacks_and_another_system_are_refused() {
    assertThatThrownBy(() -> Comparand.of(folder, environment("staging")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no stack of alva/staging")
        .hasMessageContaining("./terrace synth");
    Environment<?> other = read(new EnvironmentId("orcha", "dev"), Systems.named("orcha"));
    assertThatThrownBy(() -> Comparand.of(synthesis, environment("staging"), other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("orcha/dev: is of another system than alva/staging");
    Map<StackId, List<PlanRow>> none = Map.of();
    assertThat(ChangeLists.planned(STAGING, LAYERS, drawing(), none)).isEmpty();
  }
}
