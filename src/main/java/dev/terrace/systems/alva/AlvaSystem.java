package dev.terrace.systems.alva;

import com.hashicorp.cdktf.App;
import dev.terrace.config.ConfigChange;
import dev.terrace.config.Environment;
import dev.terrace.layers.SystemBridge;
import dev.terrace.layers.SystemDefinition;
import java.util.List;
import java.util.Optional;

/** The web product: network → data → platform → observability → delivery. */
public final class AlvaSystem implements SystemDefinition<AlvaConfig> {

  @Override
  public String name() {
    return "alva";
  }

  @Override
  public List<String> layers() {
    return List.of("network", "data", "platform", "observability", "delivery");
  }

  @Override
  public Class<AlvaConfig> configType() {
    return AlvaConfig.class;
  }

  @Override
  public Optional<SystemBridge<AlvaConfig>> bridge() {
    return Optional.of(new SystemBridge<>(AlvaBridge.CONTRACT, AlvaConfig::bridgePath));
  }

  @Override
  public List<ConfigChange> options() {
    return List.of(
        ConfigChange.of("network.natGateways", "onePerZone"),
        ConfigChange.of("database.multiAz", true),
        ConfigChange.of("redis.replicas", 1));
  }

  @Override
  public void define(App app, Environment<AlvaConfig> environment) {
    AlvaNetworkStack network = new AlvaNetworkStack(app, environment);
    AlvaDataStack data = new AlvaDataStack(app, environment, network.outputs());
    AlvaPlatformStack platform =
        new AlvaPlatformStack(app, environment, network.outputs(), data.outputs());
    new AlvaObservabilityStack(app, environment, data.outputs(), platform.outputs());
    new AlvaDeliveryStack(app, environment, platform.outputs());
  }
}
