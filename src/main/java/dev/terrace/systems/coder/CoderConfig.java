package dev.terrace.systems.coder;

import dev.terrace.config.*;
import java.util.*;

public record CoderConfig(
    String region,
    Map<String, String> tags,
    BackendConfig backend,
    List<String> zones,
    Cidr vpcCidr)
    implements SystemConfig {
  @Override
  public void check(Problems problems) {
    if (backend != null) backend.check(problems.at("backend"));
  }

  @Override
  public Backend stateBackend() {
    return backend.resolve(region);
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }
}
