package dev.terrace.systems.coder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Overrides;
import dev.terrace.config.OwnName;
import dev.terrace.config.Problems;
import dev.terrace.config.Usage;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.StorageValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.config.value.UrlValues;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.OwnHosts;
import dev.terrace.spec.OwnNamesInAws;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What an environment of coder says. */
record CoderConfig(
    @JsonPropertyDescription("Begins the names of the resources, such as coder-production.")
        @Is(NameValues.NamePrefix.class)
        String namePrefix,
    @JsonPropertyDescription("AWS region, such as us-west-2.") @Is(NetworkValues.Region.class)
        String region,
    @StandardKeys.Zones List<String> zones,
    @JsonPropertyDescription("Tags on every resource that takes tags.")
        @Is(value = TagValues.TagValue.class, keys = TagValues.TagKey.class, mostEntries = 10)
        Map<String, String> tags,
    @JsonPropertyDescription("Where the state is stored.") BackendConfig backend,
    DomainSpec domain,
    CoderNetwork network,
    DatabaseSpec database,
    RedisSpec redis,
    FileSystem fileSystem,
    @OptionalKey @JsonPropertyDescription("Appended to the buckets' names, which are global.")
        String bucketSuffix,
    @JsonPropertyDescription("Prefix of the secrets' names: 'prod' gives prod/coder/database.")
        @Is(NameValues.SecretsPrefix.class)
        String secretsPrefix,
    @StandardKeys.SecretVersions Map<String, Integer> secretVersions,
    OidcProvider oidc,
    CustomLlm customLlm,
    Bedrock bedrock,
    @OptionalKey @JsonPropertyDescription("The models that LiteLLM offers.") LiteLlm litellm,
    CoderWorkspaces workspaces,
    Images images,
    @OptionalKey @JsonPropertyDescription("How images are pulled.") Registries registries,
    @StandardKeys.LogDays Integer logRetentionDays,
    @OptionalKey
        @JsonPropertyDescription(
            "Bucket that takes the load balancer's access logs; its policy must allow it. Empty: no access logs.")
        @Is(value = StorageValues.BucketName.class, orEmpty = true)
        String accessLogsBucket,
    @StandardKeys.LoggedConnections FlowLogs flowLogs,
    @StandardKeys.AccessLogs AccessLogsSpec accessLogs,
    @OptionalKey @JsonPropertyDescription("The load balancer.") AlbSpec alb,
    @JsonPropertyDescription(
            "The Fargate services by name; the name is the Cloud Map name as well.")
        @Is(keys = NameValues.ServiceName.class)
        LinkedHashMap<String, ServiceSpec> services,
    CoderAlarms alarms,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements StandardConfig {

  CoderConfig {
    bucketSuffix = bucketSuffix == null ? "" : bucketSuffix;
    secretVersions = secretVersions == null ? Map.of() : new TreeMap<>(secretVersions);
    accessLogsBucket =
        accessLogsBucket == null || accessLogsBucket.isBlank() ? null : accessLogsBucket;
    services = services == null ? new LinkedHashMap<>() : services;
    tags = tags == null ? Map.of() : new LinkedHashMap<>(tags);
    flowLogs = flowLogs == null ? FlowLogs.rejected : flowLogs;
    alb = alb == null ? AlbSpec.none() : alb;
    litellm = litellm == null ? LiteLlm.standard() : litellm;
    registries = registries == null ? Registries.none() : registries;
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  record FileSystem(
      @JsonPropertyDescription("bursting or elastic.") ThroughputMode throughputMode) {
    enum ThroughputMode {
      bursting,
      elastic
    }
  }

  record CustomLlm(
      @JsonPropertyDescription("Base URL of the custom models.") @Is(UrlValues.HttpUrl.class)
          String apiBase) {}

  record Images(
      @JsonPropertyDescription("Image with the AWS CLI that fetches LiteLLM's configuration.")
          @Is(ContainerValues.ImageReference.class)
          String configLoader,
      @JsonPropertyDescription("Image with psql that creates the databases and their users.")
          @Is(ContainerValues.ImageReference.class)
          String databaseSetup) {}

  @JsonIgnore
  @Override
  public Map<String, String> ownNames() {
    Map<String, String> own = new TreeMap<>();
    own.put("namePrefix", namePrefix);
    own.put("bucketSuffix", bucketSuffix);
    own.put("secretsPrefix", region + " " + secretsPrefix);
    AccessLogsSpec.addOwnName(own, accessLogs);
    return own;
  }

  @JsonIgnore
  @Override
  public String accountId() {
    return DomainSpec.accountId(domain);
  }

  @JsonIgnore
  @Override
  public Map<String, List<OwnName>> namesInAws() {
    OwnNamesInAws names = new OwnNamesInAws(StandardConfig.super.namesInAws());
    names.addBuckets(
        "bucketSuffix", CoderDataStack.BUCKETS.stream().map(this::bucketName).toList());
    names.addSecrets("secretsPrefix", CoderSecrets.NAMES, secretsPrefix + "/");
    names.addAccessLogs("bucketSuffix", accessLogs, bucketName("access-logs"));
    return names.byKey();
  }

  @JsonIgnore
  @Override
  public Map<String, List<String>> ownHosts() {
    OwnHosts own = new OwnHosts(placeholders(), "{domain}", "domain.name");
    services.forEach((name, service) -> service.addHosts(own, "services." + name));
    return own.byKey();
  }

  /** Begins the repositories that hold cached images of Docker Hub. */
  String dockerHubPrefix() {
    return namePrefix + "-docker-hub";
  }

  String namespace() {
    return namePrefix + ".local";
  }

  /** Where the bridge's parameters lie. */
  String bridgePath() {
    return "/" + namePrefix;
  }

  /** The name of one of coder's buckets, such as {@code coder-artifacts}. */
  String bucketName(String purpose) {
    return "coder-" + purpose + (bucketSuffix.isEmpty() ? "" : "-" + bucketSuffix);
  }

  String secretName(String name) {
    return secretsPrefix + "/" + name;
  }

  Map<String, ServiceSpec> servicesOf(String layer) {
    Map<String, ServiceSpec> chosen = new LinkedHashMap<>();
    services.forEach(
        (name, service) -> {
          if (service.layer().equals(layer)) {
            chosen.put(name, service);
          }
        });
    return chosen;
  }

  Placeholders placeholders() {
    Map<String, String> values = new TreeMap<>();
    values.put("region", region);
    values.put("namespace", namespace());
    if (domain != null && domain.name() != null) {
      values.put("domain", domain.name());
    }
    if (oidc != null && oidc.issuer() != null && oidc.tenantId() != null) {
      values.put("oidc.issuer", oidc.url(oidc.issuer()));
    }
    if (customLlm != null && customLlm.apiBase() != null) {
      values.put("customLlm.apiBase", customLlm.apiBase());
    }
    // Where it is missing or wrong, that alone is reported.
    values.put(
        "network.cidr", network == null || network.cidr() == null ? "" : network.cidr().toString());
    for (String bucket : CoderDataStack.BUCKETS) {
      values.put("bucket." + bucket, bucketName(bucket));
    }
    values.values().removeIf(Objects::isNull);
    return new Placeholders(values);
  }

  @Override
  public void check(Problems problems) {
    new CoderValidation(this).check(problems);
  }

  @JsonIgnore
  @Override
  public List<String> warnings() {
    return CoderWarnings.of(this);
  }
}
