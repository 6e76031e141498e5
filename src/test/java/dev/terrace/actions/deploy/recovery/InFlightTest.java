package dev.terrace.actions.deploy.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.AwsException;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The questions that are asked, and what is made of AWS's answers. */
class InFlightTest {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> ids =
      Map.of(
          "aws_vpc.v", "vpc-1",
          "aws_security_group.g", "sg-1",
          "aws_lb.b", "arn:aws:elasticloadbalancing:b",
          "aws_lb_listener.l", "arn:aws:elasticloadbalancing:l");
  private HttpServer server;
  private int status = 200;
  private String answer = "";
  private final Deque<String> earlier = new ArrayDeque<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + URLDecoder.decode(
                      new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
          String said = earlier.isEmpty() ? answer : earlier.removeFirst();
          byte[] bytes = said.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_subnet_is_found_by_its_vpc_and_its_cidr() {
    answer =
        "<DescribeSubnetsResponse><subnetSet><item><subnetId>subnet-1</subnetId>"
            + "<state>available</state></item></subnetSet></DescribeSubnetsResponse>";
    assertThat(find("aws_subnet", "{'vpc_id': '${aws_vpc.v.id}', 'cidr_block': '10.0.1.0/24'}"))
        .containsExactly("subnet-1");
    assertThat(asked.get(0))
        .contains("Action=DescribeSubnets", "vpc-1", "cidr-block", "10.0.1.0/24");
  }

  @Test
  void nothing_is_asked_where_the_place_was_not_created() {
    assertThat(find("aws_subnet", "{'vpc_id': '${aws_vpc.other.id}', 'cidr_block': '10.0.1.0/24'}"))
        .isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void an_address_is_found_by_all_of_its_tags() {
    answer = "<DescribeAddressesResponse><addressesSet/></DescribeAddressesResponse>";
    assertThat(find("aws_eip", "{'tags': {'Name': 'nat'}}")).isEmpty();
    assertThat(asked.get(0)).contains("tag:Project", "=alva", "tag:Name", "=nat");
  }

  @Test
  void a_nat_gateway_that_was_deleted_is_not_found() {
    answer =
        "<R><natGatewaySet><item><natGatewayId>nat-1</natGatewayId><state>deleted</state></item>"
            + "<item><natGatewayId>nat-2</natGatewayId><state>pending</state></item>"
            + "</natGatewaySet></R>";
    assertThat(find("aws_nat_gateway", "{'subnet_id': 'subnet-1'}")).containsExactly("nat-2");
  }

  @Test
  void a_rule_is_told_by_what_it_allows_and_a_group_may_have_none() {
    String body =
        "{'security_group_id': '${aws_security_group.g.id}', 'from_port': 443, 'to_port': 443,"
            + " 'ip_protocol': 'tcp', 'description': 'HTTPS'}";
    answer = "<R><securityGroupRuleSet/></R>";
    assertThat(find("aws_vpc_security_group_ingress_rule", body)).isEmpty();
    answer =
        "<R><securityGroupRuleSet>"
            + rule("sgr-1", 443, "HTTPS", false)
            + rule("sgr-2", 443, "HTTPS", true)
            + rule("sgr-3", 80, "HTTPS", false)
            + "</securityGroupRuleSet></R>";
    assertThat(find("aws_vpc_security_group_ingress_rule", body)).containsExactly("sgr-1");
    assertThat(find("aws_vpc_security_group_egress_rule", body)).containsExactly("sgr-2");
  }

  @Test
  void a_queue_that_is_not_there_is_not_found_and_a_refusal_is_an_error() {
    status = 400;
    answer =
        "{'__type': 'com.amazonaws.sqs#QueueDoesNotExist', 'message': 'none'}".replace('\'', '"');
    assertThat(find("aws_sqs_queue", "{'name': 'jobs'}")).isEmpty();
    answer = "{'__type': 'AccessDenied', 'message': 'not you'}".replace('\'', '"');
    assertThatThrownBy(() -> find("aws_sqs_queue", "{'name': 'jobs'}"))
        .isInstanceOf(AwsException.class)
        .hasMessage("sqs AmazonSQS.GetQueueUrl: not you (AccessDenied)");
  }

  @Test
  void a_refusal_in_xml_says_what_it_is() {
    status = 403;
    answer =
        "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>not you</Message>"
            + "</Error></Errors></Response>";
    assertThatThrownBy(() -> find("aws_eip", "{}"))
        .hasMessage("ec2 DescribeAddresses: not you (UnauthorizedOperation)");
  }

  @Test
  void ec2_is_asked_for_all_pages() {
    earlier.add(
        "<R><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet><nextToken>more</nextToken></R>");
    answer = "<R><vpcSet><item><vpcId>vpc-2</vpcId></item></vpcSet></R>";
    assertThat(find("aws_vpc", "{'cidr_block': '10.0.0.0/16'}")).containsExactly("vpc-1", "vpc-2");
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).doesNotContain("NextToken");
    assertThat(asked.get(1)).contains("NextToken=more", "10.0.0.0/16");
  }

  @Test
  void a_listener_is_found_by_its_port_and_a_rule_by_its_priority_on_any_page() {
    answer =
        "<D><DescribeListenersResult><Listeners><member><Port>80</Port><ListenerArn>l80</ListenerArn>"
            + "</member><member><Port>443</Port><ListenerArn>l443</ListenerArn></member></Listeners>"
            + "</DescribeListenersResult></D>";
    assertThat(find("aws_lb_listener", "{'load_balancer_arn': '${aws_lb.b.arn}', 'port': 443}"))
        .containsExactly("l443");
    assertThat(asked.get(0)).contains("LoadBalancerArn=arn:aws:elasticloadbalancing:b");

    earlier.add(
        "<D><DescribeRulesResult><Rules><member><Priority>default</Priority><RuleArn>r0</RuleArn>"
            + "</member></Rules><NextMarker>2</NextMarker></DescribeRulesResult></D>");
    answer =
        "<D><DescribeRulesResult><Rules><member><Priority>20</Priority><RuleArn>r20</RuleArn>"
            + "</member></Rules></DescribeRulesResult></D>";
    assertThat(
            find(
                "aws_lb_listener_rule",
                "{'listener_arn': '${aws_lb_listener.l.arn}', 'priority': 20}"))
        .containsExactly("r20");
    assertThat(asked.get(2)).contains("Marker=2", "ListenerArn=arn:aws:elasticloadbalancing:l");
  }

  @Test
  void a_cloud_map_service_is_found_in_its_namespace() {
    earlier.add("{'Services': [{'Id': 'srv-1', 'Name': 'web'}], 'NextToken': 'more'}");
    answer = "{'Services': [{'Id': 'srv-2', 'Name': 'api'}]}";
    assertThat(
            find(
                "aws_service_discovery_service",
                "{'name': 'api', 'dns_config': {'namespace_id': 'ns-1'}}"))
        .containsExactly("srv-2");
    assertThat(asked.get(1)).contains("'NAMESPACE_ID'".replace('\'', '"'), "ns-1", "more");
  }

  @Test
  void certificates_of_one_name_are_told_apart_by_their_tags() {
    earlier.add(
        "{'CertificateSummaryList': [{'DomainName': 'a.com', 'CertificateArn': 'one'},"
            + "{'DomainName': 'a.com', 'CertificateArn': 'two'},"
            + "{'DomainName': 'b.com', 'CertificateArn': 'three'}]}");
    earlier.add("{'Tags': [{'Key': 'Project', 'Value': 'coder'}]}");
    answer = "{'Tags': [{'Key': 'Project', 'Value': 'alva'}, {'Key': 'Name', 'Value': 'lb'}]}";
    assertThat(find("aws_acm_certificate", "{'domain_name': 'a.com', 'tags': {'Name': 'lb'}}"))
        .containsExactly("two");
  }

  @Test
  void a_secret_in_its_recovery_window_is_not_found() {
    answer = "{'ARN': 'arn:aws:secretsmanager:s', 'Name': 's', 'DeletedDate': 1.7e9}";
    assertThat(find("aws_secretsmanager_secret", "{'name': 's'}")).isEmpty();
    answer = "{'ARN': 'arn:aws:secretsmanager:s', 'Name': 's'}";
    assertThat(find("aws_secretsmanager_secret", "{'name': 's'}"))
        .containsExactly("arn:aws:secretsmanager:s");
  }

  @Test
  void a_user_pool_is_told_by_its_tags_and_a_client_by_its_pool() {
    earlier.add("{'UserPools': [{'Id': 'p1', 'Name': 'users'}, {'Id': 'p2', 'Name': 'users'}]}");
    earlier.add("{'UserPool': {'UserPoolTags': {'Project': 'coder'}}}");
    answer = "{'UserPool': {'UserPoolTags': {'Project': 'alva'}}}";
    assertThat(find("aws_cognito_user_pool", "{'name': 'users'}")).containsExactly("p2");

    answer =
        "{'UserPoolClients': [{'ClientId': 'c1', 'ClientName': 'lb'}, {'ClientId': 'c2', 'ClientName': 'x'}]}";
    assertThat(find("aws_cognito_user_pool_client", "{'user_pool_id': 'p2', 'name': 'lb'}"))
        .containsExactly("c1");
  }

  @Test
  void an_identity_provider_is_found_by_its_url_and_a_connection_by_its_name() {
    answer =
        "<L><ListOpenIDConnectProvidersResult><OpenIDConnectProviderList><member><Arn>"
            + "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com</Arn></member><member>"
            + "<Arn>arn:aws:iam::1:oidc-provider/other</Arn></member></OpenIDConnectProviderList>"
            + "</ListOpenIDConnectProvidersResult></L>";
    assertThat(
            find(
                "aws_iam_openid_connect_provider",
                "{'url': 'https://token.actions.githubusercontent.com'}"))
        .containsExactly("arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com");

    answer = "{'Connections': [{'ConnectionName': 'github', 'ConnectionArn': 'c'}]}";
    assertThat(find("aws_codestarconnections_connection", "{'name': 'github'}"))
        .containsExactly("c");
  }

  @Test
  void a_group_that_still_has_the_rule_that_aws_gave_it_is_finished() {
    String rule = "<item><isEgress>true</isEgress><ipProtocol>-1</ipProtocol>";
    answer =
        "<R><securityGroupRuleSet>"
            + rule
            + "<cidrIpv4>0.0.0.0/0</cidrIpv4></item></securityGroupRuleSet></R>";
    assertThat(finished("{'name': 'web'}"))
        .isEqualTo("{'resource':{'aws_security_group':{'web_1':{'egress':[]}}}}");
    assertThat(finished("{'name': 'web', 'egress': []}")).isEqualTo("{}");

    answer =
        "<R><securityGroupRuleSet>"
            + rule
            + "<description>To anywhere</description><cidrIpv4>0.0.0.0/0</cidrIpv4></item>"
            + "</securityGroupRuleSet></R>";
    assertThat(finished("{'name': 'web'}")).isEqualTo("{}");
    answer = "<R><securityGroupRuleSet/></R>";
    assertThat(finished("{'name': 'web'}")).isEqualTo("{}");
  }

  @Test
  void a_default_group_is_finished_in_each_direction_that_has_only_the_rules_of_aws() {
    String egress =
        "<item><isEgress>true</isEgress><ipProtocol>-1</ipProtocol>"
            + "<cidrIpv4>0.0.0.0/0</cidrIpv4></item>";
    String ingress =
        "<item><isEgress>false</isEgress><ipProtocol>-1</ipProtocol><referencedGroupInfo>"
            + "<groupId>%s</groupId></referencedGroupInfo></item>";
    String group = "aws_default_security_group.web_1";

    rules(egress + ingress.formatted("sg-1"));
    assertThat(finished(group, "{'vpc_id': 'vpc-1'}"))
        .isEqualTo(
            "{'resource':{'aws_default_security_group':{'web_1':{'egress':[],'ingress':[]}}}}");
    assertThat(finished(group, "{'vpc_id': 'vpc-1', 'ingress': []}"))
        .isEqualTo("{'resource':{'aws_default_security_group':{'web_1':{'egress':[]}}}}");
    assertThat(finished("aws_security_group.web_1", "{'name': 'web'}"))
        .as("ingress of another group is never AWS's")
        .isEqualTo("{'resource':{'aws_security_group':{'web_1':{'egress':[]}}}}");

    rules(egress + ingress.formatted("sg-other"));
    assertThat(finished(group, "{'vpc_id': 'vpc-1'}"))
        .isEqualTo("{'resource':{'aws_default_security_group':{'web_1':{'egress':[]}}}}");
    rules("");
    assertThat(finished(group, "{'vpc_id': 'vpc-1'}")).isEqualTo("{}");
  }

  private void rules(String items) {
    answer = "<R><securityGroupRuleSet>" + items + "</securityGroupRuleSet></R>";
  }

  private static String rule(String id, int port, String description, boolean egress) {
    return "<item><securityGroupRuleId>%s</securityGroupRuleId><isEgress>%s</isEgress><ipProtocol>tcp</ipProtocol><fromPort>%d</fromPort><toPort>%d</toPort><description>%s</description></item>"
        .formatted(id, egress, port, port, description);
  }

  private List<String> find(String type, String body) {
    return with(
        lookup -> {
          KnownResources known = new KnownResources(Map.of(), State.EMPTY, lookup);
          ids.forEach(known::add);
          return lookup.find(type, json(body), known);
        });
  }

  private String finished(String body) {
    return finished("aws_security_group.web_1", body);
  }

  private String finished(String group, String body) {
    return with(
        lookup -> {
          ObjectNode override = Json.object();
          UnfinishedGroups.finish(group, json(body), "sg-1", lookup, override);
          return override.toString().replace('"', '\'');
        });
  }

  private <T> T with(Function<Lookup, T> asking) {
    try (AwsApi api =
        new AwsApi(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort()))) {
      return asking.apply(
          new Lookup(
              api.calls("eu-central-1"),
              json("{'default_tags': [{'tags': {'Project': 'alva'}}]}"),
              (data, output) -> Optional.empty()));
    }
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
