package dev.terrace.layers;

import dev.terrace.bridge.BridgeContract;
import dev.terrace.config.SystemConfig;
import java.util.function.Function;

/**
 * What a system's environments publish for Terraform workspaces outside of this project.
 *
 * @param path the path that an environment publishes under, such as {@code /coder-production}
 * @param layer whose stack publishes
 */
public record SystemBridge<C extends SystemConfig>(
    BridgeContract contract, Function<C, String> path, String layer) {
  private static final String PLATFORM = "platform";

  /** The layer {@code platform} publishes. */
  public SystemBridge(BridgeContract contract, Function<C, String> path) {
    this(contract, path, PLATFORM);
  }
}
