package dev.terrace.constructs.routing;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.lb.Lb;
import com.hashicorp.cdktf.providers.aws.lb.LbAccessLogs;
import com.hashicorp.cdktf.providers.aws.lb.LbConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListener;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerConfig;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultAction;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultActionFixedResponse;
import com.hashicorp.cdktf.providers.aws.lb_listener.LbListenerDefaultActionRedirect;
import com.hashicorp.cdktf.providers.aws.lb_listener_certificate.LbListenerCertificate;
import com.hashicorp.cdktf.providers.aws.lb_listener_certificate.LbListenerCertificateConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.CertificateRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * An application load balancer; its listeners are added. A change of the name or of internal/public
 * replaces it.
 */
public final class ApplicationLoadBalancer extends Construct {
  /**
   * AWS documentation "Security policies for your Application Load Balancer": the recommended one.
   */
  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  private final LoadBalancerRef ref;
  private final List<ITerraformDependable> listeners = new ArrayList<>();

  /** What happens to a request that no rule takes. */
  public sealed interface DefaultAction {

    /** It is answered with 404. */
    record NotFound() implements DefaultAction {}

    /** It goes to these targets. */
    record Forward(TargetGroupRef targetGroup) implements DefaultAction {}

    /** It is sent to the same host and path on 443. */
    record RedirectToHttps() implements DefaultAction {}
  }

  /**
   * @param name the whole name
   * @param idleTimeoutSeconds 1-4000; a websocket that is silent for longer is cut
   * @param accessLogs bucket that takes the access logs, or null for none
   * @param deletionProtection AWS refuses to delete it until that is lifted
   */
  public record Props(
      String name,
      boolean internal,
      List<String> subnetIds,
      SecurityGroupRef securityGroup,
      int idleTimeoutSeconds,
      BucketRef accessLogs,
      boolean deletionProtection) {

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
    if (props.deletionProtection()) {
      config.enableDeletionProtection(true);
    }
    if (props.accessLogs() != null) {
      config.accessLogs(
          LbAccessLogs.builder()
              .bucket(props.accessLogs().name())
              .prefix(props.name())
              .enabled(true)
              .build());
    }
    Lb loadBalancer = new Lb(this, "load-balancer", config.build());
    ref =
        new LoadBalancerRef(
            loadBalancer.getArn(),
            loadBalancer.getArnSuffix(),
            loadBalancer.getDnsName(),
            loadBalancer.getZoneId());
  }

  /** Listens on 443. */
  public ListenerRef https(CertificateRef certificate, DefaultAction defaultAction) {
    return listener(
        "https",
        LbListenerConfig.builder()
            .loadBalancerArn(ref.arn())
            .port(443)
            .protocol("HTTPS")
            .sslPolicy(TLS_POLICY)
            .certificateArn(certificate.arn())
            .defaultAction(List.of(action(defaultAction))));
  }

  /**
   * Listens on 80. Another default action changes the listener in place, so that a system without a
   * certificate can be given one later: add {@link #https} first, and this one waits for it before
   * it redirects.
   */
  public ListenerRef http(DefaultAction defaultAction) {
    LbListenerConfig.Builder config = plain(defaultAction);
    if (!listeners.isEmpty()) {
      config.dependsOn(listeners());
    }
    return listener("http", config);
  }

  /** Listens on 80 and sends everybody to 443, from the first day on. */
  public ApplicationLoadBalancer redirectHttpToHttps() {
    listener("http-redirect", plain(new DefaultAction.RedirectToHttps()));
    return this;
  }

  private LbListenerConfig.Builder plain(DefaultAction defaultAction) {
    return LbListenerConfig.builder()
        .loadBalancerArn(ref.arn())
        .port(80)
        .protocol("HTTP")
        .defaultAction(List.of(action(defaultAction)));
  }

  private ListenerRef listener(String id, LbListenerConfig.Builder config) {
    LbListener listener = new LbListener(this, id, config.build());
    listeners.add(listener);
    return new ListenerRef(listener.getArn());
  }

  /** One more certificate of an HTTPS listener, chosen by the name that a client asks for (SNI). */
  public ApplicationLoadBalancer alsoServe(
      String name, ListenerRef https, CertificateRef certificate) {
    new LbListenerCertificate(
        this,
        "certificate-" + name,
        LbListenerCertificateConfig.builder()
            .listenerArn(https.arn())
            .certificateArn(certificate.arn())
            .build());
    return this;
  }

  private static LbListenerDefaultAction action(DefaultAction action) {
    if (action instanceof DefaultAction.Forward forward) {
      return LbListenerDefaultAction.builder()
          .type("forward")
          .targetGroupArn(forward.targetGroup().arn())
          .build();
    }
    if (action instanceof DefaultAction.RedirectToHttps) {
      return LbListenerDefaultAction.builder()
          .type("redirect")
          .redirect(
              LbListenerDefaultActionRedirect.builder()
                  .protocol("HTTPS")
                  .port("443")
                  .statusCode("HTTP_301")
                  .build())
          .build();
    }
    return LbListenerDefaultAction.builder()
        .type("fixed-response")
        .fixedResponse(
            LbListenerDefaultActionFixedResponse.builder()
                .contentType("text/plain")
                .messageBody("no such host")
                .statusCode("404")
                .build())
        .build();
  }

  /** A service behind a default action waits for this. */
  public List<ITerraformDependable> listeners() {
    return List.copyOf(listeners);
  }

  public LoadBalancerRef ref() {
    return ref;
  }
}
