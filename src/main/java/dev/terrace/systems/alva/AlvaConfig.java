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
import dev.terrace.config.value.ContactValues;
import dev.terrace.config.value.ContainerValues;
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
import dev.terrace.spec.NatGateways;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.RedisSpec;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Migrations migrations,
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
    Alarms alarms,
    @OptionalKey @JsonPropertyDescription("What a month is assumed to bring, for 'terrace cost'.")
        Usage usage,
    @OptionalKey
        @JsonPropertyDescription(
            "Names, descriptions and keys that adopted resources keep, by layer/construct path and"
                + " attribute.")
        Map<String, Map<String, String>> overrides)
    implements SystemConfig {

  private static final String NAME = "[a-z][a-z0-9-]*[a-z0-9]";

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

  /** The one-off task that migrates the database. */
  record Migrations(
      @JsonPropertyDescription("Service whose image it runs.") String service,
      @JsonPropertyDescription("CPU units of the task, as for a service.") Integer cpu,
      @JsonPropertyDescription("Memory of the task in MiB, as for a service.") Integer memoryMiB,
      @JsonPropertyDescription("What is run.") List<String> command,
      @JsonPropertyDescription("Environment variables from secrets, as for a service.")
          @Is(keys = ContainerValues.VariableName.class)
          Map<String, String> secrets) {
    Migrations {
      command = command == null ? List.of() : command;
      secrets = secrets == null ? Map.of() : new LinkedHashMap<>(secrets);
    }
  }

  /** GitHub Actions. */
  record Delivery(
      @JsonPropertyDescription("Repository on GitHub, owner/name.")
          @Is(DeliveryValues.GitHubRepository.class)
          String repository,
      @JsonPropertyDescription("Branch whose workflow runs may deploy.")
          @Is(DeliveryValues.GitBranch.class)
          String branch,
      @JsonPropertyDescription(
              "made: this environment creates the account's identity provider for GitHub; given:"
                  + " the account has one already. AWS takes one an account.")
          OidcProvider oidcProvider,
      @JsonPropertyDescription("Images that each repository keeps, 2-1000.")
          @Between(least = 2, most = 1000)
          Integer keepImages,
      @OptionalKey
          @JsonPropertyDescription(
              "Released images that each repository keeps, however many builds follow, 2-1000;"
                  + " default: 10.")
          @Between(least = 2, most = 1000)
          Integer keepReleasedImages) {
    Delivery {
      keepReleasedImages = keepReleasedImages == null ? 10 : keepReleasedImages;
    }

    enum OidcProvider {
      made,
      given
    }
  }

  record Alarms(
      @OptionalKey
          @JsonPropertyDescription("E-mail address that is notified; empty: no subscriber.")
          @Is(value = ContactValues.Email.class, orEmpty = true)
          String email,
      @JsonPropertyDescription(
              "Connections of the database that raise an alarm; db.t3.micro takes about 110.")
          @Between(least = 1, most = Integer.MAX_VALUE)
          Integer databaseConnections,
      @JsonPropertyDescription("5xx responses of a service in five minutes that raise an alarm.")
          @Between(least = 0, most = Integer.MAX_VALUE)
          Integer serverErrors) {
    Alarms {
      email = email == null || email.isBlank() ? null : email;
    }
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
    own.put("namePrefix", namePrefix);
    own.put("servicePrefix", servicePrefix);
    if (accessLogs != null && accessLogs.bucket() != null) {
      own.put("accessLogs.bucket", accessLogs.bucket());
    }
    return own;
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

  /** The host of a service, where there is a domain. */
  String host(String service) {
    return services.get(service).subdomain() + "." + domain.name();
  }

  List<String> hosts() {
    return services.keySet().stream().map(this::host).toList();
  }

  /**
   * What texts of the services are filled with.
   *
   * @param loadBalancerName expression of the load balancer's own DNS name
   * @param redisUrl expression
   */
  Placeholders placeholders(String loadBalancerName, String redisUrl) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> expressions = new TreeMap<>();
    values.put("region", Objects.requireNonNullElse(region, ""));
    values.put("namespace", namespace());
    expressions.put("redis.url", redisUrl);
    Map<String, String> urls = domain == null ? expressions : values;
    services.forEach(
        (name, service) -> {
          values.put(
              "internalUrl." + name, "http://" + name + "." + namespace() + ":" + port(name));
          urls.put("publicUrl." + name, publicUrl(name, loadBalancerName));
        });
    urls.put(
        "corsOrigins",
        domain == null
            ? "http://" + loadBalancerName
            : String.join(",", hosts().stream().map(host -> "https://" + host).toList()));
    return new Placeholders(values).withExpressions(expressions);
  }

  private Integer port(String service) {
    return services.get(service).port();
  }

  /** Where a browser finds a service. */
  String publicUrl(String service, String loadBalancerName) {
    return domain == null
        ? "http://" + loadBalancerName + services.get(service).basePath()
        : "https://" + host(service);
  }

  @Override
  public void check(Problems problems) {
    Subnets.checkZones(problems.at("zones"), region, zones);
    problems.check("backend", backend);
    if (domain != null) {
      domain.check(problems.at("domain"), region);
    }
    problems.check("database", database);
    BucketUses buckets = new BucketUses();
    buckets.state(backend);
    buckets.accessLogs(accessLogs, namePrefix + "-access-logs");
    buckets.check(problems);
    problems.check("usage", usage);
    Overrides.check(problems.at("overrides"), overrides);
    if (network != null) {
      checkNetwork(problems.at("network"));
    }
    if (database != null && database.databaseName() == null) {
      problems.at("database").at("databaseName").add("is required: the services connect to it");
    }
    if (redis != null && redis.auth()) {
      problems
          .at("redis")
          .at("auth")
          .add("must be false: the URL of Redis is plain environment of the services", true);
    }
    secretVersions.forEach(
        (name, version) -> {
          checkSecret(problems.at("secretVersions").at(name), name);
        });
    LogRetention.check(problems.at("logRetentionDays"), logRetentionDays);
    checkServices(problems);
    if (migrations != null) {
      checkMigrations(problems.at("migrations"));
    }
    if (namePrefix != null && namePrefix.matches(NAME)) {
      checkNames(problems);
    }
  }

  private void checkNetwork(Problems problems) {
    if (network.natGateways == NatGateways.none) {
      problems.at("natGateways").add("must be one or onePerZone: images come through it", "none");
    }
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", network.publicSubnets);
    tiers.put("privateSubnets", network.privateSubnets);
    Subnets.checkBlocks(problems, network.cidr, zones, tiers);
  }

  private static void checkSecret(Problems problems, String name) {
    if (!AlvaSecrets.NAMES.contains(name)) {
      problems.add(
          "is no secret of alva; there are: " + String.join(", ", AlvaSecrets.NAMES), name);
    }
  }

  private void checkServices(Problems root) {
    Problems problems = root.at("services");
    Map<String, Integer> ports = new LinkedHashMap<>();
    Map<String, Integer> priorities = new LinkedHashMap<>();
    Map<String, String> subdomains = new LinkedHashMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    List<String> defaults = new ArrayList<>();
    boolean complete =
        services.values().stream()
            .allMatch(service -> service != null && validPath(service.path()));
    Placeholders placeholders = complete ? placeholders("", "") : null;
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          Problems at = problems.at(name);
          service.check(at);
          ports.put("services." + name + ".port", service.port());
          priorities.put("services." + name + ".priority", service.priority());
          if (domain != null
              && domain.name() != null
              && service.subdomain() != null
              && host(name).length() > HostValues.LONGEST_HOST) {
            at.at("subdomain")
                .add(
                    "makes a host of more than " + HostValues.LONGEST_HOST + " characters",
                    service.subdomain());
          }
          if (domain != null
              && domain.name() != null
              && service.subdomain() != null
              && name.equals(services.keySet().iterator().next())) {
            domain.checkCertificateName(at.at("subdomain"), host(name));
          }
          subdomains.put("services." + name + ".subdomain", service.subdomain());
          paths.put("services." + name + ".path", service.path());
          if (service.isDefault()) {
            defaults.add(name);
          }
          if (placeholders != null) {
            service
                .environment()
                .forEach((key, text) -> placeholders.check(at.at("environment").at(key), text));
          }
          service
              .secrets()
              .forEach((variable, secret) -> checkSecret(at.at("secrets").at(variable), secret));
          checkNotCovered(at.at("path"), name, service);
        });
    for (Map<String, ?> unique : List.of(ports, priorities, subdomains, paths)) {
      unique.values().removeIf(Objects::isNull);
    }
    root.distinct("this port", ports);
    root.distinct("this priority", priorities);
    root.distinct("this subdomain", subdomains);
    root.distinct("this path", paths);
    if (defaults.size() != 1) {
      problems.add(
          "must have one service without a path, which takes what no path takes", defaults);
    }
  }

  private static boolean validPath(String path) {
    return path == null || path.endsWith("/*");
  }

  /** A rule that is tried earlier must not take all that this one is for. */
  private void checkNotCovered(Problems problems, String name, AlvaServiceSpec service) {
    if (service.isDefault() || service.priority() == null || !validPath(service.path())) {
      return;
    }
    services.forEach(
        (otherName, other) -> {
          if (other == null
              || otherName.equals(name)
              || other.isDefault()
              || other.priority() == null
              || !validPath(other.path())) {
            return;
          }
          if (other.priority() < service.priority()
              && service.path().startsWith(other.basePath() + "/")
              && !service.path().equals(other.path())) {
            problems.add(
                "is never reached: services."
                    + otherName
                    + " takes "
                    + other.path()
                    + " with the lower priority "
                    + other.priority(),
                service.path());
          }
        });
  }

  private void checkMigrations(Problems problems) {
    if (migrations.service != null && !services.containsKey(migrations.service)) {
      problems
          .at("service")
          .add(
              "must be one of the services: " + String.join(", ", services.keySet()),
              migrations.service);
    }
    if (migrations.command.stream().allMatch(word -> word != null && word.isBlank())) {
      problems.at("command").add("must name a command");
    }
    new ServiceSpec(
            null,
            null,
            migrations.cpu,
            migrations.memoryMiB,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null)
        .check(problems);
    migrations.secrets.forEach(
        (variable, secret) -> checkSecret(problems.at("secrets").at(variable), secret));
  }

  private void checkNames(Problems problems) {
    Problems prefix = problems.at("namePrefix");
    Names.check(prefix, Names.Kind.LOAD_BALANCER, namePrefix);
    Names.check(prefix, Names.Kind.REPLICATION_GROUP, namePrefix);
    Names.check(prefix, Names.Kind.DATABASE, namePrefix);
    Names.check(prefix, Names.Kind.NAMESPACE, namespace());
    services
        .keySet()
        .forEach(
            name -> {
              if (name.matches(NAME)) {
                Problems at = problems.at("services").at(name);
                Names.check(at, Names.Kind.TARGET_GROUP, namePrefix + "-" + name);
                Names.check(at, Names.Kind.ROLE, namePrefix + "-" + name + "-execution");
              }
            });
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
