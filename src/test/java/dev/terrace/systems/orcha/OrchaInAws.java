package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is there of orcha, seen through the AWS CLI.
 *
 * @param aws the simulated AWS
 */
record OrchaInAws(Aws aws) {
  JsonNode group() {
    return aws.json("autoscaling describe-auto-scaling-groups --auto-scaling-group-names v1-orcha")
        .at("/AutoScalingGroups/0");
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    aws.json("ssm get-parameters-by-path --recursive --path /v1-orcha")
        .path("Parameters")
        .forEach(each -> parameters.put(each.path("Name").asText(), each.path("Value").asText()));
    return parameters;
  }

  String listener() {
    String balancer =
        aws.json("elbv2 describe-load-balancers --names v1-orcha-alb")
            .at("/LoadBalancers/0/LoadBalancerArn")
            .asText();
    for (JsonNode listener :
        aws.json("elbv2 describe-listeners --load-balancer-arn " + balancer).path("Listeners")) {
      if (listener.path("Port").asInt() == 443) {
        return listener.path("ListenerArn").asText();
      }
      assertThat(listener.at("/DefaultActions/0/RedirectConfig/Protocol").asText())
          .isEqualTo("HTTPS");
    }
    throw new AssertionError("no listener on 443");
  }

  /** {@code priority hosts → actions} of each rule of the HTTPS listener. */
  List<String> rules() {
    Map<String, String> targetGroups = new TreeMap<>();
    aws.json("elbv2 describe-target-groups")
        .path("TargetGroups")
        .forEach(
            group ->
                targetGroups.put(
                    group.path("TargetGroupArn").asText(),
                    group.path("TargetGroupName").asText()
                        + " "
                        + group.path("Port").asText()
                        + " "
                        + group.path("HealthCheckPath").asText()));
    List<String> rules = new ArrayList<>();
    for (JsonNode rule :
        aws.json("elbv2 describe-rules --listener-arn " + listener()).path("Rules")) {
      StringBuilder words = new StringBuilder(rule.path("Priority").asText());
      Aws.texts(rule.at("/Conditions/0/HostHeaderConfig/Values"), "")
          .forEach(host -> words.append(' ').append(host));
      for (JsonNode action : rule.path("Actions")) {
        String arn = action.path("TargetGroupArn").asText();
        words
            .append(" → ")
            .append(arn.isEmpty() ? action.path("Type").asText() : targetGroups.get(arn));
      }
      rules.add(words.toString());
    }
    return rules;
  }

  /** Names of the alias records in the zone. */
  List<String> records() {
    String zone = aws.json("route53 list-hosted-zones").at("/HostedZones/0/Id").asText();
    List<String> names = new ArrayList<>();
    aws.json("route53 list-resource-record-sets --hosted-zone-id " + zone)
        .path("ResourceRecordSets")
        .forEach(
            record -> {
              if (record.path("Type").asText().equals("A")) {
                names.add(record.path("Name").asText());
              }
            });
    names.sort(null);
    return names;
  }
}
