package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What no state holds and only AWS can tell, asked through data sources of the provider in a root
 * of its own: the ids of rules that were written inside security groups, which version of a secret
 * is the current one, and which elastic IP an address is. No secret's value is read.
 */
public final class Lookup {
  private Lookup() {}

  /**
   * A root that asks; empty where there is nothing to ask.
   *
   * @param region of everything asked for
   * @param matched whose rules and versions are asked for
   * @param existing among which there are elastic IPs with nothing known but the address itself
   */
  public static Optional<ObjectNode> root(
      String region, Collection<Existing> matched, Collection<Existing> existing) {
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
        existing.stream().filter(Lookup::isBareAddress).map(Lookup::publicIp).sorted().toList();
    if (!addresses.isEmpty()) {
      filter(data.withObject("/aws_eips/addresses"), "public-ip", addresses);
      data.withObject("/aws_eip/address")
          .put("for_each", "${toset(data.aws_eips.addresses.allocation_ids)}")
          .put("id", "${each.value}");
      value.put("addresses", "${data.aws_eip.address}");
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(tree);
  }

  private static void filter(ObjectNode source, String name, List<String> values) {
    ArrayNode list = source.putArray("filter").addObject().put("name", name).putArray("values");
    values.forEach(list::add);
  }

  private static boolean isBareAddress(Existing existing) {
    return existing.type().equals("aws_eip")
        && existing.importId().isEmpty()
        && existing.attributes().path("id").asText("").isEmpty()
        && !publicIp(existing).isEmpty();
  }

  private static String publicIp(Existing address) {
    return address.attributes().path("public_ip").asText("");
  }

  private static List<String> ids(Collection<Existing> matched, String type) {
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
   * What exists, with what AWS said of it.
   *
   * @param plan of the root
   * @param matched what was asked about: its origin becomes the answer's
   * @param existing everything
   */
  public static List<Existing> completed(
      JsonNode plan, Collection<Existing> matched, Collection<Existing> existing) {
    JsonNode found = plan.at("/planned_values/outputs/found/value");
    Map<String, Existing> owners = new TreeMap<>();
    for (Existing each : matched) {
      String id = each.attributes().path("id").asText(each.importId().orElse(""));
      owners.put(id, each);
      // A data source names a secret by its ARN or by what it was asked with.
      owners.put(each.attributes().path("arn").asText(id), each);
    }
    Map<String, JsonNode> addresses = new TreeMap<>();
    found
        .path("addresses")
        .forEach(address -> addresses.put(address.path("public_ip").asText(), address));
    Map<String, Existing> oldRules = new TreeMap<>();
    List<Existing> all = new ArrayList<>();
    for (Existing each : existing) {
      JsonNode address = isBareAddress(each) ? addresses.get(publicIp(each)) : null;
      all.add(address == null ? each : address(each, address));
      if (OldRules.isWithoutId(each.type(), each.attributes())) {
        OldRules.keys(each.attributes()).forEach(key -> oldRules.putIfAbsent(key, each));
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
    return all;
  }

  private static Existing address(Existing bare, JsonNode address) {
    ObjectNode attributes = bare.attributes().deepCopy();
    for (String name : List.of("id", "domain", "tags", "public_ip")) {
      attributes.set(name, address.path(name));
    }
    String id = address.path("id").asText();
    return new Existing(
        bare.type(),
        bare.name(),
        bare.origin(),
        attributes.put("allocation_id", id),
        Optional.of(id));
  }

  private static Optional<Existing> rule(
      String id, JsonNode rule, Map<String, Existing> owners, Map<String, Existing> oldRules) {
    Existing group = owners.get(rule.path("security_group_id").asText());
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
    Existing whole = oldRules.getOrDefault(OldRules.key(attributes, direction), group);
    return Optional.of(
        new Existing(
            "aws_vpc_security_group_" + direction + "_rule",
            whole.name() + " " + direction + " " + id,
            whole.origin(),
            attributes,
            Optional.of(id)));
  }

  private static Optional<Existing> version(
      String id, JsonNode secret, Map<String, Existing> owners) {
    Existing owner = owners.get(id);
    for (JsonNode version : secret.path("versions")) {
      for (JsonNode stage : version.path("version_stages")) {
        if (owner != null && stage.asText().equals("AWSCURRENT")) {
          String name = version.path("version_id").asText();
          return Optional.of(
              new Existing(
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
