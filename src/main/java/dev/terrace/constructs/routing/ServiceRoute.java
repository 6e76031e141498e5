package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersion;
import com.hashicorp.cdktf.providers.aws.data_aws_secretsmanager_secret_version.DataAwsSecretsmanagerSecretVersionConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRule;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleAction;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleActionAuthenticateCognito;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleActionAuthenticateOidc;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleCondition;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConditionHostHeader;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConditionPathPattern;
import com.hashicorp.cdktf.providers.aws.lb_listener_rule.LbListenerRuleConfig;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordAlias;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53RecordConfig;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/** The way from a listener to a target group: its rules, and an alias record for each host. */
public final class ServiceRoute extends Construct {
  private final List<ITerraformDependable> rules = new ArrayList<>();

  /**
   * One rule of the listener.
   *
   * @param hosts filled in, such as app.prod.company.com; none: any
   * @param paths such as /api/*; none: any
   * @param priority 1-50000, the lowest is tried first; a change replaces the rule
   * @param login what comes before the forward; null: nothing
   */
  public record Rule(List<String> hosts, List<String> paths, int priority, Login login) {}

  /**
   * @param rules none: the listener's default action leads here
   * @param records hosts of the zone that get an alias record
   * @param hostedZoneId null: no records
   * @param gapless when the listener changes, the new rules are there before the old ones go
   */
  public record Props(
      TargetGroupRef targetGroup,
      ListenerRef listener,
      LoadBalancerRef loadBalancer,
      List<Rule> rules,
      List<String> records,
      String hostedZoneId,
      boolean gapless) {

    public Props(
        TargetGroupRef targetGroup,
        ListenerRef listener,
        LoadBalancerRef loadBalancer,
        List<Rule> rules,
        List<String> records,
        String hostedZoneId) {
      this(targetGroup, listener, loadBalancer, rules, records, hostedZoneId, false);
    }

    public Props withoutGap() {
      return new Props(targetGroup, listener, loadBalancer, rules, records, hostedZoneId, true);
    }
  }

  public ServiceRoute(Construct scope, String id, Props props) {
    super(scope, id);
    props.rules().forEach(rule -> rules.add(rule(props, rule)));
    if (props.hostedZoneId() != null) {
      props.records().forEach(host -> record(props, host));
    }
  }

  private LbListenerRule rule(Props props, Rule rule) {
    List<LbListenerRuleAction> actions = new ArrayList<>();
    if (rule.login() != null) {
      actions.add(login(rule.login(), rule.priority()));
    }
    actions.add(
        LbListenerRuleAction.builder()
            .type("forward")
            .order(actions.size() + 1)
            .targetGroupArn(props.targetGroup().arn())
            .build());
    List<LbListenerRuleCondition> conditions = new ArrayList<>();
    if (!rule.hosts().isEmpty()) {
      conditions.add(
          LbListenerRuleCondition.builder()
              .hostHeader(LbListenerRuleConditionHostHeader.builder().values(rule.hosts()).build())
              .build());
    }
    if (!rule.paths().isEmpty()) {
      conditions.add(
          LbListenerRuleCondition.builder()
              .pathPattern(
                  LbListenerRuleConditionPathPattern.builder().values(rule.paths()).build())
              .build());
    }
    return new LbListenerRule(
        this,
        "rule-" + rule.priority(),
        LbListenerRuleConfig.builder()
            .listenerArn(props.listener().arn())
            .priority(rule.priority())
            .action(actions)
            .condition(conditions)
            .lifecycle(
                props.gapless()
                    ? TerraformResourceLifecycle.builder().createBeforeDestroy(true).build()
                    : null)
            .build());
  }

  private LbListenerRuleAction login(Login login, int priority) {
    if (login instanceof Login.Cognito cognito) {
      return LbListenerRuleAction.builder()
          .type("authenticate-cognito")
          .order(1)
          .authenticateCognito(
              LbListenerRuleActionAuthenticateCognito.builder()
                  .userPoolArn(cognito.userPoolArn())
                  .userPoolClientId(cognito.clientId())
                  .userPoolDomain(cognito.userPoolDomain())
                  .scope("openid profile email")
                  .onUnauthenticatedRequest("authenticate")
                  .build())
          .build();
    }
    return oidc((Login.Oidc) login, priority);
  }

  /**
   * The provider has no write-only attribute for the client's secret: this is one of the exceptions
   * in docs/secrets.md.
   */
  private LbListenerRuleAction oidc(Login.Oidc login, int priority) {
    DataAwsSecretsmanagerSecretVersion client =
        new DataAwsSecretsmanagerSecretVersion(
            this,
            "login-client-" + priority,
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

  /** A service waits for this: ECS accepts a target group only when a rule forwards to it. */
  public List<ITerraformDependable> rules() {
    return List.copyOf(rules);
  }
}
