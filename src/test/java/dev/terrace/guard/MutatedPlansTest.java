package dev.terrace.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.guard.Refusal.Kind;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.scan.PlanScan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded plans as other configurations and other versions of Terraform write them. */
final class MutatedPlansTest {
  private static final Path FOLDER = Path.of("src/test/resources/guard/recorded");
  private static final int COMBINATIONS = 3;

  static Stream<Path> harmless() throws IOException {
    return plans("harmless");
  }

  static Stream<Path> all() throws IOException {
    return Stream.concat(plans("harmless"), plans("destructive"));
  }

  private static Stream<Path> plans(String kind) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      return files.sorted().toList().stream();
    }
  }

  private static List<Refusal> refusals(ObjectNode plan) {
    byte[] text = plan.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return PlanGuard.refusals(PlanScan.read(new ByteArrayInputStream(text)));
    } catch (IOException e) {
      throw new AssertionError(plan.toString(), e);
    }
  }

  private static ObjectNode plan(Path file) {
    return (ObjectNode) Json.read(file);
  }

  private static List<String> kinds(ObjectNode plan) {
    return refusals(plan).stream().map(each -> each.kind() + " " + each.type()).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void how_a_plan_is_written_changes_no_verdict(Path file) {
    List<String> expected = kinds(plan(file));
    List<Map.Entry<String, Consumer<ObjectNode>>> mutations =
        List.copyOf(PlanMutations.neutral().entrySet());
    Random random = new Random(file.getFileName().toString().hashCode());

    for (Map.Entry<String, Consumer<ObjectNode>> first : mutations) {
      ObjectNode plan = plan(file);
      List<String> names = new ArrayList<>(List.of(first.getKey()));
      first.getValue().accept(plan);
      assertThat(kinds(plan)).as("%s: %s", file, names).isEqualTo(expected);
      for (int i = 1; i < COMBINATIONS; i++) {
        Map.Entry<String, Consumer<ObjectNode>> next =
            mutations.get(random.nextInt(mutations.size()));
        names.add(next.getKey());
        next.getValue().accept(plan);
        assertThat(kinds(plan)).as("%s: %s", file, names).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_is_not_understood_is_refused_in_every_plan(Path file) {
    for (Map.Entry<String, Consumer<ObjectNode>> each : PlanMutations.strange().entrySet()) {
      ObjectNode plan = plan(file);
      each.getValue().accept(plan);
      boolean something = !PlanMutations.changes(plan).isEmpty();
      boolean ofChanges = each.getKey().matches(".*(member|action as well|actions|no type).*");

      if (something || !ofChanges) {
        assertThat(refusals(plan))
            .as("%s: %s", file, each.getKey())
            .anyMatch(refusal -> refusal.kind() == Kind.NOT_UNDERSTOOD);
      }
    }
  }

  /** Every way in which Terraform ends a deployed object, whatever else a plan says of it. */
  @ParameterizedTest
  @MethodSource("harmless")
  void a_plan_that_ends_one_of_its_resources_is_refused_if_that_holds_data(Path file) {
    int changes = PlanMutations.changes(plan(file)).size();
    for (int i = 0; i < changes; i++) {
      for (String actions :
          List.of("delete", "delete,create", "create,delete", "create,forget", "forget,create")) {
        for (String member : List.of("", "deposed", "importing", "previous_address", "after")) {
          ObjectNode plan = plan(file);
          ObjectNode resource = PlanMutations.changes(plan).get(i);
          end(resource, actions, member);
          List<Refusal> refusals = refusals(plan);
          Stateful.Knowledge knowledge =
              Stateful.of(resource.get("type").asText(), Map.of("retention_in_days", "0"));

          if (resource.get("address").asText().equals("aws_cloudwatch_log_group.short")) {
            assertThat(refusals).isEmpty(); // its events have a time limit
          } else if (knowledge == Stateful.Knowledge.HOLDS_DATA) {
            assertThat(refusals)
                .as("%s: %s %s", resource.get("address"), actions, member)
                .extracting(Refusal::address)
                .contains(resource.get("address").asText());
          }
        }
      }
    }
  }

  private static void end(ObjectNode resource, String actions, String member) {
    ArrayNode list = PlanMutations.actions(resource).removeAll();
    List.of(actions.split(",", -1)).forEach(list::add);
    ObjectNode change = PlanMutations.change(resource);
    if (change.path("before").isNull()) {
      change.set("before", change.get("after"));
    }
    switch (member) {
      case "deposed" -> resource.put("deposed", "00ff00ff");
      case "importing" -> change.putObject("importing").put("id", "x");
      case "previous_address" -> resource.put("previous_address", "aws_vpc.former");
      case "after" -> change.putNull("after").put("after_unknown", true).putNull("replace_paths");
      default -> change.remove("replace_paths");
    }
  }

  @Test
  void there_are_as_many_plans_as_recorded() throws IOException {
    assertThat(all().count() * PlanMutations.neutral().size()).isGreaterThan(900);
  }
}
