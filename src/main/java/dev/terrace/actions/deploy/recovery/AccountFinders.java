package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.Map;
import java.util.stream.Stream;

/** Identity, connections to repositories, budgets. */
final class AccountFinders {
  static final Map<String, Finder> FINDERS =
      Map.of(
          "aws_cognito_user_pool", AccountFinders::userPools,
          "aws_cognito_user_pool_client", AccountFinders::clients,
          "aws_iam_openid_connect_provider", AccountFinders::identityProviders,
          "aws_codestarconnections_connection", AccountFinders::connections,
          "aws_budgets_budget", AccountFinders::budgets);

  private static final String COGNITO = "AWSCognitoIdentityProviderService.";

  /** The most that Cognito takes; {@code ListUserPools} requires a number. */
  private static final int PAGE = 60;

  private AccountFinders() {}

  /** Names of user pools are not unique: the tags tell them apart. */
  private static Stream<String> userPools(AwsLists aws, Wanted wanted) {
    return cognito(aws, "ListUserPools", Json.object(), "UserPools")
        .filter(each -> wanted.is(each.path("Name"), "name"))
        .map(each -> each.path("Id").asText())
        .filter(
            id ->
                aws.one("cognito-idp", COGNITO + "DescribeUserPool", "1.1", "UserPoolId", id)
                    .filter(found -> wanted.hasTags(found.at("/UserPool/UserPoolTags")))
                    .isPresent());
  }

  private static Stream<String> clients(AwsLists aws, Wanted wanted) {
    return wanted.value("user_pool_id").stream()
        .flatMap(
            pool ->
                cognito(
                    aws,
                    "ListUserPoolClients",
                    Json.object().put("UserPoolId", pool),
                    "UserPoolClients"))
        .filter(each -> wanted.is(each.path("ClientName"), "name"))
        .map(each -> each.path("ClientId").asText());
  }

  private static Stream<JsonNode> cognito(
      AwsLists aws, String action, ObjectNode request, String list) {
    return aws.json(
        "cognito-idp",
        COGNITO + action,
        request.put("MaxResults", PAGE),
        "NextToken",
        "NextToken",
        list);
  }

  /** The ARN ends with the URL; an account has a URL once ({@code EntityAlreadyExists}). */
  private static Stream<String> identityProviders(AwsLists aws, Wanted wanted) {
    return wanted.value("url").map(url -> url.replaceFirst("^https://", "")).stream()
        .flatMap(
            host ->
                AwsLists.stream(
                        aws.query("iam", "ListOpenIDConnectProviders", "2010-05-08"),
                        "OpenIDConnectProviderList")
                    .map(each -> each.path("Arn").asText())
                    .filter(arn -> arn.endsWith(":oidc-provider/" + host)));
  }

  /** An account has the name of a connection once. */
  private static Stream<String> connections(AwsLists aws, Wanted wanted) {
    return aws.json(
            "codestar-connections",
            "com.amazonaws.codestar.connections.CodeStar_connections_20191201.ListConnections",
            Json.object(),
            "NextToken",
            "NextToken",
            "Connections")
        .filter(each -> wanted.is(each.path("ConnectionName"), "name"))
        .map(each -> each.path("ConnectionArn").asText());
  }

  /** The id is the account and the name; a budget that is not there is not imported. */
  private static Stream<String> budgets(AwsLists aws, Wanted wanted) {
    return wanted.value("name").stream()
        .map(
            name ->
                aws.query("sts", "GetCallerIdentity", "2011-06-15").path("Account").asText()
                    + ":"
                    + name);
  }
}
