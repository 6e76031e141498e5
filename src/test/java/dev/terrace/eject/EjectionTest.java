package dev.terrace.eject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EjectionTest {
  private static final ProviderSchemas SCHEMAS =
      ProviderSchemas.of(
          Json.parse(
              """
              {"provider_schemas": {"registry.terraform.io/hashicorp/aws": {
                "provider": {"block": {"block_types": {"default_tags": {"block": {}}}}},
                "resource_schemas": {
                  "aws_security_group": {"block": {"attributes": {
                    "id": {"type": "string"},
                    "ingress": {"type": ["set", ["object", {
                      "from_port": "number", "cidr_blocks": ["list", "string"]}]]}}}},
                  "aws_lb": {"block": {
                    "attributes": {"arn": {"type": "string"}, "port": {"type": "number"}},
                    "block_types": {"access_logs": {"block": {
                      "block_types": {"count": {"block": {}}}}}}}},
                  "aws_iam_policy": {"block": {"attributes": {"policy": {"type": "string"}}}}
                },
                "data_source_schemas": {"aws_ami": {"block": {
                  "block_types": {"filter": {"block": {}}}}}},
                "ephemeral_resource_schemas": {"aws_secretsmanager_random_password": {"block": {}}}
              }}}
              """));

  @Test
  void the_schema_tells_blocks_from_attributes() {
    assertThat(
            file(
                "load-balancer.tf",
                """
                {"resource": {"aws_lb": {"main": {
                  "//": {"metadata": {"path": "stack/balancer/main"}},
                  "name": "main",
                  "tags": {"Name": "main"},
                  "access_logs": {"bucket": "logs", "count": [{}], "nothing": null}}}}}
                """))
        .isEqualTo(
            """
            # balancer/main
            resource "aws_lb" "main" {
              name = "main"
              tags = {
                Name = "main"
              }

              access_logs {
                bucket = "logs"

                count {}
              }
            }
            """);
  }

  @Test
  void an_attribute_as_blocks_is_written_as_blocks_unless_empty() {
    assertThat(
            file(
                "security-groups.tf",
                """
                {"resource": {"aws_security_group": {
                  "a": {"ingress": [{"from_port": 1}, {"from_port": 2}]},
                  "b": {"ingress": []},
                  "c": {"ingress": "${var.rules}"}}}}
                """))
        .isEqualTo(
            """
            resource "aws_security_group" "a" {
              ingress {
                from_port = 1
              }

              ingress {
                from_port = 2
              }
            }

            resource "aws_security_group" "b" {
              ingress = []
            }

            resource "aws_security_group" "c" {
              ingress = var.rules
            }
            """);
  }

  @Test
  void meta_arguments_are_first_or_last_and_refer_without_quotes() {
    assertThat(
            file(
                "load-balancer.tf",
                """
                {"resource": {"aws_lb": {"main": {
                  "depends_on": ["aws_lb.other", "data.aws_ami.x"],
                  "lifecycle": {
                    "ignore_changes": ["tags[\\"Name\\"]", "port"],
                    "replace_triggered_by": ["aws_lb.other.arn"],
                    "precondition": [{"condition": "${var.x > 1}", "error_message": "no"}]},
                  "name": "${each.key}-x",
                  "for_each": "${toset([\\"a\\"])}",
                  "provider": "aws.west",
                  "provisioner": [{"local-exec": {"command": "true", "when": "destroy"}}],
                  "dynamic": {"access_logs": {
                    "for_each": "${var.logs}", "iterator": "log",
                    "content": {"bucket": "${log.value}"}}}}}}}
                """))
        .isEqualTo(
            """
            resource "aws_lb" "main" {
              provider = aws.west
              for_each = toset(["a"])
              name     = "${each.key}-x"

              dynamic "access_logs" {
                for_each = var.logs
                iterator = log

                content {
                  bucket = log.value
                }
              }

              provisioner "local-exec" {
                command = "true"
                when    = destroy
              }

              lifecycle {
                ignore_changes       = [tags["Name"], port]
                replace_triggered_by = [aws_lb.other.arn]

                precondition {
                  condition     = var.x > 1
                  error_message = "no"
                }
              }

              depends_on = [aws_lb.other, data.aws_ami.x]
            }
            """);
  }

  @Test
  void all_changes_are_ignored_by_a_keyword() {
    assertThat(
            file(
                "load-balancer.tf",
                """
                {"resource": {"aws_lb": {"a": {"lifecycle": {"ignore_changes": "all"}}}}}
                """))
        .contains("ignore_changes = all\n");
  }

  @Test
  void numbers_stay_exact() {
    assertThat(
            file(
                "load-balancer.tf",
                """
                {"resource": {"aws_lb": {"a": {
                  "a": 0.1, "b": 12345678901234567890123, "c": 1.10, "d": "080", "e": true}}}}
                """))
        .contains(
            """
              a = 0.1
              b = 12345678901234567890123
              c = 1.10
              d = "080"
              e = true
            """);
  }

  @Test
  void the_backend_and_its_locks_are_written_as_literals() {
    Map<String, String> files =
        files(
            """
            {"terraform": {
              "required_version": ">= 1.11",
              "required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.100"}},
              "backend": {"s3": {"bucket": "b-${x}", "key": "k", "use_lockfile": true,
                "dynamodb_table": "locks"}}}}
            """);

    assertThat(files)
        .containsExactly(
            Map.entry(
                "backend.tf",
                """
                terraform {
                  backend "s3" {
                    bucket         = "b-$${x}"
                    key            = "k"
                    use_lockfile   = true
                    dynamodb_table = "locks"
                  }
                }
                """),
            Map.entry(
                "versions.tf",
                """
                terraform {
                  required_version = ">= 1.11"

                  required_providers {
                    aws = {
                      source  = "hashicorp/aws"
                      version = "~> 5.100"
                    }
                  }
                }
                """));
  }

  @Test
  void terraform_cloud_has_its_own_block() {
    assertThat(
            file(
                "backend.tf",
                """
                {"terraform": {"cloud": {"hostname": "app.terraform.io", "organization": "acme",
                  "workspaces": {"name": "coder-production-network"}}}}
                """))
        .isEqualTo(
            """
            terraform {
              cloud {
                hostname     = "app.terraform.io"
                organization = "acme"

                workspaces {
                  name = "coder-production-network"
                }
              }
            }
            """);
  }

  @Test
  void states_of_other_stacks_get_the_names_of_their_layers() {
    StackTree stack =
        new StackTree(
            "coder-production-data",
            Json.parse(
                """
                {"data": {"terraform_remote_state": {
                   "cross-stack-reference-input-coder-production-network": {
                     "backend": "local", "config": {"path": "x"}}}},
                 "output": {"a": {"value":
                   "${data.terraform_remote_state.cross-stack-reference-input-coder-production-network.outputs.id}"}}}
                """),
            Map.of("coder-production-network", "network"));

    Map<String, String> files = new Ejection(List.of(stack), SCHEMAS).files(stack);

    assertThat(files.get("data.tf"))
        .isEqualTo(
            """
            data "terraform_remote_state" "network" {
              backend = "local"
              config = {
                path = "x"
              }
            }
            """);
    assertThat(files.get("outputs.tf"))
        .isEqualTo(
            """
            output "a" {
              value = data.terraform_remote_state.network.outputs.id
            }
            """);
  }

  @Test
  void every_other_section_has_a_file() {
    Map<String, String> files =
        files(
            """
            {"provider": {"aws": [{"region": "us-west-2", "default_tags": [{"tags": {"a": "b"}}]},
                                  {"alias": "west", "region": "${var.region}"}]},
             "variable": {"region": {"type": "string", "default": "${x}",
               "validation": [{"condition": "${var.region != \\"\\"}", "error_message": "no"}]}},
             "locals": {"a": "${1 + 1}"},
             "output": {"b": {"description": "$${x}", "value": "$${x}", "depends_on": ["aws_lb.a"]}},
             "module": {"m": {"source": "./m", "providers": {"aws": "aws.west"}, "x": "${local.a}"}},
             "moved": [{"from": "aws_lb.a", "to": "aws_lb.b"}],
             "import": [{"to": "aws_lb.b", "id": "arn:x"}],
             "removed": [{"from": "aws_lb.c", "lifecycle": {"destroy": false}}],
             "data": {"aws_ami": {"x": {"filter": [{"name": "n", "values": ["v"]}]}}},
             "ephemeral": {"aws_secretsmanager_random_password": {"p": {"password_length": 64}}}}
            """);

    assertThat(files.keySet())
        .containsExactly(
            "data.tf",
            "imports.tf",
            "locals.tf",
            "modules.tf",
            "moved.tf",
            "outputs.tf",
            "providers.tf",
            "removed.tf",
            "secrets.tf",
            "variables.tf");
    assertThat(files.get("providers.tf"))
        .isEqualTo(
            """
            provider "aws" {
              region = "us-west-2"

              default_tags {
                tags = {
                  a = "b"
                }
              }
            }

            provider "aws" {
              alias  = "west"
              region = var.region
            }
            """);
    assertThat(files.get("variables.tf"))
        .isEqualTo(
            """
            variable "region" {
              type    = string
              default = "$${x}"

              validation {
                condition     = var.region != ""
                error_message = "no"
              }
            }
            """);
    assertThat(files.get("outputs.tf"))
        .isEqualTo(
            """
            output "b" {
              description = "$$${x}"
              value       = "$${x}"
              depends_on  = [aws_lb.a]
            }
            """);
    assertThat(files.get("modules.tf"))
        .isEqualTo(
            """
            module "m" {
              source = "./m"
              providers = {
                aws = aws.west
              }
              x = local.a
            }
            """);
    assertThat(files.get("moved.tf"))
        .isEqualTo("moved {\n  from = aws_lb.a\n  to   = aws_lb.b\n}\n");
    assertThat(files.get("imports.tf"))
        .isEqualTo("import {\n  to = aws_lb.b\n  id = \"arn:x\"\n}\n");
    assertThat(files.get("removed.tf"))
        .isEqualTo("removed {\n  from = aws_lb.c\n\n  lifecycle {\n    destroy = false\n  }\n}\n");
    assertThat(files.get("secrets.tf"))
        .isEqualTo(
            """
            ephemeral "aws_secretsmanager_random_password" "p" {
              password_length = 64
            }
            """);
  }

  @Test
  void a_policy_is_written_as_an_object_in_its_order() {
    assertThat(
            policy(
                "{\"Version\":\"1\",\"Statement\":[{\"Resource\":\"${aws_lb.a.arn}\","
                    + "\"Condition\":{\"x\":\"$${aws:username}/*\"},\"Not\":\"${aws_lb.a.port}\"}]}"))
        .isEqualTo(
            """
            resource "aws_iam_policy" "p" {
              policy = jsonencode({
                Version = "1"
                Statement = [
                  {
                    Resource  = aws_lb.a.arn
                    Condition = { x = "$${aws:username}/*" }
                    Not       = tostring(aws_lb.a.port)
                  },
                ]
              })
            }
            """);
  }

  @Test
  void text_that_is_not_compared_as_json_stays_unless_identical() {
    assertThat(file("main.tf", tags("{\\\"b\\\":1,\\\"a\\\":2}")))
        .contains("x = \"{\\\"b\\\":1,\\\"a\\\":2}\"");
    assertThat(file("main.tf", tags("{\\\"a\\\": 2}"))).contains("x = \"{\\\"a\\\": 2}\"");
    assertThat(file("main.tf", tags("{\\\"a\\\":\\\"<\\\"}"))).doesNotContain("jsonencode");
    assertThat(file("main.tf", tags("{\\\"a\\\":1.0}"))).doesNotContain("jsonencode");
    assertThat(file("main.tf", tags("{\\\"a\\\":\\\"${local.b}\\\"}")))
        .doesNotContain("jsonencode");
    assertThat(file("main.tf", tags("[]"))).doesNotContain("jsonencode");
    assertThat(file("main.tf", tags("{\\\"a\\\":2,\\\"b\\\":[true,null]}")))
        .contains("x = jsonencode({\n    a = 2\n    b = [true, null]\n  })");
  }

  @Test
  void a_script_in_base64_is_readable_if_its_encoding_is_exact() {
    String script = "#!/bin/sh\nset -eu\necho \"hello ${NAME:-you}\" >/tmp/said\n";

    assertThat(file("main.tf", tags(base64(script))))
        .isEqualTo(
            """
            resource "terraform_data" "a" {
              x = base64encode(<<-EOT
                #!/bin/sh
                set -eu
                echo "hello $${NAME:-you}" >/tmp/said
              EOT
              )
            }
            """);
    assertThat(file("main.tf", tags(base64("\u0001\n" + script)))).doesNotContain("base64encode");
    assertThat(file("main.tf", tags(base64("e\u0301\n" + script)))).doesNotContain("base64encode");
    assertThat(file("main.tf", tags("A".repeat(64)))).doesNotContain("base64encode");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void text_that_resembles_json_stays_text() {
    assertThat(policy("{{ not json }}")).contains("policy = \"{{ not json }}\"");
    assertThat(policy("{\"a\":${local.number}}"))
        .contains("policy = \"{\\\"a\\\":${local.number}}\"");
    assertThat(policy("{\"a\":1,\"a\":2}")).contains("policy = \"{");
  }

  @Test
  void unknown_input_is_refused_and_not_left_out() {
    assertThatThrownBy(() -> files("{\"surprise\": {}}"))
        .isInstanceOf(EjectException.class)
        .hasMessage("stack 'stack': section 'surprise' is not known, so it cannot be written");
    assertThatThrownBy(() -> files("{\"terraform\": {\"surprise\": {}}}"))
        .hasMessage("stack 'stack': 'terraform.surprise' is not known, so it cannot be written");
    assertThatThrownBy(() -> files("{\"resource\": {\"aws_surprise\": {\"a\": {}}}}"))
        .hasMessage(
            "stack 'stack': no provider of the stack knows the resource type 'aws_surprise'");
    assertThatThrownBy(() -> files("{\"provider\": {\"surprise\": {}}}"))
        .hasMessage(
            "stack 'stack': provider 'registry.terraform.io/hashicorp/surprise' has no schema");
    assertThatThrownBy(
            () -> files("{\"resource\": {\"aws_lb\": {\"a\": {\"access_logs\": \"${x}\"}}}}"))
        .hasMessage(
            "stack 'stack': 'aws_lb.access_logs' is a block, so a list of objects is expected, not"
                + " \"${x}\"");
    assertThatThrownBy(() -> files("{\"resource\": {\"aws_lb\": {\"a\": {\"name\": \"${x\"}}}}"))
        .hasMessage(
            "stack 'stack': the sequence at character 1 of the template is not terminated: ${x");
  }

  @Test
  void the_same_stack_gives_the_same_bytes() {
    String stack =
        """
        {"resource": {"aws_lb": {
          "b": {"//": {"metadata": {"path": "s/x"}}}, "a": {"//": {"metadata": {"path": "s/y"}}}}}}
        """;

    assertThat(files(stack)).isEqualTo(files(stack));
    assertThat(file("load-balancer.tf", stack).lines().filter(line -> line.startsWith("#")))
        .containsExactly("# x", "# y");
  }

  /** A resource of Terraform's own with a text, given as it stands in JSON. */
  private static String tags(String text) {
    return "{\"resource\": {\"terraform_data\": {\"a\": {\"x\": \"" + text + "\"}}}}";
  }

  private static String policy(String text) {
    JsonNode tree =
        Json.object()
            .set(
                "resource",
                Json.object()
                    .set(
                        "aws_iam_policy",
                        Json.object().set("p", Json.object().put("policy", text))));
    StackTree stack = new StackTree("stack", tree, Map.of());
    return new Ejection(List.of(stack), SCHEMAS).files(stack).get("iam.tf");
  }

  private static String file(String name, String json) {
    return files(json).get(name);
  }

  private static Map<String, String> files(String json) {
    StackTree stack = new StackTree("stack", Json.parseExactly(json), Map.of());
    return new Ejection(List.of(stack), SCHEMAS).files(stack);
  }
}
