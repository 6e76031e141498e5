package @package@;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.layers.StandardStack;

/** The load balancer and the services. */
final class @Class@PlatformStack extends StandardStack<@Class@Config, FargateWeb.Refs> {
  @Class@PlatformStack(
      App app,
      Environment<@Class@Config> environment,
      WebNetwork.Refs network,
      @Class@DataStack.Outputs data) {
    super(app, environment, "platform");
    ServiceWiring wiring =
        ServiceWiring.none().withBucket("UPLOADS_BUCKET", data.uploads(), data.data().key());
    FargateWeb web = new FargateWeb(this, config.webProps(network, data.data(), data.accessLogs()));
    publish(web.addAll(config.services(), wiring).refs());
    output("load_balancer_dns_name", outputs().loadBalancer().dnsName(), "Load balancer");
  }
}
