package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Launcher;
import dev.terrace.support.PlannedChanges;
import dev.terrace.support.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A plan after a part of an environment is deployed: what the deploy from nothing did to the rest,
 * with the values of the deployed part. Deploys one network; the plan from nothing is the one of
 * the prepared environment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanStacksIT {
  private static final String TARGET = "alva/staging";

  private final Launcher terrace = new Launcher();

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  void after_the_network_alone_the_rest_is_planned_with_its_values() throws IOException {
    JsonNode before = Prepared.planned(TARGET);
    terrace.run("deploy", TARGET + "/network", "--local", "--yes").exits(0);

    JsonNode after = terrace.run("plan", TARGET, "--local", "--json").exits(4).json();

    Set<String> rest =
        PlannedChanges.of(before).stream()
            .filter(each -> !each.startsWith("alva-staging-network: "))
            .collect(Collectors.toSet());
    assertThat(PlannedChanges.of(after)).isEqualTo(rest);
    assertThat(subnets(before)).containsOnly("(known after apply)");
    assertThat(subnets(after)).isNotEmpty().allMatch(each -> each.contains("subnet-"));
    assertThat(leftovers()).as("scratch folders and plan files").isEmpty();
  }

  /** Of the database's subnet group, in the data layer. */
  private static List<String> subnets(JsonNode plan) {
    List<String> found = new ArrayList<>();
    for (JsonNode changes : plan.findValues("changes")) {
      for (JsonNode change : changes) {
        if (change.path("type").asText().equals("aws_db_subnet_group")) {
          for (JsonNode attribute : change.path("attributes")) {
            if (attribute.path("path").asText().equals("subnet_ids")) {
              found.add(attribute.path("after").asText());
            }
          }
        }
      }
    }
    return found;
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(terrace.stateFolder().resolve("local"), 2)) {
      return files
          .filter(each -> each.toString().endsWith(".plan") || each.toString().endsWith(".tfplan"))
          .toList();
    }
  }
}
