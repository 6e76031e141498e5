package dev.terrace.adopt.state;

import static dev.terrace.adopt.SampleResources.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdoptionGateTest {
  private static JsonNode plan(String address, String actions, String before, String after) {
    return plan(address, actions, before, after, "");
  }

  private static JsonNode plan(
      String address, String actions, String before, String after, String more) {
    return json(
        "{'resource_changes': [{'address': '%s', 'mode': 'managed', 'type': '%s', 'change':"
                .formatted(address, address.replaceAll("\\..*", ""))
            + " {'actions': %s, 'before': %s, 'after': %s, 'after_unknown': {}%s}}]}"
                .formatted(actions, before, after, more));
  }

  private static AdoptionGate gate(JsonNode plan, String... accept) {
    return AdoptionGate.of(plan, Set.of("arn:secret"), List.of(accept), Set.of("aws_vpc.adopted"));
  }

  @Test
  void a_plan_without_changes_opens_the_gate() {
    AdoptionGate gate = gate(plan("aws_vpc.v", "['no-op']", "{}", "{}"));

    assertThat(gate.isOpen()).isTrue();
    assertThat(gate)
        .isEqualTo(new AdoptionGate(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void a_destroyed_resource_blocks() {
    assertThat(gate(plan("aws_vpc.v", "['delete']", "{'id': 'v'}", "null"), "*").blocked())
        .containsExactly("aws_vpc.v would be destroyed");
  }

  @Test
  void a_forgotten_resource_blocks() {
    assertThat(gate(plan("aws_vpc.v", "['forget']", "{'id': 'v'}", "null"), "*").blocked())
        .containsExactly("aws_vpc.v would be removed from the state");
  }

  @Test
  void a_replaced_resource_blocks_and_the_forcing_attribute_is_named() {
    AdoptionGate gate =
        gate(
            plan(
                "aws_vpc.v",
                "['delete', 'create']",
                "{'cidr_block': '10.1.0.0/16'}",
                "{'cidr_block': '10.0.0.0/16'}",
                ", 'replace_paths': [['cidr_block']]"),
            "*");

    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.blocked())
        .containsExactly(
            "aws_vpc.v would be replaced, because of cidr_block is \"10.1.0.0/16\", the"
                + " configuration says \"10.0.0.0/16\"");
  }

  @Test
  void an_adopted_resource_that_does_not_exist_here_blocks() {
    AdoptionGate gate = gate(plan("aws_vpc.adopted", "['create']", "null", "{}"), "*");

    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.creates()).isEmpty();
    assertThat(gate.blocked())
        .containsExactly(
            "aws_vpc.adopted would be recreated: it does not exist in this account and region");
  }

  @Test
  void a_resource_of_the_same_name_in_another_account_blocks() {
    JsonNode plan =
        json(
            "{'resource_drift': [{'address': 'aws_vpc.adopted', 'change': {'before': {'arn':"
                + " 'arn:aws:sns:us-west-2:111111111111:alarms'}, 'after': {'arn':"
                + " 'arn:aws:sns:us-west-2:222222222222:alarms'}}}, {'address': 'aws_vpc.adopted',"
                + " 'change': {'before': {'arn': 'arn:aws:logs:us-west-2:111111111111:a:*'},"
                + " 'after': {'arn': 'arn:aws:logs:us-west-2:111111111111:a'}}}]}");

    assertThat(gate(plan, "*").blocked())
        .containsExactly(
            "aws_vpc.adopted is in account 111111111111, region us-west-2 in the old state, but one"
                + " of the same name is in account 222222222222, region us-west-2");
  }

  private static JsonNode lifecycle(String forcedBy) {
    return json(
        "{'prior_state': {'values': {'root_module': {'resources': [{'address': 'aws_vpc.adopted',"
            + " 'type': 'aws_ecr_repository', 'values': {'name': 'orcha'}}]}}},"
            + " 'resource_changes': [{'address': 'aws_ecr_lifecycle_policy.l', 'mode': 'managed',"
            + " 'type': 'aws_ecr_lifecycle_policy', 'change': {'actions': ['delete', 'create'],"
            + " 'before': {'repository': 'orcha', 'policy': 'old'}, 'after': {'repository':"
            + " 'orcha', 'policy': 'new'}, 'after_unknown': {}, 'replace_paths': [['%s']]}}]}"
                .formatted(forcedBy));
  }

  @Test
  void a_replacement_that_only_overwrites_a_setting_must_be_accepted() {
    String change =
        "aws_ecr_lifecycle_policy.l: would overwrite a setting of aws_vpc.adopted, because of"
            + " policy is \"old\", the configuration says \"new\"";

    assertThat(gate(lifecycle("policy")).unaccepted()).containsExactly(change);

    AdoptionGate accepted = gate(lifecycle("policy"), "aws_ecr_*");
    assertThat(accepted.isOpen()).isTrue();
    assertThat(accepted.accepted()).containsExactly(change);
  }

  @Test
  void a_setting_that_moves_to_another_resource_blocks() {
    assertThat(gate(lifecycle("repository"), "*").blocked())
        .containsExactly("aws_ecr_lifecycle_policy.l would be replaced, because of repository");
  }

  private static JsonNode taskDefinition(String forcedBy) {
    return plan(
        "aws_ecs_task_definition.t",
        "['create', 'delete']",
        "{'family': 'coder', 'cpu': '256'}",
        "{'family': 'coder', 'cpu': '512'}",
        ", 'replace_paths': [['%s']]".formatted(forcedBy));
  }

  @Test
  void a_new_revision_of_a_task_definition_must_be_accepted() {
    String change =
        "aws_ecs_task_definition.t: would register a new revision, because of cpu is \"256\", the"
            + " configuration says \"512\"";

    assertThat(gate(taskDefinition("cpu")).unaccepted()).containsExactly(change);
    assertThat(gate(taskDefinition("cpu"), "aws_ecs_*").accepted()).containsExactly(change);
    assertThat(gate(taskDefinition("family"), "*").blocked()).hasSize(1);
  }

  private static JsonNode defaultGroup(String vpc) {
    return json(
        "{'prior_state': {'values': {'root_module': {'resources': [{'address': 'aws_subnet.s', 'type': 'aws_subnet', 'values': {'id': 'subnet-1', 'name': ''}}, {'address': 'aws_vpc.adopted', 'type': 'aws_vpc', 'values': {'id': 'vpc-1'}}]}}}, 'resource_changes': [{'address': 'aws_default_security_group.d', 'mode': 'managed', 'type': 'aws_default_security_group', 'change': {'actions': ['create'], 'before': null, 'after': {'vpc_id': %s}, 'after_unknown': {}}}]}"
            .formatted(vpc));
  }

  @Test
  void a_setting_of_an_adopted_resource_must_be_accepted() {
    assertThat(gate(defaultGroup("'vpc-1'")).unaccepted())
        .containsExactly(
            "aws_default_security_group.d: would overwrite a setting of aws_vpc.adopted that no"
                + " entry describes: give its import id by hand, or accept it");

    AdoptionGate accepted = gate(defaultGroup("'vpc-1'"), "aws_default_*");
    assertThat(accepted.isOpen()).isTrue();
    assertThat(accepted.accepted())
        .containsExactly("aws_default_security_group.d: overwrites a setting of aws_vpc.adopted");
    assertThat(accepted.creates()).isEmpty();
  }

  @Test
  void a_setting_belongs_to_a_resource_of_the_owning_type() {
    assertThat(
            gate(json(
                    "{'prior_state': {'values': {'root_module': {'resources': [{'address':"
                        + " 'aws_vpc.adopted', 'type': 'aws_wafv2_web_acl', 'values': {'name':"
                        + " 'orcha'}}]}}}, 'resource_changes': [{'address':"
                        + " 'aws_ecr_lifecycle_policy.l', 'mode': 'managed', 'type':"
                        + " 'aws_ecr_lifecycle_policy', 'change': {'actions': ['create'], 'before':"
                        + " null, 'after': {'repository': 'orcha'}, 'after_unknown': {}}}]}"))
                .creates())
        .containsExactly("aws_ecr_lifecycle_policy.l");
  }

  @Test
  void a_secret_inside_a_new_block_blocks() {
    assertThat(
            gate(
                    plan(
                        "aws_lb_listener_rule.r",
                        "['update']",
                        "{'action': [{'type': 'forward'}]}",
                        "{'action': [{'type': 'authenticate-oidc', 'authenticate_oidc':"
                            + " [{'client_secret': 'hunter2'}]}]}",
                        ", 'after_sensitive': {'action': [{'authenticate_oidc': [{'client_secret':"
                            + " true}]}]}"),
                    "*")
                .blocked())
        .singleElement()
        .asString()
        .startsWith("aws_lb_listener_rule.r would change a secret value: action[0].")
        .doesNotContain("hunter2");
  }

  @Test
  void a_setting_of_something_new_is_new() {
    assertThat(gate(defaultGroup("null")).creates())
        .containsExactly("aws_default_security_group.d");
    assertThat(gate(defaultGroup("'vpc-2'")).creates())
        .containsExactly("aws_default_security_group.d");
  }

  @Test
  void a_changed_secure_string_blocks_and_a_string_can_be_accepted() {
    String before = "{'type': '%s', 'value': 'hunter2'}";
    String after = "{'type': '%s', 'value': 'other'}";
    String masks = ", 'before_sensitive': {'value': true}, 'after_sensitive': {'value': true}";
    String address = "aws_ssm_parameter.p";

    assertThat(
            gate(
                    plan(
                        address,
                        "['update']",
                        before.formatted("SecureString"),
                        after.formatted("String"),
                        masks),
                    "*")
                .blocked())
        .containsExactly("aws_ssm_parameter.p would change a secret value: value");
    assertThat(
            gate(plan(
                    address,
                    "['update']",
                    before.formatted("String"),
                    after.formatted("String"),
                    masks))
                .unaccepted())
        .containsExactly(
            "aws_ssm_parameter.p: value is (sensitive), the configuration says (sensitive)");
  }

  @Test
  void a_changed_password_blocks_and_is_never_accepted_or_shown() {
    AdoptionGate gate =
        gate(
            plan(
                "aws_db_instance.d",
                "['update']",
                "{'password': 'one'}",
                "{'password': 'two'}",
                ", 'before_sensitive': {'password': true}, 'after_sensitive': {'password': true}"),
            "*");

    assertThat(gate.blocked())
        .containsExactly("aws_db_instance.d would change a secret value: password");
    assertThat(gate.accepted()).isEmpty();
  }

  @Test
  void a_password_in_a_write_only_attribute_blocks() {
    for (String attribute : List.of("password_wo_version", "auth_token", "secret_string")) {
      AdoptionGate gate =
          gate(
              plan(
                  "aws_db_instance.d",
                  "['update']",
                  "{'%s': null}".formatted(attribute),
                  "{'%s': 1}".formatted(attribute)),
              "*");
      assertThat(gate.blocked())
          .containsExactly("aws_db_instance.d would change a secret value: " + attribute);
    }
  }

  @Test
  void a_new_value_for_a_secret_with_a_value_blocks() {
    JsonNode plan =
        plan(
            "aws_secretsmanager_secret_version.v",
            "['create']",
            "null",
            "{'secret_id': 'arn:secret'}");

    assertThat(gate(plan).blocked())
        .containsExactly(
            "aws_secretsmanager_secret_version.v would overwrite the value of a secret:"
                + " arn:secret");
  }

  @Test
  void a_first_value_for_a_secret_without_one_is_new() {
    JsonNode plan =
        plan(
            "aws_secretsmanager_secret_version.v",
            "['create']",
            "null",
            "{'secret_id': 'arn:other'}");

    assertThat(gate(plan).creates()).containsExactly("aws_secretsmanager_secret_version.v");
    assertThat(gate(plan).isOpen()).isTrue();
  }

  @Test
  void a_difference_must_be_accepted() {
    JsonNode plan =
        plan(
            "aws_db_instance.d",
            "['update']",
            "{'engine_version': '15'}",
            "{'engine_version': '16'}");

    assertThat(gate(plan).isOpen()).isFalse();
    assertThat(gate(plan).unaccepted())
        .containsExactly(
            "aws_db_instance.d: engine_version is \"15\", the configuration says \"16\"");
    assertThat(gate(plan, "aws_db_instance.*").isOpen()).isTrue();
    assertThat(gate(plan, "aws_db_instance.*").accepted()).hasSize(1);
    assertThat(gate(plan, "aws_db_instance").isOpen()).isFalse();
  }

  @Test
  void new_tags_are_allowed_and_changed_tags_are_not() {
    JsonNode first =
        plan("aws_vpc.v", "['update']", "{'tags_all': {}}", "{'tags_all': {'Project': 'coder'}}");
    JsonNode other =
        plan(
            "aws_vpc.v",
            "['update']",
            "{'tags_all': {'Project': 'old'}}",
            "{'tags_all': {'Project': 'coder'}}");

    assertThat(gate(first).newTags()).containsExactly("aws_vpc.v");
    assertThat(gate(first).isOpen()).isTrue();
    assertThat(gate(other).unaccepted())
        .containsExactly(
            "aws_vpc.v: tags_all.Project is \"old\", the configuration says \"coder\"");
  }

  @Test
  void the_environment_of_a_container_is_never_shown_and_its_image_is() {
    String container =
        "{'container_definitions': '[{\\\"name\\\":\\\"web\\\",\\\"image\\\":\\\"%s\\\",\\\"command\\\":[\\\"%s\\\"],"
            + "\\\"environment\\\":[{\\\"name\\\":\\\"KEY\\\",\\\"value\\\":\\\"%s\\\"}]}]'}";
    AdoptionGate gate =
        gate(
            plan(
                "aws_ecs_task_definition.t",
                "['update']",
                container.formatted("web:1", "hunter1", "hunter2"),
                container.formatted("web:2", "hunter3", "hunter4")));

    assertThat(gate.unaccepted())
        .containsExactly(
            "aws_ecs_task_definition.t: container_definitions[web].image is \"web:1\", the"
                + " configuration says \"web:2\"; container_definitions[web].command[] is (not"
                + " shown), the configuration says something else;"
                + " container_definitions[web].environment[KEY].value is (not shown), the"
                + " configuration says something else");
  }

  @Test
  void values_that_the_matching_hides_are_hidden_in_every_answer() {
    for (String attribute :
        List.of(
            "user_data", "value", "environment", "variables", "parameter", "default_arguments")) {
      for (String actions : List.of("['update']", "['delete', 'create']")) {
        JsonNode plan =
            plan(
                "aws_some_type.x",
                actions,
                "{'%s': {'a': 'hunter1'}}".formatted(attribute),
                "{'%s': {'a': 'hunter2'}}".formatted(attribute),
                ", 'replace_paths': [['%s', 'a']]".formatted(attribute));

        assertThat(gate(plan).toString()).contains(attribute).doesNotContain("hunter");
        assertThat(gate(plan, "*").toString()).contains(attribute).doesNotContain("hunter");
      }
    }
  }
}
