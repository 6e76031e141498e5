package dev.terrace.actions.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.SignedCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Looks in AWS for resources whose creation was begun and of which no id is known: by their place
 * and by what the configuration says of them (name, CIDR, description), else by all of their tags,
 * which EC2, KMS and EFS set in the call that creates (AWS's API references, {@code
 * TagSpecification} and {@code Tags}).
 */
final class InFlight {
  private final SignedCalls aws;
  private final InFlightServices services;

  InFlight(SignedCalls aws) {
    this.aws = aws;
    this.services = new InFlightServices(aws);
  }

  /** The import ids of what AWS has; usually none or one. */
  List<String> find(String type, Wanted wanted) {
    return switch (type) {
      case "aws_vpc" -> tagged("Vpcs", "vpc", wanted, Map.of("cidr", "cidr_block"));
      case "aws_subnet" ->
          placed(
              "Subnets", "subnet", wanted, Map.of("vpc-id", "vpc_id", "cidr-block", "cidr_block"));
      case "aws_route_table" ->
          tagged("RouteTables", "routeTable", wanted, Map.of("vpc-id", "vpc_id"));
      case "aws_internet_gateway" -> // attached only after it was created
          tagged("InternetGateways", "internetGateway", wanted, Map.of());
      case "aws_nat_gateway" ->
          tagged("NatGateways", "natGateway", wanted, Map.of("subnet-id", "subnet_id"));
      case "aws_vpc_endpoint" ->
          placed(
              "VpcEndpoints",
              "vpcEndpoint",
              wanted,
              Map.of("vpc-id", "vpc_id", "service-name", "service_name"));
      case "aws_eip" -> ec2("Addresses", "addressesSet", "allocationId", wanted.tags(), true);
      case "aws_security_group" ->
          filters(wanted, Map.of("vpc-id", "vpc_id", "group-name", "name"))
              .map(given -> ec2("SecurityGroups", "securityGroupInfo", "groupId", given, false))
              .orElse(List.of());
      case "aws_vpc_security_group_ingress_rule" -> rules(wanted, false);
      case "aws_vpc_security_group_egress_rule" -> rules(wanted, true);
      default -> services.find(type, wanted);
    };
  }

  private List<String> tagged(
      String what, String element, Wanted wanted, Map<String, String> attributes) {
    return filters(wanted, attributes)
        .map(
            given -> {
              wanted.tags().forEach((key, value) -> given.put("tag:" + key, value));
              return ec2(what, element + "Set", element + "Id", given, false);
            })
        .orElse(List.of());
  }

  private List<String> placed(
      String what, String element, Wanted wanted, Map<String, String> attributes) {
    return filters(wanted, attributes)
        .map(given -> ec2(what, element + "Set", element + "Id", given, false))
        .orElse(List.of());
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

  /**
   * @param tags whether the filters are tags
   */
  private List<String> ec2(
      String what, String set, String id, Map<String, String> filters, boolean tags) {
    return stream(describe(what, filters, tags ? "tag:" : ""), set)
        .filter(each -> !each.path("state").asText().matches("delet(ing|ed)|failed"))
        .map(each -> each.path(id).asText())
        .toList();
  }

  private JsonNode describe(String what, Map<String, String> filters, String prefix) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", "Describe" + what);
    parameters.put("Version", "2016-11-15");
    int number = 1;
    for (Map.Entry<String, String> filter : filters.entrySet()) {
      parameters.put("Filter." + number + ".Name", prefix + filter.getKey());
      parameters.put("Filter." + number + ".Value.1", filter.getValue());
      number++;
    }
    return aws.query("ec2", parameters);
  }

  /** Rules have no names: what they allow tells them apart. */
  private List<String> rules(Wanted wanted, boolean egress) {
    Optional<String> group = wanted.value("security_group_id");
    if (group.isEmpty()) {
      return List.of();
    }
    return stream(
            describe("SecurityGroupRules", Map.of("group-id", group.get()), ""),
            "securityGroupRuleSet")
        .filter(each -> each.path("isEgress").asBoolean() == egress)
        .filter(each -> wanted.agrees(each.path("description"), "description"))
        .filter(each -> wanted.agrees(each.path("ipProtocol"), "ip_protocol"))
        .filter(each -> wanted.agrees(each.path("fromPort"), "from_port"))
        .filter(each -> wanted.agrees(each.path("toPort"), "to_port"))
        .filter(each -> wanted.agrees(each.path("cidrIpv4"), "cidr_ipv4"))
        .filter(
            each ->
                wanted.agrees(
                    each.path("referencedGroupInfo").path("groupId"),
                    "referenced_security_group_id"))
        .map(each -> each.path("securityGroupRuleId").asText())
        .toList();
  }

  static Stream<JsonNode> stream(JsonNode answer, String list) {
    return StreamSupport.stream(answer.path(list).spliterator(), false);
  }
}
