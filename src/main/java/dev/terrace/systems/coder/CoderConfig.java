package dev.terrace.systems.coder;

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
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContactValues;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.StorageValues;
import dev.terrace.config.value.TagValues;
import dev.terrace.config.value.UrlValues;
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
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import dev.terrace.spec.Subnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an environment of coder says. */
record CoderConfig(
    @JsonPropertyDescription("Begins the names of the resources, such as coder-production.")
        @Is(NameValues.NamePrefix.class)
        String namePrefix,
    @JsonPropertyDescription("AWS region, such as us-west-2.") @Is(NetworkValues.Region.class)
        String region,
    @JsonPropertyDescription(
            "Two or more zones of the region; as many as there are subnets in a tier.")
        @Is(value = NetworkValues.Zone.class, distinct = true)
        List<String> zones,
    @JsonPropertyDescription("Tags on every resource that takes tags.")
        @Is(value = TagValues.TagValue.class, keys = TagValues.TagKey.class, mostEntries = 10)
        Map<String, String> tags,
    @JsonPropertyDescription("Where the state is stored.") BackendConfig backend,
    DomainSpec domain,
    Network network,
    DatabaseSpec database,
    RedisSpec redis,
    FileSystem fileSystem,
    @OptionalKey @JsonPropertyDescription("Appended to the buckets' names, which are global.")
        String bucketSuffix,
    @JsonPropertyDescription("Prefix of the secrets' names: 'prod' gives prod/coder/database.")
        @Is(NameValues.SecretsPrefix.class)
        String secretsPrefix,
    @OptionalKey
        @JsonPropertyDescription(
            "Version by secret's name without the prefix, 1 and up; a higher one generates a new value.")
        @Between(least = 1, most = Integer.MAX_VALUE)
        Map<String, Integer> secretVersions,
    Oidc oidc,
    CustomLlm customLlm,
    Bedrock bedrock,
    @OptionalKey @JsonPropertyDescription("The models that LiteLLM offers.") LiteLlm litellm,
    Workspaces workspaces,
    Images images,
    @JsonPropertyDescription("Days that logs are kept; the values that CloudWatch Logs takes.")
        Integer logRetentionDays,
    @OptionalKey
        @JsonPropertyDescription(
            "Bucket that takes the load balancer's access logs; its policy must allow it. Empty: no access logs.")
        @Is(value = StorageValues.BucketName.class, orEmpty = true)
        String accessLogsBucket,
    @OptionalKey
        @JsonPropertyDescription(
            "none, rejected or all: which connections of the VPC are logged; default: rejected.")
        FlowLogs flowLogs,
    @OptionalKey
        @JsonPropertyDescription(
            "Access logs of the load balancer and of the buckets; absent: none.")
        AccessLogsSpec accessLogs,
    @OptionalKey @JsonPropertyDescription("The load balancer.") AlbSpec alb,
    @JsonPropertyDescription(
            "The Fargate services by name; the name is the Cloud Map name as well.")
        @Is(keys = NameValues.ServiceName.class)
        LinkedHashMap<String, ServiceSpec> services,
    Alarms alarms,
    @OptionalKey @JsonPropertyDescription("What a month is assumed to bring, for 'terrace cost'.")
        Usage usage,
    @OptionalKey
        @JsonPropertyDescription(
            "Names, descriptions and keys that adopted resources keep, by layer/construct path and attribute.")
        Map<String, Map<String, String>> overrides)
    implements SystemConfig {

  private static final String NAME = "[a-z][a-z0-9-]*[a-z0-9]";

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
    usage = usage == null ? Usage.assumed() : usage;
    overrides = Overrides.of(overrides);
  }

  record Network(
      @JsonPropertyDescription("Block of the VPC, /16 to /28.") Cidr cidr,
      @JsonPropertyDescription("one (for all zones) or onePerZone.") NatGateways natGateways,
      @JsonPropertyDescription("One block a zone, inside the VPC's.") List<Cidr> publicSubnets,
      @JsonPropertyDescription("One block a zone; egress through NAT.") List<Cidr> appSubnets,
      @JsonPropertyDescription("One block a zone; no route out.") List<Cidr> dataSubnets,
      @JsonPropertyDescription("Services with a gateway endpoint: s3, dynamodb.")
          @Is(value = NetworkValues.GatewayService.class, distinct = true)
          List<String> gatewayEndpoints,
      @JsonPropertyDescription("Services with an interface endpoint, such as ecr.api.")
          @Is(value = NetworkValues.InterfaceService.class, distinct = true)
          List<String> interfaceEndpoints) {}

  record FileSystem(
      @JsonPropertyDescription("bursting or elastic.") ThroughputMode throughputMode) {
    enum ThroughputMode {
      bursting,
      elastic
    }
  }

  record Oidc(
      @JsonPropertyDescription("Issuer; {tenant-id} is filled in.") @Is(UrlValues.OidcIssuer.class)
          String issuer,
      @Is(UrlValues.OidcEndpoint.class) String authorizationEndpoint,
      @Is(UrlValues.OidcEndpoint.class) String tokenEndpoint,
      @Is(UrlValues.OidcEndpoint.class) String userInfoEndpoint,
      @JsonPropertyDescription("Directory (tenant) id of Azure AD.") @Is(AwsIds.DirectoryId.class)
          String tenantId) {}

  record CustomLlm(
      @JsonPropertyDescription("Base URL of the custom models.") @Is(UrlValues.HttpUrl.class)
          String apiBase) {}

  record Bedrock(
      @JsonPropertyDescription("Every region that an inference profile may route to.")
          @Is(value = NetworkValues.Region.class, distinct = true)
          List<String> regions,
      @JsonPropertyDescription("Geography of the inference profiles: us, eu, apac.")
          @Is(NetworkValues.InferenceGeography.class)
          String inferenceProfilePrefix) {}

  record Workspaces(
      @JsonPropertyDescription("The load balancer may reach workspaces on 13337.")
          Boolean directAccess,
      @OptionalKey
          @JsonPropertyDescription(
              "Workspaces that run docker: false, since Fargate runs no privileged containers.")
          Boolean docker) {
    Workspaces {
      docker = docker != null && docker;
    }
  }

  record Images(
      @JsonPropertyDescription("Image with the AWS CLI that fetches LiteLLM's configuration.")
          @Is(ContainerValues.ImageReference.class)
          String configLoader,
      @JsonPropertyDescription("Image with psql that creates the databases and their users.")
          @Is(ContainerValues.ImageReference.class)
          String databaseSetup) {}

  record Alarms(
      @OptionalKey
          @JsonPropertyDescription("E-mail address that is notified; empty: no subscriber.")
          @Is(value = ContactValues.Email.class, orEmpty = true)
          String email,
      @OptionalKey
          @JsonPropertyDescription(
              "Latency of a service other than LiteLLM that raises an alarm, seconds; default: 5.")
          @Between(least = 1, most = 4000)
          Integer latencySeconds,
      @OptionalKey
          @JsonPropertyDescription(
              "SSM parameter of another Terraform workspace with the ARN of an SNS topic that alarms go to, such as"
                  + " /company/alerts/topic-arn; empty: a topic of their own.")
          @Is(value = NameValues.ParameterName.class, orEmpty = true)
          String topicParameter) {
    Alarms {
      email = email == null || email.isBlank() ? null : email;
      topicParameter = topicParameter == null || topicParameter.isBlank() ? null : topicParameter;
      latencySeconds = latencySeconds == null ? 5 : latencySeconds;
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
    own.put("bucketSuffix", bucketSuffix);
    own.put("secretsPrefix", region + " " + secretsPrefix);
    if (accessLogs != null && accessLogs.bucket() != null) {
      own.put("accessLogs.bucket", accessLogs.bucket());
    }
    return own;
  }

  Names names() {
    return new Names(namePrefix);
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

  int secretVersion(String name) {
    return secretVersions.getOrDefault(name, 1);
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

  /** An endpoint of the identity provider with the tenant filled in. */
  String oidcUrl(String template) {
    return template.replace("{tenant-id}", oidc.tenantId());
  }

  Placeholders placeholders() {
    Map<String, String> values = new TreeMap<>();
    values.put("region", region);
    values.put("namespace", namespace());
    if (domain != null && domain.name() != null) {
      values.put("domain", domain.name());
    }
    if (oidc != null && oidc.issuer() != null && oidc.tenantId() != null) {
      values.put("oidc.issuer", oidcUrl(oidc.issuer()));
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
    Subnets.checkZones(problems.at("zones"), region, zones);
    if (accessLogs != null && accessLogsBucket != null) {
      problems
          .at("accessLogsBucket")
          .add("must be empty with accessLogs, which creates a bucket", accessLogsBucket);
    }
    problems.check("backend", backend);
    if (domain != null) {
      domain.check(problems.at("domain"), region);
      domain.checkCertificateName(problems.at("domain").at("name"), domain.name());
    }
    problems.check("database", database);
    checkPlaceholders(problems);
    checkBuckets(problems);
    if (bedrock != null && bedrock.regions() != null && bedrock.regions().isEmpty()) {
      problems.at("bedrock").at("regions").add("must name a region", bedrock.regions());
    }
    if (litellm != null && litellm.models().isEmpty()) {
      problems.at("litellm").at("models").add("must name a model; without the key: those of today");
    }
    problems.check("usage", usage);
    Overrides.check(problems.at("overrides"), overrides);
    if (network != null) {
      checkNetwork(problems);
    }
    if (alarms != null && alarms.topicParameter != null) {
      checkTopicParameter(problems.at("alarms"));
    }
    LogRetention.check(problems.at("logRetentionDays"), logRetentionDays);
    if (workspaces != null && workspaces.docker) {
      problems
          .at("workspaces")
          .at("docker")
          .add("must be false: Fargate runs no privileged containers, which docker needs", true);
    }
    checkSecretVersions(problems.at("secretVersions"));
    if (secretsPrefix != null) {
      checkSecretsPrefix(problems.at("secretsPrefix"));
    }
    checkServices(problems);
    if (namePrefix != null && namePrefix.matches(NAME)) {
      checkNames(problems);
    }
  }

  /** Texts that nothing but the tenant is filled into, or nothing at all. */
  private void checkPlaceholders(Problems problems) {
    Placeholders none = new Placeholders(Map.of());
    if (oidc != null) {
      Placeholders tenant = new Placeholders(Map.of("tenant-id", ""));
      tenant.check(problems.at("oidc").at("issuer"), oidc.issuer);
      tenant.check(problems.at("oidc").at("authorizationEndpoint"), oidc.authorizationEndpoint);
      tenant.check(problems.at("oidc").at("tokenEndpoint"), oidc.tokenEndpoint);
      tenant.check(problems.at("oidc").at("userInfoEndpoint"), oidc.userInfoEndpoint);
    }
    if (customLlm != null) {
      none.check(problems.at("customLlm").at("apiBase"), customLlm.apiBase);
    }
    if (images != null) {
      none.check(problems.at("images").at("configLoader"), images.configLoader);
      none.check(problems.at("images").at("databaseSetup"), images.databaseSetup);
    }
  }

  private void checkBuckets(Problems problems) {
    BucketUses uses = new BucketUses();
    CoderDataStack.BUCKETS.forEach(purpose -> uses.own(bucketName(purpose)));
    uses.state(backend);
    uses.accessLogs(accessLogs, bucketName("access-logs"));
    uses.named("accessLogsBucket", accessLogsBucket);
    uses.check(problems);
  }

  private void checkTopicParameter(Problems problems) {
    if (alarms.email != null) {
      problems
          .at("email")
          .add(
              "must be empty with topicParameter: whoever owns that topic subscribes to it",
              alarms.email);
    }
  }

  private void checkNetwork(Problems root) {
    Problems problems = root.at("network");
    if (network.natGateways == NatGateways.none) {
      problems.at("natGateways").add("must be one or onePerZone: images come through it", "none");
    }
    Map<String, List<Cidr>> tiers = new LinkedHashMap<>();
    tiers.put("publicSubnets", network.publicSubnets);
    tiers.put("appSubnets", network.appSubnets);
    tiers.put("dataSubnets", network.dataSubnets);
    int vpc = network.cidr == null ? -1 : alb.ingressCidrs().indexOf(network.cidr);
    if (vpc >= 0) {
      root.at("alb")
          .at("ingressCidrs")
          .at(vpc)
          .add("must be another block than the VPC's, which gets in anyway", network.cidr);
    }
    Subnets.checkBlocks(problems, network.cidr, zones, tiers);
    if (network.gatewayEndpoints != null && network.interfaceEndpoints != null) {
      for (int i = 0; i < network.interfaceEndpoints.size(); i++) {
        String service = network.interfaceEndpoints.get(i);
        if (service != null && network.gatewayEndpoints.contains(service)) {
          problems
              .at("interfaceEndpoints")
              .at(i)
              .add("must be absent from one of the two: it has a gateway endpoint", service);
        }
      }
    }
  }

  private void checkSecretVersions(Problems problems) {
    secretVersions.forEach(
        (name, version) -> {
          if (!CoderSecrets.NAMES.contains(name)) {
            problems
                .at(name)
                .add("is no secret of coder; there are: " + String.join(", ", CoderSecrets.NAMES));
          }
        });
  }

  private static void checkHost(Problems problems, String host, Placeholders placeholders) {
    if (host == null) {
      return;
    }
    placeholders.check(problems, host);
    if (placeholders.fill(host).length() > HostValues.LONGEST_HOST) {
      problems.add("makes a host of more than " + HostValues.LONGEST_HOST + " characters", host);
    }
  }

  /** A host with a wildcard takes what comes after it, so that nothing may come after it. */
  private void checkWildcardStaysLast(Problems problems, Route route) {
    if (route.priority() == null
        || route.hosts().stream().noneMatch(host -> host != null && host.startsWith("*"))) {
      return;
    }
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          for (Route other : service.routes()) {
            if (other != null && other.priority() != null && other.priority() > route.priority()) {
              problems
                  .at("priority")
                  .add(
                      "must be the highest, since the host "
                          + String.join(", ", route.hosts())
                          + " takes what comes after it; services."
                          + name
                          + " has "
                          + other.priority(),
                      route.priority());
            }
          }
        });
  }

  /** A rule that is tried earlier must not take all that this one is for. */
  private void checkIsReached(Problems problems, Route route) {
    services.forEach(
        (name, service) -> {
          if (service == null || route.priority() == null) {
            return;
          }
          for (int i = 0; i < service.routes().size(); i++) {
            Route other = service.routes().get(i);
            boolean isEarlier =
                other != null
                    && other.priority() != null
                    && other.priority() < route.priority()
                    && other.hosts().stream()
                        .noneMatch(host -> host == null || host.startsWith("*"));
            if (isEarlier && route.isCoveredBy(other)) {
              problems.add(
                  "is never reached: services."
                      + name
                      + ".routes["
                      + i
                      + "] takes its requests with the lower priority "
                      + other.priority());
            }
          }
        });
  }

  private void checkServices(Problems root) {
    Problems problems = root.at("services");
    for (String required :
        List.of("coder", "litellm", "langfuse-web", "langfuse-worker", "clickhouse")) {
      if (!services.containsKey(required)) {
        problems.at(required).add("is required: other parts of coder are wired to it");
      }
    }
    Map<String, Integer> priorities = new LinkedHashMap<>();
    Placeholders placeholders = placeholders();
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          Problems at = problems.at(name);
          if (service.image() != null) {
            placeholders.check(at.at("image"), service.image());
          }
          service.command().forEach(word -> placeholders.check(at.at("command"), word));
          service.check(at);
          if (!List.of("platform", "observability").contains(service.layer())) {
            at.at("layer").add("must be platform or observability", service.layer());
          }
          service
              .environment()
              .forEach((key, text) -> placeholders.check(at.at("environment").at(key), text));
          for (int i = 0; i < service.routes().size(); i++) {
            Route route = service.routes().get(i);
            if (route != null) {
              priorities.put("services." + name + ".routes[" + i + "].priority", route.priority());
              for (int j = 0; j < route.hosts().size(); j++) {
                checkHost(
                    at.at("routes").at(i).at("hosts").at(j), route.hosts().get(j), placeholders);
              }
              checkWildcardStaysLast(at.at("routes").at(i), route);
              checkIsReached(at.at("routes").at(i), route);
            }
          }
          service
              .secrets()
              .forEach(
                  (variable, reference) -> {
                    if (!CoderSecrets.isKnown(reference)) {
                      at.at("secrets")
                          .at(variable)
                          .add(
                              "must name a secret of coder, and #field where it has fields; there are: "
                                  + String.join(", ", CoderSecrets.NAMES),
                              reference);
                    }
                  });
        });
    priorities.values().removeIf(Objects::isNull);
    root.distinct("this priority", priorities);
    checkLangfuse(problems);
  }

  /** Langfuse 4 needs ClickHouse 25.12 or newer: Langfuse documentation, "ClickHouse". */
  private void checkLangfuse(Problems problems) {
    ServiceSpec clickhouse = services.get("clickhouse");
    if (clickhouse == null || clickhouse.image() == null) {
      return;
    }
    for (String name : List.of("langfuse-web", "langfuse-worker")) {
      ServiceSpec langfuse = services.get(name);
      if (langfuse != null
          && langfuse.image() != null
          && major(langfuse.image()) >= 4
          && version(clickhouse.image()) < 25.12) {
        problems
            .at(name)
            .at("image")
            .add(
                "needs ClickHouse 25.12 or newer, and services.clickhouse.image is "
                    + clickhouse.image(),
                langfuse.image());
      }
    }
  }

  private static int major(String image) {
    double version = version(image);
    // A digest alone does not say which version it is, and gets the benefit of the doubt.
    return version == Double.MAX_VALUE && image.contains("@") ? 0 : (int) version;
  }

  /**
   * The version that a tag begins with, as {@code 24.3}; of a moving tag the newest there can be.
   */
  private static double version(String image) {
    // Neither the port of a registry nor a digest is a version.
    String tag = image.substring(image.lastIndexOf('/') + 1).replaceFirst("@.*", "");
    Matcher matcher = Pattern.compile(":v?(\\d{1,3})(\\.(\\d{1,2}))?").matcher(tag);
    if (!matcher.find()) {
      return Double.MAX_VALUE;
    }
    return Integer.parseInt(matcher.group(1))
        + (matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)) / 100.0);
  }

  private void checkSecretsPrefix(Problems problems) {
    for (String name : CoderSecrets.NAMES) {
      Problems found = Problems.of("");
      Names.check(found, Names.Kind.SECRET, secretName(name));
      if (!found.isEmpty()) {
        problems.add(found.list().get(0).rule(), secretsPrefix); // once is enough
        return;
      }
    }
  }

  private void checkNames(Problems problems) {
    Problems prefix = problems.at("namePrefix");
    Names.check(prefix, Names.Kind.LOAD_BALANCER, namePrefix);
    Names.check(prefix, Names.Kind.REPLICATION_GROUP, namePrefix);
    Names.check(prefix, Names.Kind.DATABASE, namePrefix);
    Names.check(prefix, Names.Kind.NAMESPACE, namespace());
    services.forEach(
        (name, service) -> {
          if (!name.matches(NAME)) {
            return;
          }
          if (service != null && !service.routes().isEmpty()) {
            Names.check(
                problems.at("services").at(name), Names.Kind.TARGET_GROUP, namePrefix + "-" + name);
          }
          Names.check(
              problems.at("services").at(name), Names.Kind.ROLE, namePrefix + "-" + name + "-task");
        });
    for (String bucket : CoderDataStack.BUCKETS) {
      Names.check(problems.at("bucketSuffix"), Names.Kind.BUCKET_NAME, bucketName(bucket));
    }
  }

  @JsonIgnore
  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service.hasMovingTag()) {
            warnings.add(
                "services."
                    + name
                    + ".image: '"
                    + service.image()
                    + "' moves: two tasks may run different versions; pin a version or a digest");
          }
          if (name.startsWith("langfuse-")
              && (service.cpu() < 2048 || service.memoryMiB() < 4096)) {
            warnings.add(
                "services."
                    + name
                    + ": Langfuse's documentation asks for 2 vCPU and 4 GiB a container, and it has "
                    + service.cpu() / 1024.0
                    + " vCPU and "
                    + service.memoryMiB() / 1024.0
                    + " GiB");
          }
        });
    ServiceSpec clickhouse = services.get("clickhouse");
    if (clickhouse.cpu() < 2048 || clickhouse.memoryMiB() < 8192) {
      // Langfuse documentation, "Scaling": the minimum of a production ClickHouse.
      warnings.add(
          "services.clickhouse: Langfuse's documentation asks for 2 vCPU and 8 GiB, and it has "
              + clickhouse.cpu() / 1024.0
              + " vCPU and "
              + clickhouse.memoryMiB() / 1024.0
              + " GiB");
    }
    if (domain.certificateArn() == null && domain.hostedZoneId() == null) {
      warnings.add(
          "domain: without hostedZoneId the certificate for "
              + domain.name()
              + " is validated by hand: while the platform layer is deployed, create the CNAME that AWS Certificate"
              + " Manager shows for it; the deploy waits for it. Or give an issued certificate as certificateArn.");
    }
    if (bucketSuffix.isEmpty()) {
      warnings.add(
          "bucketSuffix: is empty, and the names of buckets are global: "
              + bucketName("backups")
              + " and the others may belong to another account already");
    }
    warnings.addAll(Subnets.warnings("network.cidr", network.cidr));
    warnings.addAll(bedrockWarnings());
    if (redis.auth()) {
      warnings.add(
          "redis.auth: the provider has no write-only attribute for the token, so that it lies in the state of the data"
              + " layer; docs/secrets.md says more");
    }
    return warnings;
  }

  /** Bedrock user guide, "Supported Regions and models for inference profiles". */
  private List<String> bedrockWarnings() {
    String begins =
        Map.of(
                "us",
                "us-|ca-",
                "eu",
                "eu-",
                "apac",
                "ap-",
                "jp",
                "ap-northeast-",
                "au",
                "ap-southeast-")
            .getOrDefault(bedrock.inferenceProfilePrefix(), "");
    List<String> others = new ArrayList<>(bedrock.regions());
    others.add(region);
    return others.stream()
        .filter(each -> !each.matches("(" + begins + ").*"))
        .distinct()
        .map(
            each ->
                "bedrock.inferenceProfilePrefix: '"
                    + bedrock.inferenceProfilePrefix()
                    + "' has no profiles in "
                    + each)
        .toList();
  }
}
