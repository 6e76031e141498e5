package dev.terrace.eject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void states_in_files_are_moved_and_those_of_other_stacks_linked() {
    StackTree data = inFile("a-b-data", Map.of("a-b-network", "network"));

    assertThat(states(data))
        .isEqualTo(
            """
            They are files. Move those that Terrace has kept here before the first `terraform init`: without them, Terraform
            would create everything a second time. From then on, never run `terrace deploy` for these stacks again: it would find no
            state and do the same.

            - `a-b-data`: `../a-b-data.tfstate`, seen from its folder

            They also read states of stacks that are not here. Those stay where Terrace keeps them; link each into
            this folder:

            - `a-b-network.tfstate`
            """);
    assertThat(states(inFile("a-b-network", Map.of()), data)).doesNotContain("They also read");
  }

  @Test
  void states_in_a_bucket_are_read_where_they_are() {
    StackTree data =
        new StackTree(
            "a-b-data",
            Json.parse(
                """
                {"terraform": {"backend": {"s3": {
                  "bucket": "states", "key": "a/b/data.tfstate", "use_lockfile": true}}}}
                """),
            Map.of("a-b-network", "network"));

    assertThat(states(data))
        .isEqualTo(
            """
            They stay where they are, locked as before. Nothing is copied: applying here writes the state that
            `terrace deploy` reads, so that you can use either.

            - `a-b-data`: `s3://states/a/b/data.tfstate`, locked by a lock file next to it
            """);
  }

  private static StackTree inFile(String name, Map<String, String> earlier) {
    return new StackTree(
        name,
        Json.parse(
            "{\"terraform\": {\"backend\": {\"local\": {\"path\": \"../" + name + ".tfstate\"}}}}"),
        earlier);
  }

  private static String states(StackTree... stacks) {
    String readme = Readme.of(List.of("a/b"), List.of(stacks), false, Map.of());
    int from = readme.indexOf("## The states\n\n");
    return readme.substring(from + "## The states\n\n".length(), readme.indexOf("\n## ", from));
  }
}
