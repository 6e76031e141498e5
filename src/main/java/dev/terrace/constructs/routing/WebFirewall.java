package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAcl;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclConfig;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultAction;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultActionAllow;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclVisibilityConfig;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_association.Wafv2WebAclAssociation;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_association.Wafv2WebAclAssociationConfigA;
import dev.terrace.config.Names;
import dev.terrace.ref.LoadBalancerRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * A web application firewall in front of a load balancer: AWS's managed rules, and at most 2,000
 * requests in five minutes from one address. Bodies above 8 KB are counted, not blocked: documents
 * are larger.
 */
public final class WebFirewall extends Construct {
  private static final int REQUESTS_IN_FIVE_MINUTES = 2000;

  /**
   * @param name the whole name
   */
  public record Props(String name, LoadBalancerRef loadBalancer) {}

  public WebFirewall(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.WEB_ACL, props.name());
    Wafv2WebAcl acl =
        new Wafv2WebAcl(
            this,
            "acl",
            Wafv2WebAclConfig.builder()
                .name(name)
                .description("In front of the load balancer")
                .scope("REGIONAL")
                .defaultAction(
                    Wafv2WebAclDefaultAction.builder()
                        .allow(Wafv2WebAclDefaultActionAllow.builder().build())
                        .build())
                .visibilityConfig(
                    Wafv2WebAclVisibilityConfig.builder()
                        .cloudwatchMetricsEnabled(true)
                        .metricName(name)
                        .sampledRequestsEnabled(true)
                        .build())
                .build());
    // The bindings have a class for each depth of a statement: plain maps say the same.
    List<Map<String, Object>> rules = new ArrayList<>();
    rules.add(managed(1, "AWSManagedRulesAmazonIpReputationList", List.of()));
    rules.add(managed(2, "AWSManagedRulesKnownBadInputsRuleSet", List.of()));
    rules.add(managed(3, "AWSManagedRulesCommonRuleSet", List.of("SizeRestrictions_BODY")));
    Map<String, Object> rate = new LinkedHashMap<>();
    rate.put("limit", REQUESTS_IN_FIVE_MINUTES);
    rate.put("aggregate_key_type", "IP");
    rules.add(rule(4, "rate-limit", "action", "block", Map.of("rate_based_statement", rate)));
    acl.addOverride("rule", rules);
    new Wafv2WebAclAssociation(
        this,
        "association",
        Wafv2WebAclAssociationConfigA.builder()
            .resourceArn(props.loadBalancer().arn())
            .webAclArn(acl.getArn())
            .build());
  }

  private static Map<String, Object> managed(int priority, String name, List<String> counted) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("vendor_name", "AWS");
    group.put("name", name);
    if (!counted.isEmpty()) {
      List<Map<String, Object>> overrides = new ArrayList<>();
      for (String each : counted) {
        Map<String, Object> override = new LinkedHashMap<>();
        override.put("name", each);
        override.put("action_to_use", Map.of("count", Map.of()));
        overrides.add(override);
      }
      group.put("rule_action_override", overrides);
    }
    return rule(
        priority, name, "override_action", "none", Map.of("managed_rule_group_statement", group));
  }

  private static Map<String, Object> rule(
      int priority, String name, String actionKind, String action, Map<String, Object> statement) {
    Map<String, Object> visibility = new LinkedHashMap<>();
    visibility.put("cloudwatch_metrics_enabled", true);
    visibility.put("metric_name", name);
    visibility.put("sampled_requests_enabled", true);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("name", name);
    rule.put("priority", priority);
    rule.put(actionKind, Map.of(action, Map.of()));
    rule.put("statement", statement);
    rule.put("visibility_config", visibility);
    return rule;
  }
}
