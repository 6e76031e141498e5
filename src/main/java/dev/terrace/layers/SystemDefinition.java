package dev.terrace.layers;

import com.hashicorp.cdktf.App;
import dev.terrace.check.Rule;
import dev.terrace.config.ConfigChange;
import dev.terrace.config.ConfigType;
import dev.terrace.config.Environment;
import dev.terrace.config.SystemConfig;
import java.util.List;
import java.util.Optional;

/**
 * A system: a whole AWS platform, as layers that build on one another.
 *
 * @param <C> the record that its environments' files are read into
 */
public interface SystemDefinition<C extends SystemConfig> extends ConfigType<C> {

  /** The name of its folder below {@code environments/}. */
  String name();

  /** The layers in the order in which they build on one another. */
  @Override
  List<String> layers();

  /**
   * What its environments publish for Terraform workspaces outside of this project, if anything.
   */
  default Optional<SystemBridge<C>> bridge() {
    return Optional.empty();
  }

  /** Switches of an environment whose price is worth knowing. */
  default List<ConfigChange> options() {
    return List.of();
  }

  /** Rules of this system, in addition to Terrace's. */
  default List<Rule> rules() {
    return List.of();
  }

  /** Adds the stacks of one environment to the app. */
  void define(App app, Environment<C> environment);

  /**
   * @throws ClassCastException when the environment was read for another system
   */
  default void defineUnchecked(App app, Environment<?> environment) {
    define(app, new Environment<>(environment.id(), configType().cast(environment.config())));
  }

  /**
   * The path that an environment publishes under; empty for a system that publishes nothing.
   *
   * @throws ClassCastException when the environment was read for another system
   */
  default Optional<String> bridgePathUnchecked(Environment<?> environment) {
    return bridge().map(bridge -> bridge.path().apply(configType().cast(environment.config())));
  }
}
