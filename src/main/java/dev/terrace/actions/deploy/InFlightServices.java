package dev.terrace.actions.deploy;

import static dev.terrace.actions.deploy.InFlight.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.AwsException;
import dev.terrace.aws.SignedCalls;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The part of {@link InFlight} that asks other services than EC2. */
final class InFlightServices {
  private static final String ROUTE53 = "/2013-04-01/";
  private static final String EFS = "/2015-02-01/";

  private final SignedCalls aws;

  InFlightServices(SignedCalls aws) {
    this.aws = aws;
  }

  List<String> find(String type, Wanted wanted) {
    return switch (type) {
      case "aws_route53_zone" -> zones(wanted);
      case "aws_service_discovery_private_dns_namespace" -> namespaces(wanted);
      case "aws_kms_key" -> keys(wanted);
      case "aws_sqs_queue" -> queue(wanted).stream().toList();
      case "aws_secretsmanager_secret" -> secret(wanted).stream().toList();
      case "aws_lb" -> balancing("LoadBalancers", "LoadBalancerArn", wanted);
      case "aws_lb_target_group" -> balancing("TargetGroups", "TargetGroupArn", wanted);
      case "aws_efs_file_system" ->
          stream(aws.restJson("elasticfilesystem", EFS + "file-systems", Map.of()), "FileSystems")
              .filter(each -> each.path("LifeCycleState").asText().matches("creating|available"))
              .filter(each -> wanted.hasTags(each.path("Tags"), "Key", "Value"))
              .map(each -> each.path("FileSystemId").asText())
              .toList();
      case "aws_efs_access_point" ->
          ofFileSystem(wanted, "access-points", "AccessPoints")
              .filter(each -> wanted.hasTags(each.path("Tags"), "Key", "Value"))
              .filter(
                  each ->
                      wanted
                          .block("root_directory")
                          .agrees(each.path("RootDirectory").path("Path"), "path"))
              .map(each -> each.path("AccessPointId").asText())
              .toList();
      case "aws_efs_mount_target" ->
          ofFileSystem(wanted, "mount-targets", "MountTargets")
              .filter(
                  each ->
                      wanted
                          .value("subnet_id")
                          .filter(each.path("SubnetId").asText()::equals)
                          .isPresent())
              .map(each -> each.path("MountTargetId").asText())
              .toList();
      default -> List.of();
    };
  }

  private Optional<String> queue(Wanted wanted) {
    return wanted
        .value("name")
        .flatMap(name -> json("sqs", "AmazonSQS.GetQueueUrl", "1.0", "QueueName", name))
        .map(found -> found.path("QueueUrl").asText());
  }

  private Optional<String> secret(Wanted wanted) {
    return wanted
        .value("name")
        .flatMap(
            name ->
                json("secretsmanager", "secretsmanager.DescribeSecret", "1.1", "SecretId", name))
        .filter(found -> !found.hasNonNull("DeletedDate"))
        .map(found -> found.path("ARN").asText());
  }

  /**
   * Tags come after the creation: a private zone is known by its VPC, a public one by no others'.
   */
  private List<String> zones(Wanted wanted) {
    Optional<String> name = wanted.value("name").map(given -> given.replaceFirst("\\.?$", "."));
    boolean isPrivate = wanted.has("vpc");
    if (name.isEmpty()) {
      return List.of();
    }
    JsonNode answer =
        aws.restXml("route53", ROUTE53 + "hostedzonesbyname", Map.of("dnsname", name.get()));
    return stream(answer, "HostedZones")
        .filter(each -> each.path("Name").asText().equals(name.get()))
        .filter(each -> each.path("Config").path("PrivateZone").asBoolean() == isPrivate)
        .filter(each -> each.path("CallerReference").asText().startsWith("terraform-"))
        .map(each -> each.path("Id").asText().replaceFirst(".*/", ""))
        .filter(id -> isPrivate ? isIn(id, wanted.block("vpc")) : hasNoOtherTags(id, wanted))
        .toList();
  }

  private boolean isIn(String zone, Wanted association) {
    return association.value("vpc_id").filter(vpcsOf(zone)::contains).isPresent();
  }

  private Set<String> vpcsOf(String zone) {
    JsonNode vpcs = aws.restXml("route53", ROUTE53 + "hostedzone/" + zone, Map.of()).path("VPCs");
    return Set.copyOf(vpcs.findValuesAsText("VPCId"));
  }

  private boolean hasNoOtherTags(String zone, Wanted wanted) {
    JsonNode there =
        aws.restXml("route53", ROUTE53 + "tags/hostedzone/" + zone, Map.of())
            .path("ResourceTagSet")
            .path("Tags");
    return there.isEmpty() || wanted.hasTags(there, "Key", "Value");
  }

  private List<String> namespaces(Wanted wanted) {
    Optional<String> name = wanted.value("name");
    Optional<String> vpc = wanted.value("vpc");
    if (name.isEmpty() || vpc.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (JsonNode each :
        pages("servicediscovery", "Route53AutoNaming_v20170314.ListNamespaces", "NextToken")) {
      stream(each, "Namespaces")
          .filter(space -> space.path("Name").asText().equals(name.get()))
          .filter(
              space ->
                  vpcsOf(space.at("/Properties/DnsProperties/HostedZoneId").asText())
                      .contains(vpc.get()))
          .forEach(space -> found.add(space.path("Id").asText() + ":" + vpc.get()));
    }
    return found;
  }

  private List<String> keys(Wanted wanted) {
    List<String> found = new ArrayList<>();
    for (JsonNode page : pages("kms", "TrentService.ListKeys", "NextMarker")) {
      stream(page, "Keys")
          .map(each -> each.path("KeyId").asText())
          .filter(
              id -> {
                JsonNode key =
                    json("kms", "TrentService.DescribeKey", "1.1", "KeyId", id)
                        .orElse(Json.object())
                        .path("KeyMetadata");
                return key.path("KeyManager").asText().equals("CUSTOMER")
                    && key.path("KeyState").asText().equals("Enabled")
                    && wanted.agrees(key.path("Description"), "description")
                    && wanted.hasTags(
                        json("kms", "TrentService.ListResourceTags", "1.1", "KeyId", id)
                            .orElse(Json.object())
                            .path("Tags"),
                        "TagKey",
                        "TagValue");
              })
          .forEach(found::add);
    }
    return found;
  }

  private List<String> balancing(String what, String id, Wanted wanted) {
    return wanted.value("name").stream()
        .flatMap(
            name -> {
              String action = "Describe" + what;
              try {
                JsonNode answer =
                    aws.query(
                        "elasticloadbalancing",
                        Map.of("Action", action, "Version", "2015-12-01", "Names.member.1", name));
                return stream(answer.path(action + "Result"), what);
              } catch (AwsException e) {
                return orNothing(e, Stream.<JsonNode>empty());
              }
            })
        .map(each -> each.path(id).asText())
        .toList();
  }

  private Stream<JsonNode> ofFileSystem(Wanted wanted, String path, String list) {
    return wanted.value("file_system_id").stream()
        .flatMap(
            id ->
                stream(
                    aws.restJson("elasticfilesystem", EFS + path, Map.of("FileSystemId", id)),
                    list));
  }

  private Optional<JsonNode> json(
      String service, String target, String version, String key, String value) {
    try {
      return Optional.of(aws.json(service, target, version, Json.object().put(key, value)));
    } catch (AwsException e) {
      return orNothing(e, Optional.empty());
    }
  }

  private List<JsonNode> pages(String service, String target, String next) {
    List<JsonNode> pages = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          aws.json(
              service,
              target,
              "1.1",
              token.isEmpty()
                  ? Json.object()
                  : Json.object().put(next.equals("NextMarker") ? "Marker" : next, token));
      pages.add(page);
      token = page.path(next).asText("");
    } while (!token.isEmpty() && !token.equals("null"));
    return pages;
  }

  /** "There is no such thing" is an answer; everything else is an error. */
  private static <T> T orNothing(AwsException failure, T nothing) {
    if (failure.code().matches(".*(NotFound|NonExistentQueue|QueueDoesNotExist).*")) {
      return nothing;
    }
    throw failure;
  }
}
