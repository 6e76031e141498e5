package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Overrides;
import dev.terrace.config.OwnName;
import dev.terrace.config.Problems;
import dev.terrace.config.Usage;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.constructs.delivery.GithubIdentityProvider;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.OwnNamesInAws;
import dev.terrace.spec.PublishedServices;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
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
    @StandardKeys.Zones List<String> zones,
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
    @StandardKeys.SecretVersions Map<String, Integer> secretVersions,
    @JsonPropertyDescription(
            "The services by name, which is the Cloud Map name and the repository's as well.")
        @Is(keys = NameValues.ServiceName.class)
        LinkedHashMap<String, AlvaServiceSpec> services,
    MigrationTask migrations,
    AlvaDelivery delivery,
    @StandardKeys.LogDays Integer logRetentionDays,
    @StandardKeys.LoggedConnections FlowLogs flowLogs,
    @StandardKeys.AccessLogs AccessLogsSpec accessLogs,
    @OptionalKey @JsonPropertyDescription("The load balancer.") AlbSpec alb,
    AlvaAlarms alarms,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements StandardConfig {

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
  public Map<String, String> ownNames() {
    Map<String, String> own = new TreeMap<>();
    own.put("namePrefix", namePrefix);
    own.put("servicePrefix", servicePrefix);
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
    names.addSecrets("namePrefix", AlvaSecrets.CATALOG.names(), namePrefix + "-");
    names.addAccessLogs("namePrefix", accessLogs, namePrefix + "-access-logs");
    if (delivery.oidcProvider() == AlvaDelivery.OidcProvider.made) {
      names.add(
          "delivery.oidcProvider", OwnName.Kind.IDENTITY_PROVIDER, GithubIdentityProvider.HOST);
    }
    return names.byKey();
  }

  @JsonIgnore
  @Override
  public Map<String, List<String>> ownHosts() {
    return domain == null ? Map.of() : addresses().ownHosts();
  }

  /** The whole name of a service or a task definition, such as {@code alva-web}. */
  String serviceName(String name) {
    return servicePrefix + "-" + name;
  }

  String namespace() {
    return namePrefix + ".local";
  }

  /** Where the bridge's parameters lie, apart from what the delivery writes. */
  String bridgePath() {
    return "/" + namePrefix + "/bridge";
  }

  /** The service that takes what no path takes. */
  String defaultService() {
    return new PublishedServices<>(services).defaultService();
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
    } else {
      domain.validatedByHand().ifPresent(warnings::add);
    }
    warnings.addAll(Subnets.warnings("network.cidr", network.cidr()));
    if (alarms.email() == null) {
      warnings.add("alarms.email: is empty, so that nobody is notified of an alarm");
    }
    return warnings;
  }
}
