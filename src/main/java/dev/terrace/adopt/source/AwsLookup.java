package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.LegacySecurityRules;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what the sources lack through data sources of the provider, in a separate root: ids of
 * security group rules, the current version of secrets, the allocation of elastic IPs, and the log
 * groups of databases. It never reads the value of a secret.
 */
public final class AwsLookup {
  private AwsLookup() {}

  /**
   * The root; empty if there is nothing to read.
   *
   * @param matched resources whose rules and versions are read
   * @param existing may contain elastic IPs of which only the address is known
   */
  public static Optional<ObjectNode> root(
      String region, Collection<ExistingResource> matched, Collection<ExistingResource> existing) {
    ObjectNode tree = Json.object();
    tree.withObject("/terraform/required_providers/aws")
        .put("source", "hashicorp/aws")
        .put("version", "~> 5.100");
    tree.withObject("/provider").putArray("aws").addObject().put("region", region);
    ObjectNode data = tree.withObject("/data");
    ObjectNode value = tree.withObject("/output/found").putObject("value");
    List<String> groups = ids(matched, "aws_security_group");
    if (!groups.isEmpty()) {
      filter(data.withObject("/aws_vpc_security_group_rules/groups"), "group-id", groups);
      data.withObject("/aws_vpc_security_group_rule/rule")
          .put("for_each", "${toset(data.aws_vpc_security_group_rules.groups.ids)}")
          .put("security_group_rule_id", "${each.value}");
      value.put("rules", "${data.aws_vpc_security_group_rule.rule}");
    }
    List<String> secrets = ids(matched, "aws_secretsmanager_secret");
    if (!secrets.isEmpty()) {
      data.withObject("/aws_secretsmanager_secret_versions/secret")
          .put("for_each", "${toset(" + list(secrets) + ")}")
          .put("secret_id", "${each.value}");
      value.put("secrets", "${data.aws_secretsmanager_secret_versions.secret}");
    }
    List<String> addresses =
        existing.stream()
            .filter(AwsLookup::isBareAddress)
            .map(AwsLookup::publicIp)
            .sorted()
            .toList();
    if (!addresses.isEmpty()) {
      filter(data.withObject("/aws_eips/addresses"), "public-ip", addresses);
      data.withObject("/aws_eip/address")
          .put("for_each", "${toset(data.aws_eips.addresses.allocation_ids)}")
          .put("id", "${each.value}");
      value.put("addresses", "${data.aws_eip.address}");
    }
    DatabaseLogs.request(data, value, matched);
    return value.isEmpty() ? Optional.empty() : Optional.of(tree);
  }

  private static void filter(ObjectNode source, String name, List<String> values) {
    ArrayNode list = source.putArray("filter").addObject().put("name", name).putArray("values");
    values.forEach(list::add);
  }

  private static boolean isBareAddress(ExistingResource existing) {
    return existing.type().equals("aws_eip")
        && existing.importId().isEmpty()
        && existing.attributes().path("id").asText("").isEmpty()
        && !publicIp(existing).isEmpty();
  }

  private static String publicIp(ExistingResource address) {
    return address.attributes().path("public_ip").asText("");
  }

  private static List<String> ids(Collection<ExistingResource> matched, String type) {
    return matched.stream()
        .filter(existing -> existing.type().equals(type))
        .map(existing -> existing.attributes().path("id").asText(existing.importId().orElse("")))
        .filter(id -> !id.isEmpty())
        .sorted()
        .distinct()
        .toList();
  }

  private static String list(List<String> texts) {
    return "[" + String.join(", ", texts.stream().map(Json::quoted).toList()) + "]";
  }

  /**
   * The existing resources, completed with the answers.
   *
   * @param plan of the root
   * @param matched the resources in the request: an answer gets the origin of its resource
   * @param existing every existing resource
   */
  public static List<ExistingResource> completed(
      JsonNode plan, Collection<ExistingResource> matched, Collection<ExistingResource> existing) {
    JsonNode found = plan.at("/planned_values/outputs/found/value");
    Map<String, ExistingResource> owners = new TreeMap<>();
    for (ExistingResource each : matched) {
      String id = each.attributes().path("id").asText(each.importId().orElse(""));
      owners.put(id, each);
      // A data source returns the ARN of a secret or the id in the request.
      owners.put(each.attributes().path("arn").asText(id), each);
    }
    Map<String, JsonNode> addresses = new TreeMap<>();
    found
        .path("addresses")
        .forEach(address -> addresses.put(address.path("public_ip").asText(), address));
    Map<String, ExistingResource> oldRules = new TreeMap<>();
    List<ExistingResource> all = new ArrayList<>();
    for (ExistingResource each : existing) {
      JsonNode address = isBareAddress(each) ? addresses.get(publicIp(each)) : null;
      all.add(address == null ? each : address(each, address));
      if (LegacySecurityRules.isWithoutId(each.type(), each.attributes())) {
        LegacySecurityRules.keys(each.attributes()).forEach(key -> oldRules.putIfAbsent(key, each));
      }
    }
    found
        .path("rules")
        .properties()
        .forEach(
            rule -> rule(rule.getKey(), rule.getValue(), owners, oldRules).ifPresent(all::add));
    found
        .path("secrets")
        .properties()
        .forEach(secret -> version(secret.getKey(), secret.getValue(), owners).ifPresent(all::add));
    all.addAll(DatabaseLogs.found(found.path("logs"), matched, existing));
    return all;
  }

  private static ExistingResource address(ExistingResource bare, JsonNode address) {
    ObjectNode attributes = bare.attributes().deepCopy();
    for (String name : List.of("id", "domain", "tags", "public_ip")) {
      attributes.set(name, address.path(name));
    }
    String id = address.path("id").asText();
    return new ExistingResource(
        bare.type(),
        bare.name(),
        bare.origin(),
        attributes.put("allocation_id", id),
        Optional.of(id));
  }

  private static Optional<ExistingResource> rule(
      String id,
      JsonNode rule,
      Map<String, ExistingResource> owners,
      Map<String, ExistingResource> oldRules) {
    ExistingResource group = owners.get(rule.path("security_group_id").asText());
    if (group == null) {
      return Optional.empty();
    }
    ObjectNode attributes = Json.object();
    attributes.put("id", id).put("security_group_rule_id", id);
    for (String name :
        List.of(
            "security_group_id",
            "description",
            "ip_protocol",
            "from_port",
            "to_port",
            "cidr_ipv4",
            "cidr_ipv6",
            "prefix_list_id",
            "referenced_security_group_id")) {
      attributes.set(name, rule.path(name));
    }
    if (attributes.path("ip_protocol").asText().equals("-1")) {
      attributes.putNull("from_port").putNull("to_port");
    }
    String direction = rule.path("is_egress").asBoolean() ? "egress" : "ingress";
    ExistingResource owner =
        oldRules.getOrDefault(LegacySecurityRules.key(attributes, direction), group);
    return Optional.of(
        new ExistingResource(
            "aws_vpc_security_group_" + direction + "_rule",
            owner.name() + " " + direction + " " + id,
            owner.origin(),
            attributes,
            Optional.of(id)));
  }

  private static Optional<ExistingResource> version(
      String id, JsonNode secret, Map<String, ExistingResource> owners) {
    ExistingResource owner = owners.get(id);
    for (JsonNode version : secret.path("versions")) {
      for (JsonNode stage : version.path("version_stages")) {
        if (owner != null && stage.asText().equals("AWSCURRENT")) {
          String name = version.path("version_id").asText();
          return Optional.of(
              new ExistingResource(
                  "aws_secretsmanager_secret_version",
                  owner.name() + " version " + name,
                  owner.origin(),
                  Json.object()
                      .put("id", id + "|" + name)
                      .put("secret_id", id)
                      .put("version_id", name),
                  Optional.of(id + "|" + name)));
        }
      }
    }
    return Optional.empty();
  }
}
