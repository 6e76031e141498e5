package dev.terrace.docs;

import dev.terrace.config.Backend;
import dev.terrace.config.Problems;
import dev.terrace.config.SystemConfig;
import dev.terrace.config.Usage;
import java.util.List;
import java.util.Map;

/** The configuration of the README's example. */
record ShopConfig(String accountId, String region) implements SystemConfig {

  @Override
  public Map<String, String> tags() {
    return Map.of("system", "shop");
  }

  @Override
  public Backend stateBackend() {
    return new Backend.Local();
  }

  @Override
  public Usage usage() {
    return null;
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public void check(Problems problems) {}
}
