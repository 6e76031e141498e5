package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Backend;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.Names;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Overrides;
import dev.terrace.config.Problems;
import dev.terrace.config.SystemConfig;
import dev.terrace.config.Usage;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an environment of alva says. */
record AlvaConfig(
    @JsonPropertyDescription("Begins the names of the resources, such as alva-staging.")
        @Is(NameValues.NamePrefix.class)
        String namePrefix,
    @JsonPropertyDescription(
            "Begins the names of services and task definitions: alva makes alva-web and"
                + " alva-migrations. Another one for each environment of an account.")
        @Is(NameValues.NamePrefix.class)
        String servicePrefix,
    @JsonPropertyDescription("AWS region, such as us-east-1.") @Is(NetworkValues.Region.class)
        String region,
    @JsonPropertyDescription(
            "Two or more zones of the region; as many as there are subnets in a tier.")
        @Is(value = NetworkValues.Zone.class, distinct = true)
        List<String> zones,
    @JsonPropertyDescription("Tags on every resource that takes tags.")
        @Is(value = TagValues.TagValue.class, keys = TagValues.TagKey.class, mostEntries = 49)
        Map<String, String> tags,
    @JsonPropertyDescription("Where the state is stored.") BackendConfig backend,
    @OptionalKey
        @JsonPropertyDescription(
            "Absent: paths on the load balancer's own name, over HTTP. Given: HTTPS, with a host"
                + " for each service.")
        DomainSpec domain,
    Network network,
    DatabaseSpec database,
    RedisSpec redis,
    @OptionalKey
        @JsonPropertyDescription(
            "Version by secret's name without the prefix, 1 and up; a higher one generates a new"
                + " value.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Map<String, Integer> secretVersions,
    @JsonPropertyDescription(
            "The services by name, which is the Cloud Map name and the repository's as well.")
        @Is(keys = NameValues.ServiceName.class)
        LinkedHashMap<String, AlvaServiceSpec> services,
    MigrationTask migrations,
    AlvaDelivery delivery,
    @JsonPropertyDescription("Days that logs are kept; the values that CloudWatch Logs takes.")
        Integer logRetentionDays,
    @OptionalKey
        @JsonPropertyDescription(
            "none, rejected or all: which connections of the VPC are logged; default: rejected.")
        FlowLogs flowLogs,
    @OptionalKey
        @JsonPropertyDescription(
            "Access logs of the load balancer and of the buckets; absent: none.")
        AccessLogsSpec accessLogs,
    @OptionalKey @JsonPropertyDescription("The load balancer.") AlbSpec alb,
    AlvaAlarms alarms,
    @OptionalKey @JsonPropertyDescription("What a month is assumed to bring, for 'terrace cost'.")
        Usage usage,
    @OptionalKey
        @JsonPropertyDescription(
            "Names, descriptions and keys that adopted resources keep, by layer/construct path and"
                + " attribute.")
        Map<String, Map<String, String>> overrides)
    implements SystemConfig {

  AlvaConfig {
    tags = tags == null ? Map.of() : new LinkedHashMap<>(tags);
    secretVersions = secretVersions == null ? Map.of() : new TreeMap<>(secretVersions);
    services = services == null ? new LinkedHashMap<>() : services;
    flowLogs = flowLogs == null ? FlowLogs.rejected : flowLogs;
    alb = alb == null ? AlbSpec.none() : alb;
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  record Network(
      @JsonPropertyDescription("Block of the VPC, /16 to /28.") Cidr cidr,
      @JsonPropertyDescription("one (for all zones) or onePerZone.") NatGateways natGateways,
      @JsonPropertyDescription("One block a zone, inside the VPC's.") List<Cidr> publicSubnets,
      @JsonPropertyDescription("One block a zone; egress through NAT.")
          List<Cidr> privateSubnets) {}

  @JsonIgnore
  @Override
  public Backend stateBackend() {
    return backend.resolve(region);
  }

  @JsonIgnore
  @Override
  public Map<String, String> ownNames() {
    Map<String, String> own = new TreeMap<>();
    own.put("namePrefix", namePrefix);
    own.put("servicePrefix", servicePrefix);
    AccessLogsSpec.addOwnName(own, accessLogs);
    return own;
  }

  @JsonIgnore
  @Override
  public Map<String, List<String>> ownHosts() {
    return domain == null ? Map.of() : addresses().ownHosts();
  }

  Names names() {
    return new Names(namePrefix);
  }

  /** The whole name of a service or a task definition, such as {@code alva-web}. */
  String serviceName(String name) {
    return servicePrefix + "-" + name;
  }

  String namespace() {
    return namePrefix + ".local";
  }

  String secretName(String name) {
    return namePrefix + "-" + name;
  }

  int secretVersion(String name) {
    return secretVersions.getOrDefault(name, 1);
  }

  String repositoryName(String service) {
    return namePrefix + "/" + service;
  }

  String imageTagParameter() {
    return "/" + namePrefix + "/image-tag";
  }

  /** The tag that a service runs; its release writes it once the service is stable. */
  String imageTagParameter(String service) {
    return "/" + namePrefix + "/image-tags/" + service;
  }

  /** Where the bridge's parameters lie, apart from what the delivery writes. */
  String bridgePath() {
    return "/" + namePrefix + "/bridge";
  }

  /** The service that takes what no path takes. */
  String defaultService() {
    return services.entrySet().stream()
        .filter(entry -> entry.getValue().isDefault())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Where the services are reached. */
  AlvaAddresses addresses() {
    return new AlvaAddresses(domain, services, namespace());
  }

  @Override
  public void check(Problems problems) {
    new AlvaValidation(this).check(problems);
  }

  @JsonIgnore
  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (domain == null) {
      warnings.add(
          "domain: is absent, so that everything, passwords and cookies too, is sent over plain"
              + " HTTP");
    } else if (domain.certificateArn() == null && domain.hostedZoneId() == null) {
      warnings.add(
          "domain: without hostedZoneId no records are made, and the certificate is validated by"
              + " hand: while the platform layer is deployed, create the CNAMEs that AWS"
              + " Certificate Manager shows for it; the deploy waits for them");
    }
    warnings.addAll(Subnets.warnings("network.cidr", network.cidr()));
    if (alarms.email() == null) {
      warnings.add("alarms.email: is empty, so that nobody is told of an alarm");
    }
    return warnings;
  }
}
