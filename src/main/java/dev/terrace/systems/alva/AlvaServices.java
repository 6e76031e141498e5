package dev.terrace.systems.alva;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.PublishedServices;
import dev.terrace.spec.Route;
import dev.terrace.spec.UniqueValues;
import java.util.Map;

/** The services of an environment together: what they must have, and what only one may have. */
final class AlvaServices {
  private final Map<String, AlvaServiceSpec> services;
  private final AlvaAddresses addresses;
  private final DomainSpec domain;
  private final Placeholders placeholders;

  AlvaServices(AlvaConfig config) {
    services = config.services();
    addresses = config.addresses();
    domain = config.domain();
    boolean complete =
        services.values().stream().allMatch(service -> service != null && hasValidPath(service));
    placeholders = complete ? addresses.placeholders(config.region(), "", "") : null;
  }

  void check(Problems root) {
    new PublishedServices<>(services).check(root, "path", "path", this::check);
  }

  private void check(
      Problems problems, String key, String name, AlvaServiceSpec service, UniqueValues unique) {
    unique.add("subdomain", key + ".subdomain", service.subdomain());
    unique.add("path", key + ".path", service.path());
    if (domain != null && domain.name() != null && service.subdomain() != null) {
      checkHost(problems.at("subdomain"), name, service);
    }
    if (placeholders != null) {
      service
          .environment()
          .forEach((each, text) -> placeholders.check(problems.at("environment").at(each), text));
    }
    AlvaSecrets.CATALOG.checkReferences(problems.at("secrets"), service.secrets());
    checkIsReached(problems.at("path"), name, service);
  }

  private void checkHost(Problems problems, String name, AlvaServiceSpec service) {
    String host = addresses.host(name);
    Route.checkHost(problems, host, service.subdomain());
    if (name.equals(services.keySet().iterator().next())) {
      domain.checkCertificateName(problems, host);
    }
  }

  private static boolean hasValidPath(AlvaServiceSpec service) {
    return service.path() == null || service.path().endsWith("/*");
  }

  private static boolean hasRule(AlvaServiceSpec service) {
    return service != null
        && !service.isDefault()
        && service.priority() != null
        && hasValidPath(service);
  }

  /** A rule that is tried earlier must not take all that this one is for. */
  private void checkIsReached(Problems problems, String name, AlvaServiceSpec service) {
    if (!hasRule(service)) {
      return;
    }
    services.forEach(
        (otherName, other) -> {
          if (hasRule(other)
              && !otherName.equals(name)
              && other.priority() < service.priority()
              && service.path().startsWith(other.basePath() + "/")
              && !service.path().equals(other.path())) {
            problems.add(
                "is never reached: services."
                    + otherName
                    + " takes "
                    + other.path()
                    + " with the lower priority "
                    + other.priority(),
                service.path());
          }
        });
  }

  /** Reports services whose resources would get names that AWS refuses. */
  void checkNames(Problems root, String namePrefix) {
    for (String name : services.keySet()) {
      if (Names.isWellFormed(name)) {
        Problems at = root.at("services").at(name);
        Names.check(at, Names.Kind.TARGET_GROUP, namePrefix + "-" + name);
        Names.check(at, Names.Kind.ROLE, namePrefix + "-" + name + "-execution");
      }
    }
  }
}
