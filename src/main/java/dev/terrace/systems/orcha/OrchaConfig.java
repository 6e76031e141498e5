package dev.terrace.systems.orcha;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.BackendConfig;
import dev.terrace.config.Cidr;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Overrides;
import dev.terrace.config.OwnName;
import dev.terrace.config.Problems;
import dev.terrace.config.Usage;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContactValues;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.OwnHosts;
import dev.terrace.spec.OwnNamesInAws;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.PublishedServices;
import dev.terrace.spec.StandardConfig;
import dev.terrace.spec.StandardKeys;
import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an environment of orcha says. */
record OrchaConfig(
    @JsonPropertyDescription("Begins the names of the resources, such as v1-orcha.")
        @Is(NameValues.NamePrefix.class)
        String namePrefix,
    @JsonPropertyDescription("AWS region, such as eu-central-1.") @Is(NetworkValues.Region.class)
        String region,
    @StandardKeys.Zones List<String> zones,
    @JsonPropertyDescription(
            "The account's id, 12 digits; part of the buckets' names, which are global.")
        @Is(AwsIds.AccountId.class)
        String accountId,
    @JsonPropertyDescription("Tags on every resource that takes tags.")
        @Is(value = TagValues.TagValue.class, keys = TagValues.TagKey.class, mostEntries = 10)
        Map<String, String> tags,
    @JsonPropertyDescription("Where the state is stored.") BackendConfig backend,
    @JsonPropertyDescription(
            "Domain of the hosted zone that is created, such as prod.getorcha.com; delegate it with"
                + " deploy/orcha/scripts/delegate-subdomain.sh.")
        @Is(HostValues.Domain.class)
        String zone,
    @JsonPropertyDescription(
            "given: each service names an issued certificate; made: one is created for each service"
                + " and validated in the zone.")
        Certificates certificates,
    Network network,
    Instances instances,
    DatabaseSpec database,
    Queues queues,
    @JsonPropertyDescription("The services by name.") @Is(keys = NameValues.ServiceName.class)
        LinkedHashMap<String, OrchaServiceSpec> services,
    OrchaDelivery delivery,
    @StandardKeys.LogDays Integer logRetentionDays,
    @StandardKeys.LoggedConnections FlowLogs flowLogs,
    @StandardKeys.AccessLogs AccessLogsSpec accessLogs,
    @OptionalKey @JsonPropertyDescription("The load balancer.") AlbSpec alb,
    @JsonPropertyDescription("E-mail that alarms, approvals and the budget are sent to.")
        @Is(ContactValues.Email.class)
        String alertEmail,
    @JsonPropertyDescription(
            "What the resources with this environment's tag Environment may cost a month, US"
                + " dollars, 1 and up; without the tag the whole account counts.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Integer monthlyBudgetUsd,
    @OptionalKey
        @JsonPropertyDescription(
            "Version of the database's generated credentials, 1 and up; a higher one generates new"
                + " ones; default: 1.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Integer credentialsVersion,
    @OptionalKey OrchaOptions options,
    @StandardKeys.AssumedUsage Usage usage,
    @StandardKeys.KeptAttributes Map<String, Map<String, String>> overrides)
    implements StandardConfig {

  /** Where the services' certificates come from. */
  enum Certificates {
    given,
    made
  }

  record Network(
      @JsonPropertyDescription("Block of the VPC, /16 to /28.") Cidr cidr,
      @JsonPropertyDescription("One block a zone, inside the VPC's.") List<Cidr> publicSubnets,
      @JsonPropertyDescription("One block a zone; a way out only with options.natGateways.")
          List<Cidr> privateSubnets) {}

  record Instances(
      @JsonPropertyDescription("Instance type with an ARM processor, such as t4g.medium.")
          @Is(AwsIds.ArmInstanceType.class)
          String type,
      @JsonPropertyDescription("Root volume in GiB, 8-16384.") @Between(least = 8, most = 16384)
          Integer volumeGiB) {}

  record Queues(
      @JsonPropertyDescription("Seconds a document stays hidden while it is worked on, 0-43200.")
          @Between(least = 0, most = 43200)
          Integer ingestVisibilitySeconds,
      @JsonPropertyDescription("Seconds an e-mail stays hidden while it is fetched, 0-43200.")
          @Between(least = 0, most = 43200)
          Integer emailAcquireVisibilitySeconds,
      @JsonPropertyDescription(
              "How often a message is received before it goes to the dead-letter queue, 1-1000.")
          @Between(least = 1, most = 1000)
          Integer maxReceiveCount) {}

  OrchaConfig {
    services = services == null ? new LinkedHashMap<>() : services;
    tags = tags == null ? Map.of() : new LinkedHashMap<>(tags);
    credentialsVersion = credentialsVersion == null ? 1 : credentialsVersion;
    options = options == null ? OrchaOptions.none() : options;
    flowLogs = flowLogs == null ? FlowLogs.rejected : flowLogs;
    alb = alb == null ? AlbSpec.none() : alb;
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  @JsonIgnore
  @Override
  public Map<String, String> ownNames() {
    Map<String, String> own = new TreeMap<>();
    own.put("namePrefix", accountId + " " + namePrefix);
    if (options.defaultSessionDocument()) {
      own.put("options.defaultSessionDocument", accountId + " " + region);
    }
    AccessLogsSpec.addOwnName(own, accessLogs);
    return own;
  }

  @JsonIgnore
  @Override
  public Map<String, List<OwnName>> namesInAws() {
    OwnNamesInAws names = new OwnNamesInAws(StandardConfig.super.namesInAws());
    names.add("zone", OwnName.Kind.ZONE, zone);
    names.addBuckets(
        "namePrefix", List.of(bucketName("global-storage"), bucketName("pipeline-artifacts")));
    names.addSecrets("namePrefix", List.of("db-credentials", "application-secrets"), path(""));
    names.addAccessLogs("namePrefix", accessLogs, bucketName("access-logs"));
    return names.byKey();
  }

  @JsonIgnore
  @Override
  public Map<String, List<String>> ownHosts() {
    OwnHosts own = new OwnHosts(new Placeholders(Map.of("zone", zone)), "{zone}", "zone");
    services.forEach((name, each) -> own.addAll("services." + name + ".hosts", each.hosts()));
    return own.byKey();
  }

  /** A name in the form of a path, such as {@code /v1-orcha/db-credentials}. */
  String path(String name) {
    return "/" + namePrefix + "/" + name;
  }

  /** Tag Name of the instances; the policy for developers asks for it. */
  String instanceName() {
    return namePrefix + "-app";
  }

  /** Where the bridge's parameters lie, apart from what the instances read. */
  String bridgePath() {
    return path("bridge");
  }

  /** The whole name of a bucket, such as {@code v1-orcha-global-storage-700558745280}. */
  String bucketName(String purpose) {
    return namePrefix + "-" + purpose + "-" + accountId;
  }

  /** A service's host names, the one in the zone first. */
  List<String> hostsOf(OrchaServiceSpec service) {
    Placeholders placeholders = new Placeholders(Map.of("zone", zone));
    return service.hosts().stream().map(placeholders::fill).toList();
  }

  boolean liesInZone(String host) {
    return host.endsWith("." + zone);
  }

  /** The service that takes what no rule takes. */
  String defaultService() {
    return new PublishedServices<>(services).defaultService();
  }

  boolean asksForLogin() {
    return services.values().stream()
        .anyMatch(service -> service.login() == OrchaServiceSpec.Login.cognito);
  }

  @Override
  public void check(Problems problems) {
    new OrchaValidation(this).check(problems);
  }

  String targetGroupName(String name, OrchaServiceSpec service) {
    return namePrefix + (service.isDefault() ? "-tg" : "-" + name + "-tg");
  }

  @JsonIgnore
  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warnings.addAll(Subnets.warnings("network.cidr", network.cidr()));
    if (!options.highAvailability()) {
      warnings.add(
          "options.highAvailability: with one instance every deployment is a downtime of some"
              + " minutes");
    }
    warnings.addAll(new OrchaServices(this).warnings());
    return warnings;
  }
}
