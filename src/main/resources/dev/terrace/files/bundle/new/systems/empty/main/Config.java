package @package@;

import dev.terrace.config.BackendConfig;
import dev.terrace.config.Names;
import dev.terrace.config.Overrides;
import dev.terrace.config.Problems;
import dev.terrace.config.Usage;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
import dev.terrace.spec.web.NetworkSpec;
import java.util.List;
import java.util.Map;

/** What an environment of @name@ says. */
record @Class@Config(
    @StandardKeys.Prefix String namePrefix,
    @StandardKeys.Region String region,
    @StandardKeys.Zones List<String> zones,
    @StandardKeys.Tags Map<String, String> tags,
    BackendConfig backend,
    NetworkSpec network,
    @StandardKeys.LogDays Integer logRetentionDays,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements StandardConfig {

  @Class@Config {
    tags = StandardConfig.ordered(tags);
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  @Override
  public void check(Problems problems) {
    checkStandard(problems);
    if (Names.isWellFormed(namePrefix)) {
      Names.check(problems.at("namePrefix"), Names.Kind.ROLE, namePrefix + "-flow-logs");
    }
    if (network != null) {
      network.check(problems.at("network"), zones);
    }
  }
}
