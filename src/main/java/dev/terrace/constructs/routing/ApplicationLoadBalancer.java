package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.providers.aws.lb.Lb;
import com.hashicorp.cdktf.providers.aws.lb.LbAccessLogs;
import com.hashicorp.cdktf.providers.aws.lb.LbConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListener;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultAction;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultActionFixedResponse;
import dev.terrace.config.Names;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.SecurityGroupRef;
import java.util.List;
import software.constructs.Construct;

/**
 * An application load balancer with an HTTPS listener that answers 404 to what no rule takes. A
 * change of the name or of internal/public replaces it.
 */
public final class ApplicationLoadBalancer extends Construct {
  /**
   * AWS documentation "Security policies for your Application Load Balancer": the recommended one.
   */
  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  private final LoadBalancerRef ref;
  private final ListenerRef listener;

  /**
   * @param name the whole name
   * @param idleTimeoutSeconds 1-4000; a websocket that is silent for longer is cut
   * @param accessLogs bucket that takes the access logs, or null for none
   */
  public record Props(
      String name,
      boolean internal,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      CertificateRef certificate,
      int idleTimeoutSeconds,
      BucketRef accessLogs) {

    public Props {
      if (idleTimeoutSeconds < 1 || idleTimeoutSeconds > 4000) {
        throw new IllegalArgumentException(
            "load balancer '"
                + name
                + "': idle timeout must be 1-4000 s, got "
                + idleTimeoutSeconds);
      }
    }
  }

  public ApplicationLoadBalancer(Construct scope, String id, Props props) {
    super(scope, id);
    LbConfig.Builder config =
        LbConfig.builder()
            .name(Names.exact(Names.Kind.LOAD_BALANCER, props.name()))
            .loadBalancerType("application")
            .internal(props.internal())
            .subnets(props.subnetIds())
            .securityGroups(List.of(props.securityGroup().id()))
            .idleTimeout(props.idleTimeoutSeconds())
            .dropInvalidHeaderFields(true);
    if (props.accessLogs() != null) {
      config.accessLogs(
          LbAccessLogs.builder()
              .bucket(props.accessLogs().name())
              .prefix(props.name())
              .enabled(true)
              .build());
    }
    Lb loadBalancer = new Lb(this, "load-balancer", config.build());
    LbListener https =
        new LbListener(
            this,
            "https",
            LbListenerConfig.builder()
                .loadBalancerArn(loadBalancer.getArn())
                .port(443)
                .protocol("HTTPS")
                .sslPolicy(TLS_POLICY)
                .certificateArn(props.certificate().arn())
                .defaultAction(
                    List.of(
                        LbListenerDefaultAction.builder()
                            .type("fixed-response")
                            .fixedResponse(
                                LbListenerDefaultActionFixedResponse.builder()
                                    .contentType("text/plain")
                                    .messageBody("no such host")
                                    .statusCode("404")
                                    .build())
                            .build()))
                .build());
    ref =
        new LoadBalancerRef(
            loadBalancer.getArn(),
            loadBalancer.getArnSuffix(),
            loadBalancer.getDnsName(),
            loadBalancer.getZoneId());
    listener = new ListenerRef(https.getArn());
  }

  public LoadBalancerRef ref() {
    return ref;
  }

  public ListenerRef listener() {
    return listener;
  }
}
