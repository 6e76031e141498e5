package com.example.shop;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.constructs.network.WebNetwork;
import dev.terrace.constructs.service.FargateWeb;
import dev.terrace.constructs.service.ServiceWiring;
import dev.terrace.layers.StandardStack;
import java.util.Map;

/** The load balancer and the services. */
final class ShopPlatformStack extends StandardStack<ShopConfig, FargateWeb.Refs> {
  ShopPlatformStack(
      App app,
      Environment<ShopConfig> environment,
      WebNetwork.Refs network,
      ShopDataStack.Outputs data) {
    super(app, environment, "platform");
    ServiceWiring wiring =
        ServiceWiring.none()
            .withEnvironment(Map.of("REDIS_URL", data.redis().url()))
            .withBucket("UPLOADS_BUCKET", data.uploads(), data.data().key())
            .withQueue("ORDERS_QUEUE_URL", data.orders().queue());
    FargateWeb web = new FargateWeb(this, config.webProps(network, data.data(), data.accessLogs()));
    publish(web.addAll(config.services(), wiring).refs());
    output("load_balancer_dns_name", outputs().loadBalancer().dnsName(), "Load balancer");
  }
}
