package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Orcha as an AWS CDK app left it, a CloudFormation stack in the simulated AWS, comes under the
 * stacks of this project: one story in order, since its steps cost minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AdoptFromCloudFormationIT {
  private static final Path TEMPLATE = Path.of("src/test/legacy/orcha/template.json");
  private static final Launcher TERRACE = new Launcher();
  private static Aws aws;
  private static Map<String, String> before;

  private static Path adoptions() {
    return TERRACE.stateFolder().resolve("adoptions");
  }

  private static Result run(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("./terrace"));
    command.addAll(List.of(arguments));
    return TERRACE.run(Map.of("TERRACE_ADOPTIONS", adoptions().toString()), command);
  }

  @BeforeAll
  static void what_AWS_CDK_left() {
    TERRACE.run("local", "up").exits(0);
    aws = new Aws(TERRACE, "eu-central-1");
    aws.json("ssm put-parameter --name /cdk-bootstrap/hnb659fds/version --type String --value 21");
    aws.json("cloudformation create-stack --stack-name Orcha --template-body file://" + TEMPLATE);
    before = physicalIds();
    assertThat(before).hasSizeGreaterThan(90);
  }

  @AfterAll
  static void leave_nothing() {
    TERRACE.close();
  }

  @Test
  @Order(1)
  void a_stack_that_is_not_there_is_told_and_nothing_is_written() {
    Result result =
        run("adopt", "plan", "orcha/prod/network", "--local", "--from-cloudformation", "Orca")
            .exits(1);
    assertThat(result.errors()).contains("stack Orca cannot be read in eu-central-1: ");
    assertThat(adoptions()).doesNotExist();
  }

  @Test
  @Order(2)
  void everything_that_both_have_is_matched() throws IOException {
    Result result =
        run("adopt", "plan", "orcha/prod", "--local", "--from-cloudformation", "Orcha").exits(0);
    assertThat(result.output())
        .contains("orcha/prod/network: 32 matched, 1 open (0 tied, 0 near, 1 new)\n")
        .contains("orcha/prod/data: 42 matched, 0 open (0 tied, 0 near, 0 new)\n")
        .contains("orcha/prod/platform: 19 matched, 8 open (0 tied, 0 near, 8 new)\n")
        .contains("orcha/prod/observability: 16 matched, 4 open (0 tied, 0 near, 4 new)\n")
        .contains(
            """
            exists and nothing wants it, it stays where it is: 2
              BastionSecurityGroupDBD02AF3 (cloudformation Orcha)
              LegacyLogs0D1C2B3A (cloudformation Orcha)
            """)
        .contains("109 resources to adopt, written to adoptions/.")
        .doesNotContain("differs");
    assertThat(Files.readString(adoptions().resolve("orcha/prod/Orcha.retain.diff")))
        .startsWith("--- template\n+++ template, retaining\n@@ -");
  }

  @Test
  @Order(3)
  void the_files_that_the_AWS_CLI_prints_say_the_same() throws IOException {
    Path old = Files.createDirectory(TERRACE.stateFolder().resolve("old"));
    Files.copy(TEMPLATE, old.resolve("template.json"));
    Files.writeString(
        old.resolve("resources.json"),
        aws.json("cloudformation list-stack-resources --stack-name Orcha").toString());
    StackDescription stack = StackFiles.read("old", old, "eu-central-1");
    assertThat(stack.account()).isEqualTo("123456789012");
    Source.Reading reading = new CloudFormationSource(stack).read();
    assertThat(reading.notes()).isEmpty();
    assertThat(reading.resources()).hasSize(96);
  }

  @Test
  @Order(4)
  void adopting_the_network_changes_nothing_in_AWS() {
    run("adopt", "apply", "orcha/prod/network", "--local", "--yes").exits(0);
    assertThat(physicalIds()).isEqualTo(before);
    Result status = run("adopt", "status", "orcha/prod/network", "--local");
    assertThat(status.exitCode()).as(status.output() + status.errors()).isZero();
  }

  private static Map<String, String> physicalIds() {
    Map<String, String> ids = new TreeMap<>();
    for (JsonNode each :
        aws.json("cloudformation list-stack-resources --stack-name Orcha")
            .path("StackResourceSummaries")) {
      ids.put(each.path("LogicalResourceId").asText(), each.path("PhysicalResourceId").asText());
    }
    return ids;
  }
}
