package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProtectionsTest {
  private static final StackFile FILE =
      StackFile.of(
          Json.parse(
              """
              {"resource": {
                "aws_db_instance": {"db": {"deletion_protection": true,
                                           "lifecycle": {"prevent_destroy": true}}},
                "aws_s3_bucket": {"open": {}, "gone": {}},
                "aws_vpc": {"v": {}}}}
              """));

  @Test
  void what_is_deployed_and_protected_is_lifted() {
    Protections found =
        Protections.find(
            FILE,
            state(
                """
                {"type": "aws_db_instance", "name": "db", "attributes":
                  {"deletion_protection": true, "skip_final_snapshot": false,
                   "delete_automated_backups": true}}""",
                """
                {"type": "aws_s3_bucket", "name": "open", "attributes": {"force_destroy": true}}"""));
    assertThat(found.addresses()).containsExactly("aws_db_instance.db");
    assertThat(found.override().toString())
        .isEqualTo(
            "{\"resource\":{\"aws_db_instance\":{\"db\":{\"deletion_protection\":false,"
                + "\"skip_final_snapshot\":true,\"lifecycle\":[{\"prevent_destroy\":false}]}}}}");
  }

  /** Otherwise the destruction fails while tasks are still registered. */
  @Test
  void instances_of_cloud_map_services_are_deregistered() {
    assertThat(
            Protections.needed(
                "aws_service_discovery_service",
                List.of(Json.parse("{\"name\": \"web\", \"force_destroy\": false}"))))
        .hasToString("{\"force_destroy\":true}");
    assertThat(
            Protections.needed(
                "aws_service_discovery_service",
                List.of(Json.parse("{\"name\": \"web\", \"force_destroy\": true}"))))
        .isEmpty();
  }

  @Test
  void what_is_not_deployed_needs_nothing() {
    Protections found = Protections.find(FILE, State.EMPTY);
    assertThat(found.addresses()).isEmpty();
    assertThat(found.override()).isEmpty();
  }

  private static State state(String... resources) {
    StringBuilder text = new StringBuilder();
    for (String resource : resources) {
      String instance =
          resource
              .replace("\"attributes\":", "\"mode\": \"managed\", \"instances\": [{\"attributes\":")
              .strip();
      text.append(text.isEmpty() ? "" : ",")
          .append(instance, 0, instance.length() - 1)
          .append("}]}");
    }
    return State.of(Json.parse("{\"serial\": 3, \"resources\": [" + text + "]}"));
  }
}
