package dev.terrace.actions.deploy.recovery;

import java.util.Map;
import java.util.stream.Stream;

/**
 * Elastic Load Balancing: load balancers and target groups by name, listeners by port, rules by
 * priority; a listener has each priority once ({@code PriorityInUse}).
 */
final class BalancerFinders {
  static final Map<String, Finder> FINDERS =
      Map.of(
          "aws_lb",
          (aws, wanted) -> named(aws, wanted, "LoadBalancers", "LoadBalancerArn"),
          "aws_lb_target_group",
          (aws, wanted) -> named(aws, wanted, "TargetGroups", "TargetGroupArn"),
          "aws_lb_listener",
          (aws, wanted) ->
              wanted.value("load_balancer_arn").stream()
                  .flatMap(arn -> aws.loadBalancing("Listeners", "LoadBalancerArn", arn))
                  .filter(each -> wanted.is(each.path("Port"), "port"))
                  .map(each -> each.path("ListenerArn").asText()),
          "aws_lb_listener_rule",
          (aws, wanted) ->
              wanted.value("listener_arn").stream()
                  .flatMap(arn -> aws.loadBalancing("Rules", "ListenerArn", arn))
                  .filter(each -> wanted.is(each.path("Priority"), "priority"))
                  .map(each -> each.path("RuleArn").asText()));

  private BalancerFinders() {}

  private static Stream<String> named(AwsLists aws, Wanted wanted, String what, String id) {
    return wanted.value("name").stream()
        .flatMap(name -> aws.loadBalancing(what, "Names.member.1", name))
        .map(each -> each.path(id).asText());
  }
}
