package dev.terrace.systems.orcha;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.spec.NatGateways;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options that an environment may add to what every one has. */
record OrchaOptions(
    @OptionalKey
        @JsonPropertyDescription(
            "The pipeline tries the schema's changes on a restored snapshot before anything is"
                + " deployed; default: false.")
        Boolean migrationTest,
    @OptionalKey
        @JsonPropertyDescription(
            "Builds run in the private subnets: with a NAT gateway, or with endpoints and"
                + " dependencies from AWS alone; default: false, outside the VPC.")
        Boolean buildInVpc,
    @OptionalKey
        @JsonPropertyDescription(
            "Alarm on more than 500 messages in the ingest queue; default: false.")
        Boolean ingestBacklogAlarm,
    @OptionalKey
        @JsonPropertyDescription(
            "The pipeline's success and failure go to the alerts' topic; default: false.")
        Boolean pipelineNotifications,
    @OptionalKey
        @JsonPropertyDescription(
            "A policy for developers: sessions on the instances; default: false.")
        Boolean developerAccess,
    @OptionalKey
        @JsonPropertyDescription(
            "The account's own session document (SSM-SessionManagerRunShell) logs and encrypts"
                + " sessions as well; one environment in an account and region; default: false.")
        Boolean defaultSessionDocument,
    @OptionalKey
        @JsonPropertyDescription(
            "S3 is reached through a gateway endpoint, which is free; default: false.")
        Boolean s3GatewayEndpoint,
    @OptionalKey
        @JsonPropertyDescription(
            "Services of AWS that are reached through interface endpoints, such as ecr.api;"
                + " default: none.")
        @Is(value = NetworkValues.InterfaceService.class, distinct = true)
        List<String> interfaceEndpoints,
    @OptionalKey
        @JsonPropertyDescription("Images that the repository keeps, 1-1000; default: 5.")
        @Between(least = 1, most = 1000)
        Integer keepImages,
    @OptionalKey
        @JsonPropertyDescription(
            "Released images that the repository keeps, however many builds follow, 1-1000;"
                + " default: 10.")
        @Between(least = 1, most = 1000)
        Integer keepReleasedImages,
    @OptionalKey
        @JsonPropertyDescription("A web application firewall on the load balancer; default: false.")
        Boolean waf,
    @OptionalKey
        @JsonPropertyDescription(
            "Two instances, deployed to one after the other; default: false, one instance.")
        Boolean highAvailability,
    @OptionalKey
        @JsonPropertyDescription(
            "one or onePerZone: the instances are in the private subnets; default: none, they are"
                + " in the public ones.")
        NatGateways natGateways,
    @OptionalKey
        @JsonPropertyDescription(
            "Days between two passwords of the database, 1-365; absent: it stays as it is.")
        @Between(least = 1, most = 365)
        Integer credentialRotationDays,
    @OptionalKey
        @JsonPropertyDescription(
            "Tenants with a queue and workers of their own, by name; default: none.")
        Map<String, Tenant> tenants)
    implements Checked {

  private static final String TENANT = "(?=.{1,31}$)[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** A tenant with a queue and workers of its own. */
  record Tenant(
      @OptionalKey
          @JsonPropertyDescription(
              "Seconds a message stays hidden while it is worked on, 0-43200; default: the ingest"
                  + " queue's.")
          @Between(least = 0, most = 43200)
          Integer visibilitySeconds,
      @OptionalKey
          @JsonPropertyDescription("Worker containers on each instance, 1-20; default: 1.")
          @Between(least = 1, most = 20)
          Integer workers) {
    Tenant {
      workers = workers == null ? 1 : workers;
    }
  }

  OrchaOptions {
    migrationTest = migrationTest != null && migrationTest;
    buildInVpc = buildInVpc != null && buildInVpc;
    ingestBacklogAlarm = ingestBacklogAlarm != null && ingestBacklogAlarm;
    pipelineNotifications = pipelineNotifications != null && pipelineNotifications;
    developerAccess = developerAccess != null && developerAccess;
    defaultSessionDocument = defaultSessionDocument != null && defaultSessionDocument;
    s3GatewayEndpoint = s3GatewayEndpoint != null && s3GatewayEndpoint;
    interfaceEndpoints = interfaceEndpoints == null ? List.of() : interfaceEndpoints;
    keepImages = keepImages == null ? 5 : keepImages;
    keepReleasedImages = keepReleasedImages == null ? 10 : keepReleasedImages;
    waf = waf != null && waf;
    highAvailability = highAvailability != null && highAvailability;
    natGateways = natGateways == null ? NatGateways.none : natGateways;
    tenants = tenants == null ? Map.of() : new TreeMap<>(tenants);
  }

  static OrchaOptions none() {
    return new OrchaOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  boolean rotatesCredentials() {
    return credentialRotationDays != null;
  }

  boolean privateInstances() {
    return natGateways != NatGateways.none;
  }

  @Override
  public void check(Problems problems) {
    if (buildInVpc) {
      checkReach(problems.at("buildInVpc"), List.of("ecr.api", "ecr.dkr", "logs"));
    }
    if (migrationTest) {
      checkReach(problems.at("migrationTest"), List.of("logs", "rds", "secretsmanager"));
    }
    tenants.forEach(
        (name, tenant) -> {
          Problems at = problems.at("tenants").at(name);
          if (!name.matches(TENANT)) {
            at.add("must be 1-31 lower-case letters, digits and hyphens", name);
          }
          if (name.equals("global")) {
            at.add("must have another name: the queues of everybody are called global", name);
          }
        });
  }

  /**
   * Builds in the private subnets reach what these reach: the source lies in S3, as do the layers
   * of images (ECR user guide, "Amazon ECR interface VPC endpoints").
   *
   * @param services of AWS that the build calls
   */
  private void checkReach(Problems problems, List<String> services) {
    if (!privateInstances() && !(s3GatewayEndpoint && interfaceEndpoints.containsAll(services))) {
      problems.add(
          "needs natGateways, or s3GatewayEndpoint and the interfaceEndpoints "
              + String.join(", ", services)
              + ": without them builds hang while they download the source",
          true);
    }
  }
}
