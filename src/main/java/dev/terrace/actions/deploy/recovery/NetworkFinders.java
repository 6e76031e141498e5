package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * EC2: by the place and what the configuration says of it (name, CIDR, description), else by all
 * tags, which the call that creates sets ({@code TagSpecification} in EC2's API reference).
 */
final class NetworkFinders {
  static final Map<String, Finder> FINDERS =
      Map.ofEntries(
          Map.entry("aws_vpc", tagged("Vpcs", "vpc", Map.of("cidr", "cidr_block"))),
          Map.entry(
              "aws_subnet",
              placed("Subnets", "subnet", Map.of("vpc-id", "vpc_id", "cidr-block", "cidr_block"))),
          Map.entry(
              "aws_route_table", tagged("RouteTables", "routeTable", Map.of("vpc-id", "vpc_id"))),
          // It is attached only after it was created.
          Map.entry(
              "aws_internet_gateway", tagged("InternetGateways", "internetGateway", Map.of())),
          Map.entry(
              "aws_nat_gateway",
              tagged("NatGateways", "natGateway", Map.of("subnet-id", "subnet_id"))),
          Map.entry("aws_flow_log", tagged("FlowLogs", "flowLog", Map.of("resource-id", "vpc_id"))),
          Map.entry(
              "aws_vpc_endpoint",
              placed(
                  "VpcEndpoints",
                  "vpcEndpoint",
                  Map.of("vpc-id", "vpc_id", "service-name", "service_name"))),
          Map.entry(
              "aws_eip",
              (aws, wanted) ->
                  ids(aws, "Addresses", "addressesSet", "allocationId", tags(wanted, Map.of()))),
          Map.entry(
              "aws_security_group",
              (aws, wanted) ->
                  filters(wanted, Map.of("vpc-id", "vpc_id", "group-name", "name")).stream()
                      .flatMap(
                          given ->
                              ids(aws, "SecurityGroups", "securityGroupInfo", "groupId", given))),
          Map.entry(
              "aws_launch_template",
              (aws, wanted) ->
                  filters(wanted, Map.of("launch-template-name", "name")).stream()
                      .flatMap(
                          given ->
                              ids(
                                  aws,
                                  "LaunchTemplates",
                                  "launchTemplates",
                                  "launchTemplateId",
                                  given))),
          Map.entry(
              "aws_vpc_security_group_ingress_rule", (aws, wanted) -> rules(aws, wanted, false)),
          Map.entry(
              "aws_vpc_security_group_egress_rule", (aws, wanted) -> rules(aws, wanted, true)));

  private NetworkFinders() {}

  private static Finder tagged(String what, String element, Map<String, String> attributes) {
    return (aws, wanted) ->
        filters(wanted, attributes).stream()
            .flatMap(given -> ids(aws, what, element + "Set", element + "Id", tags(wanted, given)));
  }

  private static Finder placed(String what, String element, Map<String, String> attributes) {
    return (aws, wanted) ->
        filters(wanted, attributes).stream()
            .flatMap(given -> ids(aws, what, element + "Set", element + "Id", given));
  }

  /** Empty where its place is unknown: that was not created, so the resource was not either. */
  private static Optional<Map<String, String>> filters(
      Wanted wanted, Map<String, String> attributes) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      Optional<String> value = wanted.value(each.getValue());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      given.put(each.getKey(), value.get());
    }
    return Optional.of(given);
  }

  private static Map<String, String> tags(Wanted wanted, Map<String, String> filters) {
    Map<String, String> all = new LinkedHashMap<>(filters);
    wanted.tags().forEach((key, value) -> all.put("tag:" + key, value));
    return all;
  }

  private static Stream<String> ids(
      AwsLists aws, String what, String set, String id, Map<String, String> filters) {
    return aws.ec2(what, set, filters)
        .filter(each -> !each.path("state").asText().matches("delet(ing|ed)|failed"))
        .map(each -> each.path(id).asText());
  }

  /** Rules have no names: what they allow tells them apart. */
  private static Stream<String> rules(AwsLists aws, Wanted wanted, boolean egress) {
    return wanted.value("security_group_id").stream()
        .flatMap(
            group ->
                aws.ec2("SecurityGroupRules", "securityGroupRuleSet", Map.of("group-id", group)))
        .filter(each -> each.path("isEgress").asBoolean() == egress)
        .filter(each -> isRule(each, wanted))
        .map(each -> each.path("securityGroupRuleId").asText());
  }

  private static boolean isRule(JsonNode there, Wanted wanted) {
    return wanted.agrees(there.path("description"), "description")
        && wanted.agrees(there.path("ipProtocol"), "ip_protocol")
        && wanted.agrees(there.path("fromPort"), "from_port")
        && wanted.agrees(there.path("toPort"), "to_port")
        && wanted.agrees(there.path("cidrIpv4"), "cidr_ipv4")
        && wanted.agrees(there.path("cidrIpv6"), "cidr_ipv6")
        && wanted.agrees(there.path("prefixListId"), "prefix_list_id")
        && wanted.agrees(
            there.path("referencedGroupInfo").path("groupId"), "referenced_security_group_id");
  }
}
