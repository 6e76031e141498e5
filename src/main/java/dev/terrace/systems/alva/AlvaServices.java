package dev.terrace.systems.alva;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Route;
import dev.terrace.spec.UniqueValues;
import java.util.ArrayList;
import java.util.List;
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
    Problems problems = root.at("services");
    UniqueValues unique = new UniqueValues();
    List<String> defaults = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          check(problems.at(name), name, service);
          String key = "services." + name + ".";
          unique.add("port", key + "port", service.port());
          unique.add("priority", key + "priority", service.priority());
          unique.add("subdomain", key + "subdomain", service.subdomain());
          unique.add("path", key + "path", service.path());
          if (service.isDefault()) {
            defaults.add(name);
          }
        });
    unique.check(root);
    if (defaults.size() != 1) {
      problems.add(
          "must have one service without a path, which takes what no path takes", defaults);
    }
  }

  private void check(Problems problems, String name, AlvaServiceSpec service) {
    service.check(problems);
    if (domain != null && domain.name() != null && service.subdomain() != null) {
      checkHost(problems.at("subdomain"), name, service);
    }
    if (placeholders != null) {
      service
          .environment()
          .forEach((key, text) -> placeholders.check(problems.at("environment").at(key), text));
    }
    service
        .secrets()
        .forEach(
            (variable, secret) -> AlvaSecrets.check(problems.at("secrets").at(variable), secret));
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
