package dev.terrace.systems.coder;

import dev.terrace.config.Problems;
import dev.terrace.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Langfuse's documentation asks of its services and of their ClickHouse. */
final class Langfuse {
  private static final String CLICKHOUSE = "clickhouse";

  private final Map<String, ServiceSpec> services;

  /**
   * @param services of the environment by name
   */
  Langfuse(Map<String, ServiceSpec> services) {
    this.services = services;
  }

  /**
   * Langfuse 4 needs ClickHouse 25.12 or newer: Langfuse documentation, "ClickHouse".
   *
   * @param problems at the services
   */
  void checkVersions(Problems problems) {
    ServiceSpec clickhouse = services.get(CLICKHOUSE);
    if (clickhouse == null || clickhouse.image() == null) {
      return;
    }
    for (String name : List.of("langfuse-web", "langfuse-worker")) {
      ServiceSpec langfuse = services.get(name);
      if (langfuse != null
          && langfuse.image() != null
          && major(langfuse.image()) >= 4
          && version(clickhouse.image()) < 25.12) {
        problems
            .at(name)
            .at("image")
            .add(
                "needs ClickHouse 25.12 or newer, and services.clickhouse.image is "
                    + clickhouse.image(),
                langfuse.image());
      }
    }
  }

  private static int major(String image) {
    double version = version(image);
    // A digest alone does not say which version it is, and gets the benefit of the doubt.
    return version == Double.MAX_VALUE && image.contains("@") ? 0 : (int) version;
  }

  /**
   * The version that a tag begins with, as {@code 24.3}; of a moving tag the newest there can be.
   */
  private static double version(String image) {
    // Neither the port of a registry nor a digest is a version.
    String tag = image.substring(image.lastIndexOf('/') + 1).replaceFirst("@.*", "");
    Matcher matcher = Pattern.compile(":v?(\\d{1,3})(\\.(\\d{1,2}))?").matcher(tag);
    if (!matcher.find()) {
      return Double.MAX_VALUE;
    }
    return Integer.parseInt(matcher.group(1))
        + (matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)) / 100.0);
  }

  /** A container of Langfuse that is smaller than its documentation asks for. */
  static List<String> sizeWarnings(String name, ServiceSpec service) {
    List<String> warnings = new ArrayList<>();
    if (name.startsWith("langfuse-") && (service.cpu() < 2048 || service.memoryMiB() < 4096)) {
      warnings.add(
          "services."
              + name
              + ": Langfuse's documentation asks for 2 vCPU and 4 GiB a container, and it has "
              + size(service));
    }
    return warnings;
  }

  /** Langfuse documentation, "Scaling": the minimum of a production ClickHouse. */
  List<String> clickhouseWarnings() {
    ServiceSpec clickhouse = services.get(CLICKHOUSE);
    return clickhouse.cpu() < 2048 || clickhouse.memoryMiB() < 8192
        ? List.of(
            "services.clickhouse: Langfuse's documentation asks for 2 vCPU and 8 GiB, and it has "
                + size(clickhouse))
        : List.of();
  }

  private static String size(ServiceSpec service) {
    return service.cpu() / 1024.0 + " vCPU and " + service.memoryMiB() / 1024.0 + " GiB";
  }
}
