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
 * of its own: the ids of rules that were written inside security groups, and which version of a
 * secret is the current one. No secret's value is read.
 */
public final class Lookup {
  private Lookup() {}

  /**
   * A root that asks.
   *
   * @param region of everything asked for
   */
  public static ObjectNode root(String region, Collection<Existing> matched) {
    ObjectNode tree = Json.object();
    tree.withObject("/terraform/required_providers/aws")
        .put("source", "hashicorp/aws")
        .put("version", "~> 5.100");
    tree.withObject("/provider").putArray("aws").addObject().put("region", region);
    ObjectNode data = tree.withObject("/data");
    ObjectNode output = tree.withObject("/output/found");
    ObjectNode value = output.putObject("value");
    List<String> groups = ids(matched, "aws_security_group");
    if (!groups.isEmpty()) {
      ObjectNode filter =
          data.withObject("/aws_vpc_security_group_rules/groups")
              .putArray("filter")
              .addObject()
              .put("name", "group-id");
      ArrayNode values = filter.putArray("values");
      groups.forEach(values::add);
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
    return tree;
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
   * @param plan of the root
   * @param matched what was asked about: its origin becomes the answer's
   * @return rules and versions, as resources that can be imported
   */
  public static List<Existing> read(JsonNode plan, Collection<Existing> matched) {
    JsonNode found = plan.at("/planned_values/outputs/found/value");
    Map<String, Existing> owners = new TreeMap<>();
    for (Existing each : matched) {
      String id = each.attributes().path("id").asText(each.importId().orElse(""));
      owners.put(id, each);
      // A data source names a secret by its ARN or by what it was asked with.
      owners.put(each.attributes().path("arn").asText(id), each);
    }
    List<Existing> existing = new ArrayList<>();
    found
        .path("rules")
        .properties()
        .forEach(rule -> rule(rule.getKey(), rule.getValue(), owners).ifPresent(existing::add));
    found
        .path("secrets")
        .properties()
        .forEach(
            secret -> version(secret.getKey(), secret.getValue(), owners).ifPresent(existing::add));
    return existing;
  }

  private static Optional<Existing> rule(String id, JsonNode rule, Map<String, Existing> owners) {
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
    return Optional.of(
        new Existing(
            "aws_vpc_security_group_" + direction + "_rule",
            group.name() + " " + direction + " " + id,
            group.origin(),
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
