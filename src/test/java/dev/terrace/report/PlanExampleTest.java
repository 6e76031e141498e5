package dev.terrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The two texts about one change in docs/examples tell of the same resources. */
final class PlanExampleTest {
  static final Path MARKDOWN = Path.of("docs/examples/plan-alva-staging.md");

  private static final Path TERRAFORM = Path.of("docs/examples/plan-alva-staging-terraform.txt");
  private static final Path RECORDED =
      Path.of("src/test/resources/report/alva-staging-search.json");
  private static final Pattern SAID =
      Pattern.compile(
          "(?m)^  # (\\S+) (will be created|will be updated in-place|must be replaced|"
              + "will be destroyed)$");
  private static final Pattern LISTED =
      Pattern.compile(
          "\\*\\*(create|update|replace|destroy)\\*\\* (?:`[^`]+` )?\\(?`([^`]+)`\\)? in"
              + " `alva/staging/(\\w+)`");
  private static final Map<String, String> VERBS =
      Map.of(
          "will be created", "create",
          "will be updated in-place", "update",
          "must be replaced", "replace",
          "will be destroyed", "destroy");

  @Test
  void terraform_and_the_comment_tell_of_the_same_changes() throws IOException {
    Map<String, String> terraform = new TreeMap<>();
    Matcher said = SAID.matcher(Files.readString(TERRAFORM));
    while (said.find()) {
      terraform.put(said.group(1), VERBS.get(said.group(2)));
    }
    Map<String, String> comment = new TreeMap<>();
    Matcher listed = LISTED.matcher(Files.readString(MARKDOWN));
    while (listed.find()) {
      // Terraform cannot plan the two later layers before the others are applied.
      if (!listed.group(3).matches("observability|delivery")) {
        comment.put(listed.group(2), listed.group(1));
      }
    }

    assertThat(terraform).hasSize(18).isEqualTo(recorded());
    assertThat(comment).isEqualTo(terraform);
  }

  private static Map<String, String> recorded() {
    Map<String, String> recorded = new TreeMap<>();
    for (JsonNode layer : Json.read(RECORDED)) {
      for (JsonNode change : layer.at("/plan/resource_changes")) {
        String actions = change.at("/change/actions").toString();
        recorded.put(
            change.path("address").asText(),
            actions.contains("create")
                ? actions.contains("delete") ? "replace" : "create"
                : actions.contains("delete") ? "destroy" : "update");
      }
    }
    return recorded;
  }
}
