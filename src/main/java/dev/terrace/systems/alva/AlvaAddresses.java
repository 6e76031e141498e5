package dev.terrace.systems.alva;

import dev.terrace.spec.DomainSpec;
import dev.terrace.spec.Placeholders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Hosts and URLs of the services: hosts of their own below the domain, or paths of the load
 * balancer's name without one.
 *
 * @param domain null: none
 * @param services by name
 * @param namespace of Cloud Map
 */
record AlvaAddresses(DomainSpec domain, Map<String, AlvaServiceSpec> services, String namespace) {

  /** The host of a service, where there is a domain. */
  String host(String service) {
    return services.get(service).subdomain() + "." + domain.name();
  }

  List<String> hosts() {
    return services.keySet().stream().map(this::host).toList();
  }

  /** The hosts by the key that decides each: several environments may share the domain. */
  Map<String, List<String>> ownHosts() {
    Map<String, List<String>> own = new TreeMap<>();
    services
        .keySet()
        .forEach(name -> own.put("services." + name + ".subdomain", List.of(host(name))));
    return own;
  }

  /** Where a browser finds a service. */
  String publicUrl(String service, String loadBalancerName) {
    return domain == null
        ? "http://" + loadBalancerName + services.get(service).basePath()
        : "https://" + host(service);
  }

  private String internalUrl(String service) {
    return "http://" + service + "." + namespace + ":" + services.get(service).port();
  }

  /**
   * What texts of the services are filled with.
   *
   * @param region may be null where it is reported
   * @param loadBalancerName expression of the load balancer's own DNS name
   * @param redisUrl expression
   */
  Placeholders placeholders(String region, String loadBalancerName, String redisUrl) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> expressions = new TreeMap<>();
    values.put("region", Objects.requireNonNullElse(region, ""));
    values.put("namespace", namespace);
    expressions.put("redis.url", redisUrl);
    Map<String, String> urls = domain == null ? expressions : values;
    services
        .keySet()
        .forEach(
            name -> {
              values.put("internalUrl." + name, internalUrl(name));
              urls.put("publicUrl." + name, publicUrl(name, loadBalancerName));
            });
    urls.put(
        "corsOrigins",
        domain == null
            ? "http://" + loadBalancerName
            : String.join(",", hosts().stream().map(host -> "https://" + host).toList()));
    return new Placeholders(values).withExpressions(expressions);
  }
}
