package dev.terrace.support;

import com.hashicorp.cdktf.App;
import dev.terrace.bridge.BridgeContract;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.Problems;
import dev.terrace.config.SystemConfig;
import dev.terrace.layers.SystemBridge;
import dev.terrace.layers.SystemDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Systems of a project of one's own, as another jar of the class path lists them. */
public final class OtherSystems {
  private OtherSystems() {}

  /** A system without stacks. */
  public abstract static class Empty implements SystemDefinition<Config> {
    private final String name;

    Empty(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<String> layers() {
      return List.of("data");
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public void define(App app, Environment<Config> environment) {}
  }

  /** The least that a configuration has. */
  public record Config(String region) implements SystemConfig {
    @Override
    public Map<String, String> tags() {
      return Map.of();
    }

    @Override
    public Backend stateBackend() {
      return new Backend.Local();
    }

    @Override
    public void check(Problems problems) {}
  }

  /** First by name. */
  public static final class Bakery extends Empty {
    public Bakery() {
      super("bakery");
    }
  }

  /** Publishes from a layer. */
  public abstract static class Publisher extends Empty {
    private final String layer;

    Publisher(String layer) {
      super("publisher");
      this.layer = layer;
    }

    @Override
    public Optional<SystemBridge<Config>> bridge() {
      BridgeContract contract =
          BridgeContract.first("publisher", "publisher-bridge")
              .id("vpc-id", "VPC", "network/vpc.id");
      return Optional.of(new SystemBridge<>(contract, config -> "/publisher", layer));
    }
  }

  /** Has the layer that it publishes from. */
  public static final class DataPublisher extends Publisher {
    public DataPublisher() {
      super("data");
    }
  }

  /** Has no such layer. */
  public static final class PlatformPublisher extends Publisher {
    public PlatformPublisher() {
      super("platform");
    }
  }

  /** Second by name. */
  public static final class Florist extends Empty {
    public Florist() {
      super("florist");
    }
  }

  /** Has the name of one of Terrace's. */
  public static final class SecondCoder extends Empty {
    public SecondCoder() {
      super("coder");
    }
  }

  /** Has a name that no folder can have. */
  public static final class Shouting extends Empty {
    public Shouting() {
      super("SHOP");
    }
  }

  /** Cannot be created. */
  public static final class Failing extends Empty {
    public Failing() {
      super("failing");
      throw new IllegalStateException("no licence");
    }
  }
}
