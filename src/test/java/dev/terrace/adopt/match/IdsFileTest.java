package dev.terrace.adopt.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of import ids. */
class IdsFileTest {
  private static final List<DesiredResource> WANTED =
      List.of(
          desired("network", "network/vpc", "aws_vpc"),
          desired("data", "database/instance", "aws_db_instance"),
          desired("data", "logs/group", "aws_cloudwatch_log_group"),
          desired("platform", "logs/group", "aws_cloudwatch_log_group"),
          desired("platform", "certificate/issued", "aws_acm_certificate_validation"));

  @TempDir private Path folder;

  @Test
  void a_key_is_a_construct_path_with_or_without_layer_or_an_address() throws IOException {
    List<Match> matches =
        read(
            """
            network/vpc: vpc-1
            aws_db_instance.database_instance: main
            platform/logs/group: {id: /platform, type: aws_cloudwatch_log_group}
            """);
    assertThat(matches)
        .extracting(
            match -> match.desired().stack().layer() + " " + match.desired().path(),
            match -> match.existing().importId().orElseThrow(),
            match -> match.existing().attributes().toString(),
            match -> match.existing().origin().describe())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "network network/vpc", "vpc-1", "{\"id\":\"vpc-1\"}", "ids ids.yaml"),
            org.assertj.core.groups.Tuple.tuple(
                "data database/instance",
                "main",
                "{\"identifier\":\"main\",\"id\":\"main\"}",
                "ids ids.yaml"),
            org.assertj.core.groups.Tuple.tuple(
                "platform logs/group",
                "/platform",
                "{\"name\":\"/platform\",\"id\":\"/platform\"}",
                "ids ids.yaml"));
  }

  @Test
  void every_problem_is_reported_with_its_line() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    network/vpc: vpc-1
                    network/network/vpc: vpc-2
                    old/vpc: vpc-3
                    logs/group: /logs
                    data/logs/group: {id: /logs, type: aws_log_group}
                    database/instance: {name: main}
                    data/database/instance: {id: main, region: eu-central-1}
                    certificate/issued: x
                    platform/logs/group: [a]
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            ids.yaml:2 network/network/vpc: is the same resource as 'network/vpc'
            ids.yaml:3 old/vpc: is neither a construct path nor an address in the target; did you mean \
            network/network/vpc, network/vpc
            ids.yaml:4 logs/group: is in several layers: write data/logs/group or platform/logs/group
            ids.yaml:5 data/logs/group: is of type aws_cloudwatch_log_group, the file says aws_log_group
            ids.yaml:6 database/instance: must be an import id, or {id: …, type: …}, got {"name":"main"}
            ids.yaml:7 data/database/instance: may only have id and type, got region
            ids.yaml:8 certificate/issued: is of type aws_acm_certificate_validation, which the AWS \
            provider cannot import: remove it
            ids.yaml:9 platform/logs/group: must be an import id, or {id: …, type: …}, got ["a"]\
            """);
  }

  @Test
  void one_id_cannot_belong_to_two_resources() {
    assertThatThrownBy(() -> read("data/logs/group: /logs\nplatform/logs/group: /logs\n"))
        .hasMessage(
            "ids.yaml:2 platform/logs/group: has the id /logs, which 'data/logs/group' also has");
  }

  @Test
  void invalid_YAML_is_reported_with_its_line() {
    assertThatThrownBy(() -> read("network/vpc: [\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ids.yaml:2: is no valid YAML: ");
  }

  private List<Match> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("ids.yaml"), text);
    return IdsFile.read(file, "ids.yaml", "ids.yaml", WANTED);
  }

  private static DesiredResource desired(String layer, String path, String type) {
    return new DesiredResource(
        new StackId(new EnvironmentId("orcha", "prod"), layer),
        type + "." + path.replace('/', '_'),
        path,
        type,
        Json.object(),
        Json.object(),
        Map.of());
  }
}
