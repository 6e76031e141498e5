package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.HostValues;
import dev.terrace.config.value.Is;

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

  /** Reports a certificate of another region, which the load balancer does not take. */
  public void check(Problems problems, String region) {
    if (certificateArn != null
        && AwsFacts.isRegion(region)
        && !certificateArn.contains(":" + region + ":")) {
      problems
          .at("certificateArn")
          .add("must be the ARN of a certificate in " + region, certificateArn);
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
