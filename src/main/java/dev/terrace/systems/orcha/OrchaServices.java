package dev.terrace.systems.orcha;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.config.value.AwsFacts;
import dev.terrace.config.value.HostValues;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.PublishedServices;
import dev.terrace.spec.Route;
import dev.terrace.spec.UniqueValues;
import dev.terrace.systems.orcha.OrchaConfig.Certificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The services of an environment together: what they must have, and what only one may have. */
final class OrchaServices {
  private static final String DOMAIN = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}";

  private final OrchaConfig config;
  private final Map<String, OrchaServiceSpec> services;

  OrchaServices(OrchaConfig config) {
    this.config = config;
    services = config.services();
  }

  void check(Problems root) {
    new PublishedServices<>(services).check(root, "priority", "rule", this::check);
  }

  private void check(
      Problems problems, String key, String name, OrchaServiceSpec service, UniqueValues unique) {
    if (name.equals("alb")) {
      problems.add(
          "must have another name: the alarm of the default service is called alb-unhealthy");
    }
    if (service.hosts() != null && config.zone() != null) {
      checkHosts(problems.at("hosts"), key + ".hosts", service.hosts(), unique);
    }
    checkCertificate(problems, service.certificateArn());
  }

  private void checkHosts(Problems problems, String key, List<String> hosts, UniqueValues unique) {
    Placeholders placeholders = new Placeholders(Map.of("zone", config.zone()));
    for (int i = 0; i < hosts.size(); i++) {
      String text = hosts.get(i);
      if (text == null) {
        continue;
      }
      Problems at = problems.at(i);
      placeholders.check(at, text);
      String host = placeholders.fill(text);
      unique.add("host", key + "[" + i + "]", host);
      if (!host.matches(DOMAIN)) {
        at.add("must be a host name such as link.{zone}", text);
      } else if (host.length() > HostValues.LONGEST_HOST) {
        Route.checkHost(at, host, text);
      } else if (i == 0) {
        checkFirstHost(at, host, text);
      } else {
        checkFurtherHost(at, host, text);
      }
    }
  }

  /** It gets the record, and the certificate is its own. */
  private void checkFirstHost(Problems problems, String host, String text) {
    if (!config.liesInZone(host)) {
      problems.add(
          "must lie in the zone " + config.zone() + ": the first host gets the record", text);
    } else if (config.certificates() == Certificates.made
        && host.length() > DomainSpec.LONGEST_OF_CERTIFICATE) {
      problems.add(
          "makes a certificate for a name of more than "
              + DomainSpec.LONGEST_OF_CERTIFICATE
              + " characters: name a shorter host first",
          text);
    }
  }

  private void checkFurtherHost(Problems problems, String host, String text) {
    if (config.certificates() == Certificates.made && !config.liesInZone(host)) {
      problems.add(
          "must lie in the zone "
              + config.zone()
              + ", where its certificate is validated; for other hosts give certificates",
          text);
    }
  }

  private void checkCertificate(Problems problems, String arn) {
    String region = config.region();
    String accountId = config.accountId();
    if (config.certificates() == Certificates.given && arn == null) {
      problems
          .at("certificateArn")
          .add(
              "is required with 'certificates: given': make the certificate with"
                  + " deploy/orcha/scripts/create-cross-account-cert.sh, which prints its ARN");
    }
    if (config.certificates() == Certificates.made && arn != null) {
      problems.at("certificateArn").add("must be absent with 'certificates: made'", arn);
    } else if (AwsFacts.isRegion(region) && accountId != null && accountId.matches("\\d{12}")) {
      // A load balancer takes certificates of its own account and region only.
      problems.matches(
          "certificateArn",
          arn,
          "arn:aws:acm:"
              + Pattern.quote(region)
              + ":"
              + Pattern.quote(accountId)
              + ":certificate/[a-z0-9-]+",
          "must be the ARN of an ACM certificate in " + region + " and account " + accountId);
    }
  }

  /** Reports services whose target groups would get names that AWS refuses. */
  void checkNames(Problems root) {
    services.forEach(
        (name, service) -> {
          if (service != null && Names.isWellFormed(name)) {
            Names.check(
                root.at("services").at(name),
                Names.Kind.TARGET_GROUP,
                config.targetGroupName(name, service));
          }
        });
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service.certificateArn() != null
              && service.certificateArn().matches(".*/(\\d)\\1+-[\\d-]+")) {
            warnings.add(
                "services."
                    + name
                    + ".certificateArn: is the example's; no certificate has it until you give your"
                    + " own");
          }
        });
    return warnings;
  }
}
