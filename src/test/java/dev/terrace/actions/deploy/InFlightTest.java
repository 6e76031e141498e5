package dev.terrace.actions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.AwsException;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The questions that are asked, and what is made of AWS's answers. */
class InFlightTest {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> ids =
      Map.of("aws_vpc.v", "vpc-1", "aws_security_group.g", "sg-1");
  private HttpServer server;
  private int status = 200;
  private String answer = "";

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
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
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

  private static String rule(String id, int port, String description, boolean egress) {
    return "<item><securityGroupRuleId>%s</securityGroupRuleId><isEgress>%s</isEgress><ipProtocol>tcp</ipProtocol><fromPort>%d</fromPort><toPort>%d</toPort><description>%s</description></item>"
        .formatted(id, egress, port, port, description);
  }

  private List<String> find(String type, String body) {
    try (AwsApi api =
        new AwsApi(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "key",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort()))) {
      return new Lookup(
              api.calls("eu-central-1"),
              Json.parse("{'default_tags': [{'tags': {'Project': 'alva'}}]}".replace('\'', '"')),
              (data, output) -> Optional.empty())
          .find(type, Json.parse(body.replace('\'', '"')), ids);
    }
  }
}
