package dev.terrace.actions.deploy.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.error.UserError;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ids that resources are imported by; what AWS is asked is in {@link InFlightTest}. */
final class RecoveredResourcesTest {
  private final Map<String, String> made = new LinkedHashMap<>();
  private final Map<String, JsonNode> state = new LinkedHashMap<>();

  private Map<String, String> imports(String resources) {
    StackFile file = StackFile.of(json("{'resource': " + resources + "}"));
    Stack stack =
        new Stack(
            new EnvironmentId("shop", "production").stack("platform"),
            file,
            Path.of("."),
            "eu-west-1",
            new Backend.Local(),
            List.of());
    Lookup lookup =
        new Lookup(
            null, // a test that asks AWS fails
            Json.object(),
            (data, output) -> Optional.of(output + " of " + data));
    Map<String, String> imports = new LinkedHashMap<>();
    RecoveredResources.of(
            new Journal(made, Set.of()), stack, new State(1, state, Set.of(), Set.of()), lookup)
        .imports()
        .forEach((address, block) -> imports.put(address, block.path("id").asText()));
    return imports;
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  @Test
  void composed_ids_take_their_parts_from_the_configuration_the_state_and_other_stacks() {
    state.put("aws_ecs_cluster.c", json("{'id': 'arn:aws:ecs:x:1:cluster/shop', 'name': 'shop'}"));
    made.put("aws_cognito_user_pool.p", "eu-west-1_1");
    made.put("aws_cognito_user_pool_client.c", "client-1");
    made.put("aws_service_discovery_private_dns_namespace.n", "ns-1");
    made.put("aws_ecs_service.s", "");
    made.put("aws_codedeploy_deployment_group.g", "5c8a");

    assertThat(
            imports(
                """
                {'aws_ecs_cluster': {'c': {'name': 'shop'}},
                 'aws_cognito_user_pool': {'p': {'name': 'users'}},
                 'aws_cognito_user_pool_client': {'c':
                   {'name': 'lb', 'user_pool_id': '${aws_cognito_user_pool.p.id}'}},
                 'aws_service_discovery_private_dns_namespace': {'n': {'name': 'shop.internal',
                   'vpc': '${data.terraform_remote_state.network.outputs.vpc}'}},
                 'aws_ecs_service': {'s': {'name': 'web', 'cluster': '${aws_ecs_cluster.c.arn}'}},
                 'aws_codedeploy_app': {'a': {'name': 'app'}},
                 'aws_codedeploy_deployment_group': {'g':
                   {'app_name': '${aws_codedeploy_app.a.name}', 'deployment_group_name': 'blue'}}}"""))
        .containsExactly(
            Map.entry("aws_cognito_user_pool.p", "eu-west-1_1"),
            Map.entry("aws_cognito_user_pool_client.c", "eu-west-1_1/client-1"),
            Map.entry("aws_service_discovery_private_dns_namespace.n", "ns-1:vpc of network"),
            Map.entry("aws_ecs_service.s", "shop/web"),
            Map.entry("aws_codedeploy_deployment_group.g", "app:blue"));
  }

  @Test
  void what_was_being_created_under_a_name_is_imported_by_it() {
    made.put("aws_ecr_repository.r", "");
    made.put("aws_route53_record.r", "");
    made.put("aws_route53_record.validation", "");

    assertThat(
            imports(
                """
                {'aws_ecr_repository': {'r': {'name': 'shop/web'}},
                 'aws_route53_record': {
                   'r': {'zone_id': 'Z1', 'name': 'shop.com', 'type': 'A'},
                   'validation': {'zone_id': 'Z1', 'name': '${aws_acm_certificate.c.x}', 'type': 'A'}}}"""))
        .containsExactly(
            Map.entry("aws_ecr_repository.r", "shop/web"),
            Map.entry("aws_route53_record.r", "Z1_shop.com_A"));
  }

  @Test
  void a_replacement_that_was_cut_off_is_an_error_with_both_ids() {
    state.put("aws_lb.b", json("{'id': 'arn:old'}"));
    made.put("aws_lb.b", "arn:new");

    assertThatThrownBy(() -> imports("{'aws_lb': {'b': {'name': 'web'}}}"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            """
            shop/production/platform: an earlier deploy was killed while it replaced aws_lb.b; the \
            state has arn:old, and AWS has arn:new
              Nothing was changed. Delete the latter, and run the same command again.""");
  }

  @Test
  void what_is_in_the_state_or_created_again_is_not_imported() {
    state.put("aws_ecr_repository.r", json("{'id': 'shop/web'}"));
    made.put("aws_ecr_repository.r", "shop/web");
    made.put("aws_iam_role_policy.p", "role:policy");
    made.put("aws_sns_topic.removed", "arn:aws:sns:x");

    assertThat(
            imports(
                """
                {'aws_ecr_repository': {'r': {'name': 'shop/web'}},
                 'aws_iam_role_policy': {'p': {'name': 'policy'}}}"""))
        .isEmpty();
  }
}
