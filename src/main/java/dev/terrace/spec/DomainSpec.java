package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.AwsIds;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.WebValues;

/**
 * Under which names the system is reached, and where its certificate comes from: an existing one by
 * ARN, one that is validated by records in the hosted zone, or one that a person validates.
 */
public record DomainSpec(
    @JsonPropertyDescription("Domain below which the services' hosts are.")
        @Is(WebValues.Domain.class)
        String name,
    @OptionalKey
        @JsonPropertyDescription(
            "Public hosted zone of the domain; empty: no records are made, and the certificate is validated by hand.")
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
}
