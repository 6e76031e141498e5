package dev.terrace.systems.coder;

import dev.terrace.config.Names;
import dev.terrace.config.Problems;
import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.ListenerRules;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The services of an environment together: what they must have, and what only one may have. */
final class CoderServices {
  /** Other parts of coder are wired to them. */
  private static final List<String> REQUIRED =
      List.of("coder", "litellm", "langfuse-web", "langfuse-worker", "clickhouse");

  private static final List<String> LAYERS = List.of("platform", "observability");

  private final Map<String, ServiceSpec> services;
  private final ListenerRules rules;
  private final Langfuse langfuse;

  /**
   * @param services by name; values may be null where the schema has reported them
   */
  CoderServices(Map<String, ServiceSpec> services) {
    this.services = services;
    rules = new ListenerRules(services);
    langfuse = new Langfuse(services);
  }

  /**
   * @param placeholders that the texts of services are filled with
   * @param domain that the services are reached below; null where it is reported
   */
  void check(Problems root, Placeholders placeholders, DomainSpec domain) {
    Problems problems = root.at("services");
    for (String required : REQUIRED) {
      if (!services.containsKey(required)) {
        problems.at(required).add("is required: other parts of coder are wired to it");
      }
    }
    services.forEach(
        (name, service) -> {
          if (service != null) {
            check(problems.at(name), name, service, placeholders, domain);
          }
        });
    rules.checkPriorities(root);
    langfuse.checkVersions(problems);
  }

  private void check(
      Problems problems,
      String name,
      ServiceSpec service,
      Placeholders placeholders,
      DomainSpec domain) {
    placeholders.check(problems, service);
    service.check(problems);
    if (!LAYERS.contains(service.layer())) {
      problems.at("layer").add("must be platform or observability", service.layer());
    }
    rules.check(problems.at("routes"), name, placeholders, domain);
    CoderSecrets.CATALOG.checkReferences(problems.at("secrets"), service.secrets());
  }

  /** Reports services whose resources would get names that AWS refuses. */
  void checkNames(Problems root, String namePrefix) {
    services.forEach(
        (name, service) -> {
          if (!Names.isWellFormed(name)) {
            return;
          }
          Problems at = root.at("services").at(name);
          if (service != null && !service.routes().isEmpty()) {
            Names.check(at, Names.Kind.TARGET_GROUP, namePrefix + "-" + name);
          }
          Names.check(at, Names.Kind.ROLE, namePrefix + "-" + name + "-task");
        });
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          warnings.addAll(service.warnings("services." + name));
          warnings.addAll(Langfuse.sizeWarnings(name, service));
        });
    warnings.addAll(langfuse.clickhouseWarnings());
    return warnings;
  }
}
