package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.LegacySecurityRules;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Blocks and attributes inside a resource that are separate resources in newer provider versions.
 * They have no state, so they are imported.
 */
final class InlineResources {
  /** Blocks of a bucket, and the types that replace them. */
  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              "cors_rule", "aws_s3_bucket_cors_configuration",
              "lifecycle_rule", "aws_s3_bucket_lifecycle_configuration",
              "logging", "aws_s3_bucket_logging",
              "website", "aws_s3_bucket_website_configuration"));

  private InlineResources() {}

  /** The resource, followed by its inline resources. */
  static List<ExistingResource> of(ExistingResource owner) {
    List<ExistingResource> all = new ArrayList<>();
    all.add(owner);
    JsonNode attributes = owner.attributes();
    switch (owner.type()) {
      case "aws_route_table" ->
          attributes.path("route").forEach(route -> all.add(route(owner, route)));
      case "aws_security_group_rule" -> rule(owner).ifPresent(all::add);
      case "aws_s3_bucket" -> bucket(owner, all::add);
      case "aws_iam_role" -> {
        attributes
            .path("managed_policy_arns")
            .forEach(arn -> all.add(attachment(owner, arn.asText())));
        attributes.path("inline_policy").forEach(policy -> inline(owner, policy, all::add));
      }
      default -> {}
    }
    return all;
  }

  private static ExistingResource part(
      ExistingResource owner, String type, String name, ObjectNode attributes, String importId) {
    return new ExistingResource(
        type, owner.name() + " " + name, owner.origin(), attributes, Optional.of(importId));
  }

  private static ExistingResource route(ExistingResource table, JsonNode route) {
    ObjectNode attributes = Json.object();
    String id = table.attributes().path("id").asText();
    attributes.put("route_table_id", id);
    String destination = "";
    for (String name : List.of("cidr_block", "ipv6_cidr_block", "destination_prefix_list_id")) {
      String value = route.path(name).asText("");
      if (!value.isEmpty() && !value.equals("null")) {
        destination = value;
        attributes.put(name.startsWith("destination") ? name : "destination_" + name, value);
      }
    }
    route
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().contains("cidr") && !entry.getKey().startsWith("destination")) {
                attributes.set(entry.getKey(), entry.getValue());
              }
            });
    return part(table, "aws_route", "route " + destination, attributes, id + "_" + destination);
  }

  /** A rule of the legacy type; empty if it corresponds to several rules, without an id. */
  private static Optional<ExistingResource> rule(ExistingResource old) {
    JsonNode given = old.attributes();
    if (LegacySecurityRules.isWithoutId(old.type(), given)) {
      return Optional.empty();
    }
    String id = given.path("security_group_rule_id").asText();
    ObjectNode attributes = Json.object();
    attributes.put("id", id).put("security_group_rule_id", id);
    attributes.set("security_group_id", given.path("security_group_id"));
    attributes.set("description", given.path("description"));
    attributes.set("ip_protocol", given.path("protocol"));
    boolean all = given.path("protocol").asText().equals("-1");
    for (String port : List.of("from_port", "to_port")) {
      if (all) {
        attributes.putNull(port);
      } else {
        attributes.set(port, given.path(port));
      }
    }
    attributes.set("cidr_ipv4", first(given.path("cidr_blocks")));
    attributes.set("cidr_ipv6", first(given.path("ipv6_cidr_blocks")));
    attributes.set("prefix_list_id", first(given.path("prefix_list_ids")));
    attributes.set(
        "referenced_security_group_id",
        given.path("self").asBoolean()
            ? given.path("security_group_id")
            : orNull(given.path("source_security_group_id")));
    String type = "aws_vpc_security_group_" + given.path("type").asText() + "_rule";
    return Optional.of(
        new ExistingResource(type, old.name(), old.origin(), attributes, Optional.of(id)));
  }

  private static JsonNode first(JsonNode list) {
    return orNull(list.path(0));
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() || value.asText().isEmpty() ? Json.object().nullNode() : value;
  }

  private static void bucket(ExistingResource bucket, Consumer<ExistingResource> add) {
    String name = bucket.attributes().path("bucket").asText();
    JsonNode versioning = bucket.attributes().path("versioning").path(0);
    if (versioning.path("enabled").asBoolean()) {
      ObjectNode attributes = Json.object().put("bucket", name);
      attributes.putArray("versioning_configuration").addObject().put("status", "Enabled");
      add.accept(part(bucket, "aws_s3_bucket_versioning", "versioning", attributes, name));
    }
    JsonNode encryption = bucket.attributes().path("server_side_encryption_configuration").path(0);
    if (encryption.path("rule").size() > 0) {
      ObjectNode attributes = Json.object().put("bucket", name);
      attributes.set("rule", encryption.path("rule"));
      add.accept(
          part(
              bucket,
              "aws_s3_bucket_server_side_encryption_configuration",
              "encryption",
              attributes,
              name));
    }
    SETTINGS.forEach(
        (block, type) -> {
          if (bucket.attributes().path(block).size() > 0) {
            add.accept(part(bucket, type, block, Json.object().put("bucket", name), name));
          }
        });
    String policy = bucket.attributes().path("policy").asText("");
    if (!policy.isEmpty() && !policy.equals("null")) {
      add.accept(
          part(
              bucket,
              "aws_s3_bucket_policy",
              "policy",
              Json.object().put("bucket", name).put("policy", policy),
              name));
    }
  }

  private static ExistingResource attachment(ExistingResource role, String arn) {
    String name = role.attributes().path("name").asText();
    return part(
        role,
        "aws_iam_role_policy_attachment",
        "policy " + arn,
        Json.object().put("role", name).put("policy_arn", arn),
        name + "/" + arn);
  }

  private static void inline(
      ExistingResource role, JsonNode policy, Consumer<ExistingResource> add) {
    String name = policy.path("name").asText("");
    if (!name.isEmpty() && !name.equals("null")) {
      String of = role.attributes().path("name").asText();
      ObjectNode attributes = Json.object().put("role", of).put("name", name);
      attributes.set("policy", policy.path("policy"));
      add.accept(part(role, "aws_iam_role_policy", "policy " + name, attributes, of + ":" + name));
    }
  }
}
