package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Route 53, Cloud Map, and the certificates of names. */
final class DnsFinders {
  static final Map<String, Finder> FINDERS =
      Map.of(
          "aws_route53_zone", DnsFinders::zones,
          "aws_service_discovery_private_dns_namespace", DnsFinders::namespaces,
          "aws_service_discovery_service", DnsFinders::services,
          "aws_acm_certificate", DnsFinders::certificates);

  private static final String ROUTE53 = "/2013-04-01/";
  private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";

  /** Without them, {@code ListCertificates} lists RSA keys of 1024 and 2048 bits alone. */
  private static final List<String> KEY_TYPES =
      List.of(
          "RSA_1024",
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "EC_prime256v1",
          "EC_secp384r1",
          "EC_secp521r1");

  private DnsFinders() {}

  /**
   * Tags come after the creation: a private zone is known by its VPC, a public one by no others'.
   */
  private static Stream<String> zones(AwsLists aws, Wanted wanted) {
    Optional<String> name = wanted.value("name").map(given -> given.replaceFirst("\\.?$", "."));
    if (name.isEmpty()) {
      return Stream.empty();
    }
    boolean isPrivate = wanted.has("vpc");
    // Sorted by name, so that the zones of one name are on the first page.
    JsonNode answer =
        aws.restXml("route53", ROUTE53 + "hostedzonesbyname", Map.of("dnsname", name.get()));
    return AwsLists.stream(answer, "HostedZones")
        .filter(each -> each.path("Name").asText().equals(name.get()))
        .filter(each -> each.path("Config").path("PrivateZone").asBoolean() == isPrivate)
        .filter(each -> each.path("CallerReference").asText().startsWith("terraform-"))
        .map(each -> each.path("Id").asText().replaceFirst(".*/", ""))
        .filter(
            id ->
                isPrivate
                    ? isIn(aws, id, wanted.block("vpc").value("vpc_id"))
                    : hasNoOtherTags(aws, id, wanted));
  }

  private static boolean isIn(AwsLists aws, String zone, Optional<String> vpc) {
    JsonNode vpcs = aws.restXml("route53", ROUTE53 + "hostedzone/" + zone, Map.of()).path("VPCs");
    return vpc.filter(Set.copyOf(vpcs.findValuesAsText("VPCId"))::contains).isPresent();
  }

  private static boolean hasNoOtherTags(AwsLists aws, String zone, Wanted wanted) {
    JsonNode there =
        aws.restXml("route53", ROUTE53 + "tags/hostedzone/" + zone, Map.of())
            .path("ResourceTagSet")
            .path("Tags");
    return there.isEmpty() || wanted.hasTags(there, "Key", "Value");
  }

  private static Stream<String> namespaces(AwsLists aws, Wanted wanted) {
    Optional<String> vpc = wanted.value("vpc");
    if (vpc.isEmpty()) {
      return Stream.empty();
    }
    return cloudMap(aws, "ListNamespaces", Json.object(), "Namespaces")
        .filter(each -> wanted.is(each.path("Name"), "name"))
        .filter(each -> isIn(aws, each.at("/Properties/DnsProperties/HostedZoneId").asText(), vpc))
        .map(each -> each.path("Id").asText());
  }

  /** A namespace has a name once ({@code ServiceAlreadyExists}). */
  private static Stream<String> services(AwsLists aws, Wanted wanted) {
    Wanted dns = wanted.block("dns_config");
    return dns.value("namespace_id").or(() -> wanted.value("namespace_id")).stream()
        .flatMap(
            namespace -> {
              ObjectNode request = Json.object();
              request
                  .putArray("Filters")
                  .addObject()
                  .put("Name", "NAMESPACE_ID")
                  .put("Condition", "EQ")
                  .putArray("Values")
                  .add(namespace);
              return cloudMap(aws, "ListServices", request, "Services")
                  .filter(each -> each.path("NamespaceId").asText(namespace).equals(namespace));
            })
        .filter(each -> wanted.is(each.path("Name"), "name"))
        .map(each -> each.path("Id").asText());
  }

  private static Stream<JsonNode> cloudMap(
      AwsLists aws, String action, ObjectNode request, String list) {
    return aws.json(
        "servicediscovery", CLOUD_MAP + action, request, "NextToken", "NextToken", list);
  }

  /** One name can have several certificates: the tags tell them apart. */
  private static Stream<String> certificates(AwsLists aws, Wanted wanted) {
    ObjectNode request = Json.object();
    request.putArray("CertificateStatuses").add("PENDING_VALIDATION").add("ISSUED");
    KEY_TYPES.forEach(request.putObject("Includes").putArray("keyTypes")::add);
    return aws.json(
            "acm",
            "CertificateManager.ListCertificates",
            request,
            "NextToken",
            "NextToken",
            "CertificateSummaryList")
        .filter(each -> wanted.is(each.path("DomainName"), "domain_name"))
        .filter(each -> each.path("Type").asText("AMAZON_ISSUED").equals("AMAZON_ISSUED"))
        .map(each -> each.path("CertificateArn").asText())
        .filter(
            arn ->
                aws.one(
                        "acm",
                        "CertificateManager.ListTagsForCertificate",
                        "1.1",
                        "CertificateArn",
                        arn)
                    .filter(found -> wanted.hasTags(found.path("Tags"), "Key", "Value"))
                    .isPresent());
  }
}
