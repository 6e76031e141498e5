package dev.terrace.systems.orcha;

import com.hashicorp.cdktf.App;
import dev.terrace.check.Rule;
import dev.terrace.config.ConfigChange;
import dev.terrace.config.Environment;
import dev.terrace.layers.SystemBridge;
import dev.terrace.layers.SystemDefinition;
import java.util.List;
import java.util.Optional;

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
  public Optional<SystemBridge<OrchaConfig>> bridge() {
    return Optional.of(new SystemBridge<>(OrchaBridge.CONTRACT, OrchaConfig::bridgePath));
  }

  @Override
  public List<ConfigChange> options() {
    return List.of(
        ConfigChange.of("options.natGateways", "one"),
        ConfigChange.of("options.natGateways", "onePerZone"),
        ConfigChange.of("options.highAvailability", true),
        ConfigChange.of("options.waf", true),
        ConfigChange.of("options.s3GatewayEndpoint", true),
        ConfigChange.of("database.multiAz", true));
  }

  @Override
  public List<Rule> rules() {
    return List.of(new DeploymentFilesRule());
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
