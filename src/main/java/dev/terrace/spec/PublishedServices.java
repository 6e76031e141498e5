package dev.terrace.spec;

import dev.terrace.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The services behind a load balancer together: each with a port and a priority of its own, and one
 * that takes what no rule takes.
 *
 * @param services by name; values may be null where the schema has reported them
 */
public record PublishedServices<S extends PublishedService>(Map<String, S> services) {

  /** Checks of one service that the system adds. */
  public interface Checks<S> {
    /**
     * @param key of the service, such as {@code services.web}
     * @param unique values that one service alone may have
     */
    void check(Problems problems, String key, String name, S service, UniqueValues unique);
  }

  /** The service that takes what no rule takes. */
  public String defaultService() {
    return services.entrySet().stream()
        .filter(each -> each.getValue().isDefault())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Reports services that are wrong by themselves, values that two have, and more or less than one
   * service that takes what no rule takes.
   *
   * @param mark key that this one does not have
   * @param rule what the others are chosen by, such as path
   */
  public void check(Problems root, String mark, String rule, Checks<S> more) {
    Problems problems = root.at("services");
    UniqueValues unique = new UniqueValues();
    List<String> defaults = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service == null) {
            return;
          }
          String key = "services." + name;
          service.check(problems.at(name));
          unique.add("port", key + ".port", service.port());
          unique.add("priority", key + ".priority", service.priority());
          more.check(problems.at(name), key, name, service, unique);
          if (service.isDefault()) {
            defaults.add(name);
          }
        });
    unique.check(root);
    if (defaults.size() != 1) {
      problems.add(
          "must have one service without a " + mark + ", which takes what no " + rule + " takes",
          defaults);
    }
  }
}
