package dev.terrace.systems.coder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Policies;
import dev.terrace.support.Stack;
import dev.terrace.support.Synthesized;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A template of workspaces is applied with the role of the coder service: what the module makes and
 * what the role may do have to agree. The simulated AWS does not enforce it.
 */
class WorkspaceModuleTest {
  private static final Pattern BLOCK =
      Pattern.compile("^(?:resource|data) \"(\\w+)\"", Pattern.MULTILINE);

  /** What the provider calls to make, read, change and destroy each: its sources, 5.100. */
  private static final Map<String, List<String>> CALLS =
      Map.of(
          "aws_region",
          List.of(),
          "aws_ssm_parameters_by_path",
          List.of("ssm:GetParametersByPath"),
          "aws_efs_access_point",
          List.of(
              "elasticfilesystem:CreateAccessPoint",
              "elasticfilesystem:DescribeAccessPoints",
              "elasticfilesystem:DeleteAccessPoint",
              "elasticfilesystem:TagResource",
              "elasticfilesystem:UntagResource"),
          "aws_cloudwatch_log_group",
          List.of(
              "logs:CreateLogGroup",
              "logs:DeleteLogGroup",
              "logs:DescribeLogGroups",
              "logs:ListTagsForResource",
              "logs:PutRetentionPolicy",
              "logs:TagResource",
              "logs:UntagResource"),
          "aws_ecs_task_definition",
          List.of(
              "ecs:RegisterTaskDefinition",
              "ecs:DescribeTaskDefinition",
              "ecs:DeregisterTaskDefinition",
              "ecs:TagResource",
              "ecs:UntagResource",
              "iam:PassRole"),
          "aws_ecs_service",
          List.of(
              "ecs:CreateService",
              "ecs:DescribeServices",
              "ecs:UpdateService",
              "ecs:DeleteService",
              "ecs:TagResource",
              "ecs:UntagResource"));

  @Test
  void coder_may_do_all_that_the_module_needs() throws IOException {
    Set<String> needed = new TreeSet<>();
    for (String module : List.of("coder-workspace", "platform-bridge")) {
      Matcher block = BLOCK.matcher(Files.readString(Path.of("modules", module, "main.tf")));
      while (block.find()) {
        assertThat(CALLS).as("calls of each type in " + module).containsKey(block.group(1));
        needed.addAll(CALLS.get(block.group(1)));
      }
    }
    assertThat(needed).hasSizeGreaterThan(20);

    Stack platform = Synthesized.environment("coder", "production").stack("platform");
    JsonNode policy = platform.at("coder/task-role/policy").json("policy");
    assertThat(Policies.actions(policy)).containsAll(needed);
  }
}
