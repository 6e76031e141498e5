package com.example.shop;

import dev.terrace.config.BackendConfig;
import dev.terrace.config.Overrides;
import dev.terrace.config.Usage;
import dev.terrace.layers.WebConfig;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
import dev.terrace.spec.web.AlertSpec;
import dev.terrace.spec.web.NetworkSpec;
import dev.terrace.spec.web.SecretSpec;
import java.util.List;
import java.util.Map;

/** What an environment of shop says. */
record ShopConfig(
    @StandardKeys.Prefix String namePrefix,
    @StandardKeys.Region String region,
    @StandardKeys.Zones List<String> zones,
    @StandardKeys.Tags Map<String, String> tags,
    BackendConfig backend,
    DomainSpec domain,
    NetworkSpec network,
    DatabaseSpec database,
    RedisSpec redis,
    @StandardKeys.Secrets Map<String, SecretSpec> secrets,
    @StandardKeys.SecretVersions Map<String, Integer> secretVersions,
    @StandardKeys.Services Map<String, ServiceSpec> services,
    @StandardKeys.LogDays Integer logRetentionDays,
    @StandardKeys.AccessLogs AccessLogsSpec accessLogs,
    AlertSpec alarms,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements WebConfig {

  ShopConfig {
    tags = StandardConfig.ordered(tags);
    secrets = StandardConfig.ordered(secrets);
    secretVersions = StandardConfig.ordered(secretVersions);
    services = StandardConfig.ordered(services);
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }
}
