package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a domain has a certificate and records for. */
final class DomainSpecTest {
  private static final String DOMAIN = "shop.example.com";
  private static final String ZONE = "Z0123456789";
  private static final String CERTIFICATE =
      "arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-1111-1111-111111111111";

  /** Hosts that the certificate for the domain and one label below it is not for. */
  private static final List<String> OTHERS =
      List.of(
          "a.b.DOMAIN", "*.b.DOMAIN", "xDOMAIN", "DOMAIN.com", "example.com", "other.example.org");

  private static List<String> problems(DomainSpec domain, String host) {
    Problems problems = Problems.of("host");
    domain.checkHost(problems, host.replace("DOMAIN", DOMAIN), host);
    return problems.list().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOMAIN", "app.DOMAIN", "*.DOMAIN"})
  void its_certificate_is_for_it_and_one_label_below(String host) {
    assertThat(problems(new DomainSpec(DOMAIN, null, null), host)).isEmpty();
    assertThat(problems(new DomainSpec(DOMAIN, ZONE, null), host)).isEmpty();
    assertThat(problems(new DomainSpec(DOMAIN, ZONE, CERTIFICATE), host)).isEmpty();
  }

  @Test
  void no_other_host_is_reached_with_a_certificate_that_is_created() {
    for (String host : OTHERS) {
      assertThat(problems(new DomainSpec(DOMAIN, ZONE, null), host))
          .as(host)
          .containsExactly(
              "host: must be the domain or one label below it, which its certificate is for:"
                  + " {domain} or app.{domain}; for others give certificateArn, got '"
                  + host
                  + "'");
    }
  }

  @Test
  void a_certificate_that_is_given_is_for_any_host_that_can_have_a_record() {
    for (String host : OTHERS) {
      assertThat(problems(new DomainSpec(DOMAIN, null, CERTIFICATE), host)).as(host).isEmpty();
      boolean isBelow = host.endsWith(".DOMAIN");
      assertThat(problems(new DomainSpec(DOMAIN, ZONE, CERTIFICATE), host).isEmpty())
          .as(host)
          .isEqualTo(isBelow);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?.DOMAIN", "a*.DOMAIN", "a?b.DOMAIN"})
  void a_record_has_no_pattern_but_the_first_label(String host) {
    assertThat(problems(new DomainSpec(DOMAIN, null, null), host)).isEmpty();
    assertThat(problems(new DomainSpec(DOMAIN, ZONE, null), host))
        .containsExactly(
            "host: must have a record: the hosted zone takes names, and *. alone in front of one,"
                + " got '"
                + host
                + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop.local", "shop.internal", "a.test", "a.invalid", "b.onion", "a.home.arpa"})
  void no_certificate_is_created_outside_the_public_DNS(String name) {
    Problems problems = Problems.of("domain");
    new DomainSpec(name, ZONE, null).check(problems, "us-east-1");
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "domain.name: must be in the public DNS, where ACM validates its certificate; for"
                + " another one give certificateArn, got '"
                + name
                + "'");

    Problems given = Problems.of("domain");
    new DomainSpec(name, ZONE, CERTIFICATE).check(given, "us-east-1");
    assertThat(given.list()).isEmpty();
  }
}
