package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersion;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersionConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRule;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleAction;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleActionAuthenticateOidc;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleCondition;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConditionHostHeader;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConditionPathPattern;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConfig;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroup;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupConfig;
import com.hashicorp.cdktf.providers.aws.lb_target_group.LbTargetGroupHealthCheck;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordAlias;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.TargetGroupRef;
import dev.terrace.spec.Route;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * The way from a listener to a service: a target group with its health check, one rule a route, and
 * an alias record a host where there is a hosted zone. A change of the port or the name replaces
 * the target group.
 */
public final class ServiceRoute extends Construct {
  private final TargetGroupRef targetGroup;
  private final List<ITerraformDependable> rules = new ArrayList<>();

  /**
   * @param name the target group's whole name
   * @param routes with their hosts filled in
   * @param login for the routes that ask for one; null where none does
   * @param hostedZoneId null: no records
   */
  public record Props(
      String name,
      String vpcId,
      int port,
      String healthCheckPath,
      List<Route> routes,
      ListenerRef listener,
      LoadBalancerRef loadBalancer,
      OidcLogin login,
      String hostedZoneId) {}

  public ServiceRoute(Construct scope, String id, Props props) {
    super(scope, id);
    LbTargetGroup group =
        new LbTargetGroup(
            this,
            "target-group",
            LbTargetGroupConfig.builder()
                .name(Names.exact(Names.Kind.TARGET_GROUP, props.name()))
                .vpcId(props.vpcId())
                .targetType("ip")
                .protocol("HTTP")
                .port(props.port())
                .deregistrationDelay("60")
                .healthCheck(
                    LbTargetGroupHealthCheck.builder()
                        .enabled(true)
                        .protocol("HTTP")
                        .port("traffic-port")
                        .path(props.healthCheckPath())
                        .matcher("200")
                        .interval(30)
                        .timeout(5)
                        .healthyThreshold(2)
                        .unhealthyThreshold(3)
                        .build())
                .build());
    targetGroup = new TargetGroupRef(group.getArn(), group.getArnSuffix());
    for (Route route : props.routes()) {
      rules.add(rule(props, route));
      if (props.hostedZoneId() != null) {
        route.hosts().forEach(host -> record(props, host));
      }
    }
  }

  private LbListenerRule rule(Props props, Route route) {
    List<LbListenerRuleAction> actions = new ArrayList<>();
    if (route.login() == Route.Login.oidc) {
      actions.add(login(props.login(), route));
    }
    actions.add(
        LbListenerRuleAction.builder()
            .type("forward")
            .order(actions.size() + 1)
            .targetGroupArn(targetGroup.arn())
            .build());
    List<LbListenerRuleCondition> conditions = new ArrayList<>();
    if (!route.hosts().isEmpty()) {
      conditions.add(
          LbListenerRuleCondition.builder()
              .hostHeader(LbListenerRuleConditionHostHeader.builder().values(route.hosts()).build())
              .build());
    }
    if (!route.paths().isEmpty()) {
      conditions.add(
          LbListenerRuleCondition.builder()
              .pathPattern(
                  LbListenerRuleConditionPathPattern.builder().values(route.paths()).build())
              .build());
    }
    return new LbListenerRule(
        this,
        "rule-" + route.priority(),
        LbListenerRuleConfig.builder()
            .listenerArn(props.listener().arn())
            .priority(route.priority())
            .action(actions)
            .condition(conditions)
            .build());
  }

  /**
   * The provider has no write-only attribute for the client's secret: this is one of the exceptions
   * in docs/secrets.md.
   */
  private LbListenerRuleAction login(OidcLogin login, Route route) {
    DataAwsSecretsmanagerSecretVersion client =
        new DataAwsSecretsmanagerSecretVersion(
            this,
            "login-client-" + route.priority(),
            DataAwsSecretsmanagerSecretVersionConfig.builder()
                .secretId(login.client().arn())
                .build());
    String json =
        "jsondecode(data."
            + client.getTerraformResourceType()
            + "."
            + client.getFriendlyUniqueId()
            + ".secret_string)";
    return LbListenerRuleAction.builder()
        .type("authenticate-oidc")
        .order(1)
        .authenticateOidc(
            LbListenerRuleActionAuthenticateOidc.builder()
                .issuer(login.issuer())
                .authorizationEndpoint(login.authorizationEndpoint())
                .tokenEndpoint(login.tokenEndpoint())
                .userInfoEndpoint(login.userInfoEndpoint())
                .clientId("${" + json + ".client_id}")
                .clientSecret("${" + json + ".client_secret}")
                .scope("openid profile email")
                .onUnauthenticatedRequest("authenticate")
                .build())
        .build();
  }

  private void record(Props props, String host) {
    new Route53Record(
        this,
        "record-" + host.replace("*", "wildcard"),
        Route53RecordConfig.builder()
            .zoneId(props.hostedZoneId())
            .name(host)
            .type("A")
            .alias(
                Route53RecordAlias.builder()
                    .name(props.loadBalancer().dnsName())
                    .zoneId(props.loadBalancer().zoneId())
                    .evaluateTargetHealth(true)
                    .build())
            .build());
  }

  public TargetGroupRef targetGroup() {
    return targetGroup;
  }

  /** What a service waits for: ECS takes a target group only when a rule leads to it. */
  public List<ITerraformDependable> rules() {
    return List.copyOf(rules);
  }
}
