package dev.terrace.systems;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Environments;
import dev.terrace.layers.SystemDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The systems on the class path, as {@code META-INF/services} lists them: those of this package in
 * the order of their list, then all others by name.
 */
public final class Systems {
  /** The file that lists systems, in every jar and folder of the class path. */
  public static final String LIST = "META-INF/services/" + SystemDefinition.class.getName();

  private static final String NAME = "[a-z][a-z0-9-]{0,30}";
  private static final String OWN_PACKAGE = Systems.class.getPackageName() + ".";

  private static List<SystemDefinition<?>> found;

  private Systems() {}

  /**
   * @throws ConfigException when a system cannot be loaded, or two have the same name
   */
  public static synchronized List<SystemDefinition<?>> all() {
    if (found == null) {
      found = load(Systems.class.getClassLoader());
    }
    return found;
  }

  /**
   * @throws ConfigException when none has that name
   */
  public static SystemDefinition<?> named(String name) {
    return all().stream()
        .filter(system -> system.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "system '" + name + "'",
                    "does not exist; there are: "
                        + all().stream()
                            .map(SystemDefinition::name)
                            .collect(Collectors.joining(", "))));
  }

  static List<SystemDefinition<?>> load(ClassLoader classes) {
    List<SystemDefinition<?>> own = new ArrayList<>();
    List<SystemDefinition<?>> others = new ArrayList<>();
    try {
      for (SystemDefinition<?> each : ServiceLoader.load(SystemDefinition.class, classes)) {
        (each.getClass().getName().startsWith(OWN_PACKAGE) ? own : others).add(each);
      }
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      throw new ConfigException(
          LIST, "lists a system that cannot be loaded: " + e.getMessage() + cause);
    }
    others.sort(Comparator.comparing(SystemDefinition::name));
    List<SystemDefinition<?>> all = Stream.concat(own.stream(), others.stream()).toList();
    check(all);
    return all;
  }

  private static void check(List<SystemDefinition<?>> all) {
    Map<String, String> classes = new LinkedHashMap<>();
    for (SystemDefinition<?> each : all) {
      String type = each.getClass().getName();
      if (!each.name().matches(NAME) || Environments.isReserved(each.name())) {
        throw new ConfigException(
            "system " + type,
            "must have a name of 1-31 lower-case letters, digits and hyphens, got '"
                + each.name()
                + "'");
      }
      String other = classes.putIfAbsent(each.name(), type);
      if (other != null) {
        throw new ConfigException(
            "system '" + each.name() + "'",
            "is defined by two classes: " + other + " and " + type + "; rename one of them");
      }
      each.bridge().ifPresent(bridge -> checkLayer(each, bridge.layer()));
    }
  }

  private static void checkLayer(SystemDefinition<?> system, String layer) {
    if (!system.layers().contains(layer)) {
      throw new ConfigException(
          "bridge of " + system.name(),
          "must be published by one of the layers "
              + String.join(", ", system.layers())
              + ", got '"
              + layer
              + "': name it in new SystemBridge<>(contract, path, layer)");
    }
  }
}
