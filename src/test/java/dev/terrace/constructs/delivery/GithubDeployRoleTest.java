package dev.terrace.constructs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.grants.Arns;
import dev.terrace.grants.ReleaseGrants;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.support.SmallStack;
import java.util.List;
import org.junit.jupiter.api.Test;

class GithubDeployRoleTest {

  private static SmallStack role(boolean createsProvider) {
    return SmallStack.of(
        stack ->
            new GithubDeployRole(
                stack,
                new GithubDeployRole.Props(
                    "shop-deploy",
                    "company/shop",
                    "main",
                    createsProvider,
                    new Arns("eu-west-1", "123456789012"),
                    new ReleaseGrants.Release(
                        List.of(new RepositoryRef("arn:repository", "url")),
                        new ClusterRef("arn:cluster", "shop"),
                        List.of(new ServiceRef("shop-web")),
                        "shop-migrate",
                        List.of(new RoleRef("arn:role", "role")),
                        List.of(new ParameterRef("arn:tag", "/shop/image-tag"))))));
  }

  private static JsonNode statement(SmallStack stack, String sid) {
    for (JsonNode each :
        SmallStack.json(stack.resource("aws_iam_role_policy", "deploy-role/policy").path("policy"))
            .path("Statement")) {
      if (each.path("Sid").asText().equals(sid)) {
        return each;
      }
    }
    throw new AssertionError("no statement " + sid);
  }

  @Test
  void workflows_of_one_branch_assume_it_through_the_provider_of_the_account() {
    SmallStack stack = role(false);
    String trust =
        stack.resource("aws_iam_role", "deploy-role/role").path("assume_role_policy").asText();

    assertThat(stack.resources())
        .containsExactly("aws_iam_role deploy-role/role", "aws_iam_role_policy deploy-role/policy");
    assertThat(trust)
        .contains("repo:company/shop:ref:refs/heads/main")
        .contains("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
  }

  @Test
  void the_provider_is_created_in_the_account_that_has_none() {
    assertThat(role(true).resources()).contains("aws_iam_openid_connect_provider github/provider");
  }

  @Test
  void it_registers_and_runs_what_it_releases_and_nothing_else() {
    SmallStack stack = role(false);
    String definitions = "arn:aws:ecs:eu-west-1:123456789012:task-definition/";

    assertThat(statement(stack, "RegisterTaskDefinitions").path("Resource"))
        .hasToString("[\"" + definitions + "shop-web:*\",\"" + definitions + "shop-migrate:*\"]");
    assertThat(statement(stack, "RunMigrations").path("Resource").asText())
        .isEqualTo(definitions + "shop-migrate:*");
    assertThat(statement(stack, "RollServices").path("Resource").asText())
        .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/shop/shop-web");
  }

  @Test
  void each_service_has_a_repository_and_a_tag_that_begins_with_that_of_the_whole() {
    SmallStack stack =
        SmallStack.of(
            scope -> {
              ServiceImages images =
                  new ServiceImages(
                      scope,
                      new ServiceImages.Props(
                          "shop", List.of("web", "job"), new KeyRef("arn:key"), 20, 10));
              assertThat(images.repositories()).containsOnlyKeys("web", "job");
              assertThat(images.parameters()).hasSize(3).first().isEqualTo(images.released());
            });

    assertThat(stack.resources())
        .containsExactly(
            "aws_ecr_lifecycle_policy job-repository/lifecycle",
            "aws_ecr_lifecycle_policy web-repository/lifecycle",
            "aws_ecr_repository job-repository/repository",
            "aws_ecr_repository web-repository/repository",
            "aws_ssm_parameter image-tag/parameter",
            "aws_ssm_parameter job-image-tag/parameter",
            "aws_ssm_parameter web-image-tag/parameter");
    JsonNode tag = stack.resource("aws_ssm_parameter", "web-image-tag/parameter");
    assertThat(tag.path("name").asText()).isEqualTo("/shop/image-tags/web");
    assertThat(tag.path("insecure_value").asText())
        .startsWith("${aws_ssm_parameter.image-tag_parameter")
        .endsWith(".insecure_value}");
    assertThat(
            stack.resource("aws_ecr_repository", "web-repository/repository").path("name").asText())
        .isEqualTo("shop/web");
  }
}
