package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;
import java.util.Optional;

/**
 * Under which names the system is reached, and where its certificate comes from: an existing one by
 * ARN, one that is validated by records in the hosted zone, or one that a person validates.
 */
public record DomainSpec(
    @JsonPropertyDescription("Domain below which the services' hosts are.")
        @Is(HostValues.Domain.class)
        String name,
    @OptionalKey
        @JsonPropertyDescription(
            "Public hosted zone of the domain; empty: no records are created, and the certificate is validated by hand.")
        @Is(value = AwsIds.HostedZoneId.class, orEmpty = true)
        String hostedZoneId,
    @OptionalKey
        @JsonPropertyDescription(
            "An issued certificate for the domain and *.domain; empty: one is made.")
        @Is(value = AwsIds.CertificateArn.class, orEmpty = true)
        String certificateArn) {

  public DomainSpec {
    hostedZoneId = hostedZoneId == null || hostedZoneId.isBlank() ? null : hostedZoneId;
    certificateArn = certificateArn == null || certificateArn.isBlank() ? null : certificateArn;
  }

  /**
   * ACM API, RequestCertificate, DomainName: 64 characters, of a common name; a longer name can be
   * an alternative one only.
   */
  public static final int LONGEST_OF_CERTIFICATE = 64;

  /** Reports a name that no certificate is created for; one that is given has any name. */
  public void checkCertificateName(Problems problems, String first) {
    if (certificateArn == null && first != null && first.length() > LONGEST_OF_CERTIFICATE) {
      problems.add(
          "makes a certificate for a name of more than "
              + LONGEST_OF_CERTIFICATE
              + " characters: give an issued one as certificateArn",
          first);
    }
  }

  /**
   * Reports a certificate of another region, which the load balancer does not take, and a domain
   * that ACM cannot validate one for.
   */
  public void check(Problems problems, String region) {
    if (certificateArn == null && name != null && HostValues.isPrivate(name)) {
      problems
          .at("name")
          .add(
              "must be in the public DNS, where ACM validates its certificate; for another one give"
                  + " certificateArn",
              name);
    }
    if (certificateArn != null
        && AwsFacts.isRegion(region)
        && !certificateArn.contains(":" + region + ":")) {
      problems
          .at("certificateArn")
          .add("must be the ARN of a certificate in " + region, certificateArn);
    }
  }

  /** A warning if neither a certificate nor a zone is given. */
  public Optional<String> validatedByHand() {
    return certificateArn == null && hostedZoneId == null
        ? Optional.of(
            "domain: without hostedZoneId no records are created, and the certificate is validated"
                + " by hand: while the platform layer is deployed, create the CNAMEs that AWS"
                + " Certificate Manager shows for it; the deploy waits for them")
        : Optional.empty();
  }

  /**
   * Reports a host that browsers get no certificate or no record for.
   *
   * @param host filled in; its first label may be a wildcard
   * @param given the text of the configuration that the host comes from
   */
  public void checkHost(Problems problems, String host, String given) {
    if (name == null) {
      return; // reported when it was read
    }
    boolean isBelow = host.endsWith("." + name);
    boolean isOneBelow = isBelow && host.indexOf('.') == host.length() - name.length() - 1;
    if (certificateArn == null && !host.equals(name) && !isOneBelow) {
      problems.add(
          "must be the domain or one label below it, which its certificate is for: {domain} or"
              + " app.{domain}; for others give certificateArn",
          given);
    } else if (hostedZoneId != null && !host.equals(name) && !isBelow) {
      problems.add("must lie in the domain, whose hosted zone gets its record", given);
    } else if (hostedZoneId != null && !host.matches("(\\*\\.)?[^*?]+")) {
      problems.add(
          "must have a record: the hosted zone takes names, and *. alone in front of one", given);
    }
  }

  /**
   * The account of the certificate, which is that of the load balancer: ACM user guide, "Services
   * integrated with ACM". Null: none is known.
   *
   * @param domain null: none
   */
  public static String accountId(DomainSpec domain) {
    if (domain == null || domain.certificateArn() == null) {
      return null;
    }
    String[] parts = domain.certificateArn().split(":", -1);
    return parts.length > 4 ? parts[4] : null;
  }
}
