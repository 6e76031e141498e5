package dev.terrace.systems.alva;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is there of alva, seen through the AWS CLI.
 *
 * @param aws the simulated AWS
 */
record AlvaInAws(Aws aws) {
  private static final List<String> SERVICES = List.of("admin", "api", "auth", "web");

  JsonNode loadBalancer() {
    return aws.json("elbv2 describe-load-balancers --names alva-staging").at("/LoadBalancers/0");
  }

  /** {@code PROTOCOL PORT: condition → where to}, sorted. */
  List<String> rules() {
    Map<String, String> groups = new TreeMap<>();
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                groups.put(
                    group.path("TargetGroupArn").asText(),
                    group.path("TargetGroupName").asText() + " " + group.path("Port").asText()));
    List<String> rules = new ArrayList<>();
    for (JsonNode listener :
        aws.json(
                "elbv2 describe-listeners --load-balancer-arn "
                    + loadBalancer().path("LoadBalancerArn").asText())
            .path("Listeners")) {
      for (JsonNode rule :
          aws.json("elbv2 describe-rules --listener-arn " + listener.path("ListenerArn").asText())
              .path("Rules")) {
        JsonNode action = rule.at("/Actions/0");
        Set<String> conditions = new TreeSet<>(); // AWS keeps no order
        for (JsonNode condition : rule.path("Conditions")) {
          condition.findPath("Values").forEach(value -> conditions.add(value.asText()));
        }
        rules.add(
            "%s %s: %s → %s"
                .formatted(
                    listener.path("Protocol").asText(),
                    listener.path("Port").asText(),
                    rule.path("IsDefault").asBoolean() ? "default" : String.join(",", conditions),
                    groups.getOrDefault(
                        action.path("TargetGroupArn").asText(), action.path("Type").asText())));
      }
    }
    rules.sort(null);
    return rules;
  }

  JsonNode container(String family) {
    return aws.json("ecs describe-task-definition --task-definition alva-" + family)
        .at("/taskDefinition/containerDefinitions/0");
  }

  Map<String, String> environment(String family) {
    Map<String, String> environment = new TreeMap<>();
    container(family)
        .path("environment")
        .forEach(each -> environment.put(each.path("name").asText(), each.path("value").asText()));
    return environment;
  }

  /** What a replacement would change. */
  Map<String, String> identities() {
    Map<String, String> identities = new TreeMap<>();
    JsonNode database = aws.json("rds describe-db-instances").at("/DBInstances/0");
    identities.put("database", database.path("DbiResourceId").asText());
    identities.put("database since", database.path("InstanceCreateTime").asText());
    JsonNode redis = aws.json("elasticache describe-replication-groups").at("/ReplicationGroups/0");
    identities.put("redis", redis.at("/NodeGroups/0/PrimaryEndpoint/Address").asText());
    identities.put("load balancer", loadBalancer().path("LoadBalancerArn").asText());
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                identities.put(
                    group.path("TargetGroupName").asText(), group.path("TargetGroupArn").asText()));
    for (String service : SERVICES) {
      JsonNode found =
          aws.json(
                  "ecs describe-services --cluster alva-staging-cluster --services alva-" + service)
              .at("/services/0");
      identities.put("service " + service, found.path("createdAt").asText());
    }
    identities.put(
        "database url",
        aws.json("secretsmanager get-secret-value --secret-id alva-staging-database")
            .path("SecretString")
            .asText());
    return identities;
  }
}
