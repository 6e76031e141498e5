package @package@;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Names;
import dev.terrace.config.Overrides;
import dev.terrace.config.Problems;
import dev.terrace.config.Usage;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
import dev.terrace.spec.Subnets;
import dev.terrace.spec.web.AlertSpec;
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
    Instances instances,
    AlertSpec alarms,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements StandardConfig {

  @Class@Config {
    tags = StandardConfig.ordered(tags);
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  record Instances(
      @JsonPropertyDescription("Instance type with an ARM processor, such as t4g.small.")
          @Is(AwsIds.ArmInstanceType.class)
          String type,
      @JsonPropertyDescription("How many run, 1-100.") @Between(least = 1, most = 100)
          Integer count,
      @JsonPropertyDescription("Root volume in GiB, 8-16384.") @Between(least = 8, most = 16384)
          Integer volumeGiB) {}

  @Override
  public void check(Problems problems) {
    checkStandard(problems);
    if (Names.isWellFormed(namePrefix)) {
      Names.check(problems.at("namePrefix"), Names.Kind.ROLE, namePrefix + "-instances");
    }
    if (network != null) {
      network.check(problems.at("network"), zones);
      if (instances != null && instances.count() != null) {
        Subnets.checkRoom(
            problems.at("network").at("appSubnets"), network.appSubnets(), instances.count());
      }
    }
  }
}
