package dev.terrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UnmanagedResourcesTest {
  private static final String HEAD = "arn:aws:";
  private static final String AT = ":eu-west-1:123456789012:";
  private static final String OURS =
      "[{'Key': 'Project', 'Value': 'alva'}, {'Key': 'Environment', 'Value': 'staging'}]";

  private final UnmanagedResources resources =
      new UnmanagedResources(Map.of("Project", "alva", "Environment", "staging"), "alva-staging");

  @Test
  void what_a_state_has_is_managed_by_its_arn_or_its_id() {
    resources.know("aws_sqs_queue", json("{'arn': '" + HEAD + "sqs" + AT + "alva-staging-jobs'}"));
    resources.know("aws_nat_gateway", json("{'id': 'nat-0123456789abcdef0'}"));
    see("sqs" + AT + "alva-staging-jobs", OURS);
    see("ec2" + AT + "natgateway/nat-0123456789abcdef0", OURS);

    assertThat(resources.found()).isEmpty();
  }

  @Test
  void tags_or_a_name_say_what_belongs_to_the_environment() {
    see("ec2" + AT + "security-group/sg-0a1b2c3d4e5f60718", OURS);
    see("sqs" + AT + "alva-staging-orphan", "[]");
    see("sqs" + AT + "alva-stagings", "[]");
    see("sqs" + AT + "alva-production-jobs", "[{'Key': 'Project', 'Value': 'alva'}]");

    assertThat(lines())
        .containsExactly(
            "ec2" + AT + "security-group/sg-0a1b2c3d4e5f60718 by tags: ",
            "sqs" + AT + "alva-staging-orphan by name: ");
  }

  @Test
  void what_services_create_is_explained() {
    String family = "ecs" + AT + "task-definition/alva-staging-web";
    resources.know("aws_ecs_task_definition", json("{'arn': '" + HEAD + family + ":7'}"));
    resources.know(
        "aws_elasticache_replication_group",
        json("{'arn': '" + HEAD + "elasticache" + AT + "replicationgroup:alva-staging'}"));
    resources.explain(":::alva-terraform-state", "the bucket of the states");
    see(family + ":6", OURS);
    see("elasticache" + AT + "cluster:alva-staging-001", OURS);
    see("rds" + AT + "snapshot:rds:alva-staging-2026-11-27", OURS);
    see("s3:::alva-terraform-state", OURS);

    assertThat(lines())
        .containsExactly(
            family + ":6 by tags and name: another revision of a task definition that is managed",
            "elasticache"
                + AT
                + "cluster:alva-staging-001 by tags and name: a node of a replication group that is"
                + " managed",
            "rds"
                + AT
                + "snapshot:rds:alva-staging-2026-11-27 by tags and name: an automated backup of RDS",
            "s3:::alva-terraform-state by tags: the bucket of the states");
  }

  private void see(String arn, String tags) {
    resources.see(json("{'ResourceARN': '" + HEAD + arn + "', 'Tags': " + tags + "}"));
  }

  private List<String> lines() {
    return resources.found().stream()
        .map(
            each ->
                each.arn().substring(HEAD.length())
                    + " by "
                    + each.because()
                    + ": "
                    + each.explanation())
        .toList();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
