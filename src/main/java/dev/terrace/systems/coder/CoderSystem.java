package dev.terrace.systems.coder;

import com.hashicorp.cdktf.App;
import dev.terrace.config.ConfigChange;
import dev.terrace.config.Environment;
import dev.terrace.layers.SystemBridge;
import dev.terrace.layers.SystemDefinition;
import java.util.List;
import java.util.Optional;

/** The AI development platform: network → data → platform → observability. */
public final class CoderSystem implements SystemDefinition<CoderConfig> {

  @Override
  public String name() {
    return "coder";
  }

  @Override
  public List<String> layers() {
    return List.of("network", "data", "platform", "observability");
  }

  @Override
  public Class<CoderConfig> configType() {
    return CoderConfig.class;
  }

  @Override
  public Optional<SystemBridge<CoderConfig>> bridge() {
    return Optional.of(new SystemBridge<>(CoderBridge.CONTRACT, CoderConfig::bridgePath));
  }

  @Override
  public List<ConfigChange> options() {
    return List.of(
        ConfigChange.of("network.natGateways", "onePerZone"),
        ConfigChange.of("database.multiAz", true));
  }

  @Override
  public void define(App app, Environment<CoderConfig> environment) {
    CoderNetworkStack network = new CoderNetworkStack(app, environment);
    CoderDataStack data = new CoderDataStack(app, environment, network.outputs());
    CoderPlatformStack platform =
        new CoderPlatformStack(app, environment, network.outputs(), data.outputs());
    new CoderObservabilityStack(
        app, environment, network.outputs(), data.outputs(), platform.outputs());
  }
}
