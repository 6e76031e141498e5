package dev.terrace.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other tests rely on: a shared provider makes the plan that one of its own would make. */
class SharedProviderIT {
  private static final String STACK =
      """
      {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "5.100.0"}}},
        "provider": {"aws": [{"region": "eu-central-1", "skip_credentials_validation": true,
          "skip_metadata_api_check": "true", "skip_requesting_account_id": true}]},
        "data": {"aws_iam_policy_document": {"read": {"statement": [
          {"actions": ["s3:GetObject"], "resources": ["*"]}]}}},
        "resource": {
          "aws_sqs_queue": {"jobs": {"name": "%s", "policy": "${data.aws_iam_policy_document.read.json}"}},
          "aws_ssm_parameter": {"url": {"name": "/jobs", "type": "String", "value": "${aws_sqs_queue.jobs.url}"}}
        }
      }
      """;

  /** See {@link LargeTypes}. */
  private static final String FIREWALL =
      """
      {"resource": {"aws_wafv2_web_acl": {"site": {
        "name": "site", "scope": "REGIONAL", "default_action": {"allow": {}},
        "visibility_config": {"cloudwatch_metrics_enabled": false, "metric_name": "site",
          "sampled_requests_enabled": false}}}}}
      """;

  @TempDir private static Path folder;
  private static TerraformEnvironment own;
  private static TerraformEnvironment shared;

  @BeforeAll
  static void prepare() throws Exception {
    Path cache = Files.createDirectories(Path.of("target", "terraform").toAbsolutePath());
    Map<String, String> shell = new HashMap<>(System.getenv());
    shell.put("AWS_ACCESS_KEY_ID", "none");
    shell.put("AWS_SECRET_ACCESS_KEY", "none");
    own = TerraformEnvironment.of(shell, cache);
    shared = TerraformEnvironment.of(SharedProvider.in(shell), cache);
    Files.writeString(folder.resolve("main.tf.json"), STACK.formatted("jobs"));
    new Terraform(folder, own, new Interrupts()).initialize(List.of());
  }

  @Test
  void its_plan_is_the_one_of_a_provider_of_its_own() {
    assertThat(plan(shared)).isEqualTo(plan(own));
  }

  @Test
  void it_plans_again_with_another_configuration() throws Exception {
    plan(shared);
    Files.writeString(folder.resolve("main.tf.json"), STACK.formatted("other"));

    assertThat(plan(shared).toString()).contains("\"name\":\"other\"").doesNotContain("\"jobs\"}");
  }

  @Test
  void it_plans_a_type_whose_schema_is_large() throws Exception {
    Path firewall = Files.writeString(folder.resolve("firewall.tf.json"), FIREWALL);
    try {
      assertThat(plan(shared).toString()).contains("\"address\":\"aws_wafv2_web_acl.site\"");
    } finally {
      Files.delete(firewall);
    }
  }

  @Test
  void a_terraform_that_is_killed_while_it_asks_harms_no_other() throws Exception {
    String port = SharedProvider.in(System.getenv()).get("TERRACE_TEST_PROVIDER");
    for (String asked :
        List.of(
            "",
            "folder=/nowhere\n",
            "folder=/nowhere\n\n",
            "folder=/nowhere\n/nowhere/provider\n",
            "folder=/nowhere\n/nowhere/provider\n\n")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
        socket.getOutputStream().write(asked.getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(plan(shared).path("resource_changes")).hasSize(2);
  }

  private static JsonNode plan(TerraformEnvironment environment) {
    JsonNode tree =
        new Terraform(folder, environment, new Interrupts()).planTree(List.of(), progress -> {});
    ((ObjectNode) tree).remove("timestamp");
    return tree;
  }
}
