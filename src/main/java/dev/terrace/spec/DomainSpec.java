package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;

/**
 * Under which names the system is reached, and where its certificate comes from: an existing one by
 * ARN, one that is validated by records in the hosted zone, or one that a person validates.
 */
public record DomainSpec(
    @JsonPropertyDescription("Domain below which the services' hosts are.") String name,
    @OptionalKey
        @JsonPropertyDescription(
            "Public hosted zone of the domain; empty: no records are made, and the certificate is validated by hand.")
        String hostedZoneId,
    @OptionalKey
        @JsonPropertyDescription(
            "An issued certificate for the domain and *.domain; empty: one is made.")
        String certificateArn)
    implements Checked {

  public DomainSpec {
    hostedZoneId = hostedZoneId == null || hostedZoneId.isBlank() ? null : hostedZoneId;
    certificateArn = certificateArn == null || certificateArn.isBlank() ? null : certificateArn;
  }

  @Override
  public void check(Problems problems) {
    problems.matches(
        "name",
        name,
        "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}",
        "must be a domain such as coder.company.com");
    problems.matches(
        "hostedZoneId",
        hostedZoneId,
        "Z[A-Z0-9]{1,31}",
        "must be a zone's id such as Z08345672ABCDEF");
    problems.matches(
        "certificateArn",
        certificateArn,
        "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[a-z0-9-]+",
        "must be the ARN of an ACM certificate");
  }
}
