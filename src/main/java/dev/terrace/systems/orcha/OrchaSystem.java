package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import dev.terrace.config.Environment;
import dev.terrace.systems.SystemDefinition;
import java.util.List;

/** Document processing: network → data → platform → observability → delivery. */
public final class OrchaSystem implements SystemDefinition<OrchaConfig> {

  @Override
  public String name() {
    return "orcha";
  }

  @Override
  public List<String> layers() {
    return List.of("network", "data", "platform", "observability", "delivery");
  }

  @Override
  public Class<OrchaConfig> configType() {
    return OrchaConfig.class;
  }

  @Override
  public void define(App app, Environment<OrchaConfig> environment) {
    OrchaNetworkStack network = new OrchaNetworkStack(app, environment);
    OrchaDataStack data = new OrchaDataStack(app, environment, network.outputs());
    OrchaPlatformStack platform =
        new OrchaPlatformStack(app, environment, network.outputs(), data.outputs());
    OrchaObservabilityStack observability =
        new OrchaObservabilityStack(app, environment, data.outputs(), platform.outputs());
    new OrchaDeliveryStack(
        app,
        environment,
        network.outputs(),
        data.outputs(),
        platform.outputs(),
        observability.outputs());
  }
}
