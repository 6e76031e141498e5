package dev.terrace.systems.orcha;

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
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContactValues;
import dev.terrace.config.value.DeliveryValues;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.spec.AccessLogsSpec;
import dev.terrace.spec.AlbSpec;
import dev.terrace.spec.BucketUses;
import dev.terrace.spec.DatabaseSpec;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.FlowLogs;
import dev.terrace.spec.LogRetention;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What an environment of orcha says. */
record OrchaConfig(
    @JsonPropertyDescription("Begins the names of the resources, such as v1-orcha.")
        @Is(NameValues.NamePrefix.class)
        String namePrefix,
    @JsonPropertyDescription("AWS region, such as eu-central-1.") @Is(NetworkValues.Region.class)
        String region,
    @JsonPropertyDescription(
            "Two or more zones of the region; as many as there are subnets in a tier.")
        @Is(value = NetworkValues.Zone.class, distinct = true)
        List<String> zones,
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
    Delivery delivery,
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
    @OptionalKey @JsonPropertyDescription("What a month is assumed to bring, for 'terrace cost'.")
        Usage usage,
    @OptionalKey
        @JsonPropertyDescription(
            "Names, descriptions and keys that adopted resources keep, by layer/construct path and"
                + " attribute.")
        Map<String, Map<String, String>> overrides)
    implements SystemConfig {

  private static final String NAME = "[a-z][a-z0-9-]*[a-z0-9]";
  private static final String DOMAIN = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}";

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

  record Delivery(
      @JsonPropertyDescription("Repository on GitHub, owner/name.")
          @Is(DeliveryValues.GitHubRepository.class)
          String repository,
      @JsonPropertyDescription("Branch whose pushes start the pipeline.")
          @Is(DeliveryValues.GitBranch.class)
          String branch,
      @OptionalKey
          @JsonPropertyDescription(
              "Repository of CodeArtifact that builds read dependencies from, domain/repository;"
                  + " default: none.")
          @Is(DeliveryValues.CodeArtifactRepository.class)
          String codeArtifact,
      @OptionalKey
          @JsonPropertyDescription(
              "Repositories of this account's ECR that builds pull base images from; default:"
                  + " none.")
          @Is(value = DeliveryValues.ImageRepositoryName.class, distinct = true)
          List<String> baseImages) {
    Delivery {
      baseImages = baseImages == null ? List.of() : baseImages;
    }
  }

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
  public Backend stateBackend() {
    return backend.resolve(region);
  }

  @JsonIgnore
  @Override
  public Map<String, String> ownNames() {
    Map<String, String> own = new TreeMap<>();
    own.put("namePrefix", accountId + " " + namePrefix);
    if (options.defaultSessionDocument()) {
      own.put("options.defaultSessionDocument", accountId + " " + region);
    }
    if (accessLogs != null && accessLogs.bucket() != null) {
      own.put("accessLogs.bucket", accessLogs.bucket());
    }
    return own;
  }

  Names names() {
    return new Names(namePrefix);
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
    return services.entrySet().stream()
        .filter(entry -> entry.getValue().isDefault())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  boolean asksForLogin() {
    return services.values().stream()
        .anyMatch(service -> service.login() == OrchaServiceSpec.Login.cognito);
  }

  @Override
  public void check(Problems problems) {
    Subnets.checkZones(problems.at("zones"), region, zones);
    if (network != null) {
      Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
      tiers.put("publicSubnets", network.publicSubnets);
      tiers.put("privateSubnets", network.privateSubnets);
      Subnets.checkBlocks(problems.at("network"), network.cidr, zones, tiers);
    }
    LogRetention.check(problems.at("logRetentionDays"), logRetentionDays);
    problems.check("backend", backend);
    problems.check("database", database);
    if (accountId != null) {
      BucketUses buckets = new BucketUses();
      buckets.own(bucketName("global-storage"));
      buckets.own(bucketName("pipeline-artifacts"));
      buckets.state(backend);
      buckets.accessLogs(accessLogs, bucketName("access-logs"));
      buckets.check(problems);
    }
    problems.check("options", options);
    problems.check("usage", usage);
    Overrides.check(problems.at("overrides"), overrides);
    checkServices(problems);
    if (namePrefix != null && namePrefix.matches(NAME)) {
      checkNames(problems);
    }
  }

  private void checkServices(Problems root) {
    Problems problems = root.at("services");
    Map<String, Integer> ports = new LinkedHashMap<>();
    Map<String, Integer> priorities = new LinkedHashMap<>();
    Map<String, String> hosts = new LinkedHashMap<>();
    List<String> defaults = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          Problems at = problems.at(name);
          if (name.equals("alb")) {
            at.add(
                "must have another name: the alarm of the default service is called alb-unhealthy");
          }
          service.check(at);
          ports.put("services." + name + ".port", service.port());
          priorities.put("services." + name + ".priority", service.priority());
          if (service.isDefault()) {
            defaults.add(name);
          }
          if (service.hosts() != null && zone != null) {
            checkHosts(at.at("hosts"), "services." + name, service, hosts);
          }
          checkCertificate(at, service);
        });
    ports.values().removeIf(Objects::isNull);
    priorities.values().removeIf(Objects::isNull);
    root.distinct("this port", ports);
    root.distinct("this priority", priorities);
    root.distinct("this host", hosts);
    if (defaults.size() != 1) {
      problems.add(
          "must have one service without a priority, which takes what no rule takes", defaults);
    }
  }

  private void checkHosts(
      Problems problems, String path, OrchaServiceSpec service, Map<String, String> hosts) {
    Placeholders placeholders = new Placeholders(Map.of("zone", zone));
    for (int i = 0; i < service.hosts().size(); i++) {
      String text = service.hosts().get(i);
      if (text == null) {
        continue;
      }
      Problems at = problems.at(i);
      placeholders.check(at, text);
      String host = placeholders.fill(text);
      hosts.put(path + ".hosts[" + i + "]", host);
      if (!host.matches(DOMAIN)) {
        at.add("must be a host name such as link.{zone}", text);
      } else if (host.length() > HostValues.LONGEST_HOST) {
        at.add("makes a host of more than " + HostValues.LONGEST_HOST + " characters", text);
      } else if (i == 0 && !liesInZone(host)) {
        at.add("must lie in the zone " + zone + ": the first host gets the record", text);
      } else if (certificates == Certificates.made && !liesInZone(host)) {
        at.add(
            "must lie in the zone "
                + zone
                + ", where its certificate is validated; for other hosts give certificates",
            text);
      } else if (certificates == Certificates.made
          && i == 0
          && host.length() > DomainSpec.LONGEST_OF_CERTIFICATE) {
        at.add(
            "makes a certificate for a name of more than "
                + DomainSpec.LONGEST_OF_CERTIFICATE
                + " characters: name a shorter host first",
            text);
      }
    }
  }

  private void checkCertificate(Problems problems, OrchaServiceSpec service) {
    if (certificates == Certificates.given && service.certificateArn() == null) {
      problems
          .at("certificateArn")
          .add(
              "is required with 'certificates: given': make the certificate with"
                  + " deploy/orcha/scripts/create-cross-account-cert.sh, which prints its ARN");
    }
    if (certificates == Certificates.made && service.certificateArn() != null) {
      problems
          .at("certificateArn")
          .add("must be absent with 'certificates: made'", service.certificateArn());
    } else if (AwsFacts.isRegion(region) && accountId != null && accountId.matches("\\d{12}")) {
      // A load balancer takes certificates of its own account and region only.
      problems.matches(
          "certificateArn",
          service.certificateArn(),
          "arn:aws:acm:"
              + Pattern.quote(region)
              + ":"
              + Pattern.quote(accountId)
              + ":certificate/[a-z0-9-]+",
          "must be the ARN of an ACM certificate in " + region + " and account " + accountId);
    }
  }

  private void checkNames(Problems problems) {
    Problems prefix = problems.at("namePrefix");
    Names.check(prefix, Names.Kind.LOAD_BALANCER, namePrefix + "-alb");
    Names.check(prefix, Names.Kind.DATABASE, namePrefix + "-db");
    Names.check(prefix, Names.Kind.ROLE, namePrefix + "-migration-test-codebuild-role");
    Names.check(prefix, Names.Kind.CONNECTION, namePrefix + "-github");
    if (accountId != null) {
      Names.check(prefix, Names.Kind.BUCKET_NAME, bucketName("pipeline-artifacts"));
      Names.check(prefix, Names.Kind.USER_POOL_DOMAIN, namePrefix + "-" + accountId);
    }
    services.forEach(
        (name, service) -> {
          if (service != null && name.matches(NAME)) {
            Names.check(
                problems.at("services").at(name),
                Names.Kind.TARGET_GROUP,
                targetGroupName(name, service));
          }
        });
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
    services.forEach(
        (name, service) -> {
          if (service.certificateArn() != null
              && service.certificateArn().matches(".*/(\\d)\\1+-[\\d-]+")) {
            warnings.add(
                "services."
                    + name
                    + ".certificateArn: is the example's; no certificate has it until you give your"
                    + " own");
          }
        });
    return warnings;
  }

  /** Tags by name, sorted. */
  @JsonIgnore
  Map<String, String> sortedTags() {
    return new TreeMap<>(tags);
  }
}
