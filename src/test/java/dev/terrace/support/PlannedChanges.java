package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a plan says and what an apply did, in the same words: {@code STACK: ACTION ADDRESS}, for
 * each managed resource.
 */
public final class PlannedChanges {
  private PlannedChanges() {}

  /**
   * @param plan what {@code ./terrace plan --json} printed
   */
  public static Set<String> of(JsonNode plan) {
    Set<String> found = new TreeSet<>();
    for (JsonNode stack : plan.path("stacks")) {
      for (JsonNode change : stack.path("changes")) {
        found.add(
            stack.path("stack").asText().replace('/', '-')
                + ": "
                + change.path("action").asText()
                + " "
                + change.path("address").asText());
      }
    }
    return found;
  }

  /**
   * What the last apply of each stack (not of the state backend) in the simulated AWS announced
   * before it began, as Terraform wrote it into the log of the working folder.
   *
   * @param state the folder that stands for {@code .terrace}
   */
  public static Set<String> applied(Path state) {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> stacks = Files.list(state.resolve("local"))) {
      for (Path stack : stacks.sorted().toList()) {
        Path log = stack.resolve("log").resolve("apply.jsonl");
        boolean backend = stack.getFileName().toString().startsWith("backend-");
        if (Files.exists(log) && !backend) {
          Files.readAllLines(log).stream()
              .map(Json::parse)
              .filter(line -> line.path("type").asText().equals("planned_change"))
              .map(line -> line.path("change"))
              .forEach(
                  change ->
                      found.add(
                          stack.getFileName()
                              + ": "
                              + change.path("action").asText()
                              + " "
                              + change.path("resource").path("addr").asText()));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
