package dev.terrace.config;

/**
 * What a command is to work on: {@code coder/production}, {@code coder/production/data}, or a glob
 * of those such as {@code coder/*} ({@code *} matches any characters inside one part).
 *
 * @param system a system's name or glob
 * @param environment an environment's name or glob
 * @param layer a layer's name or glob; {@code *} where the target names no layer
 */
public record Target(String system, String environment, String layer) {

  public static Target parse(String text) {
    String[] parts = text.split("/", -1);
    boolean wellFormed = parts.length == 2 || parts.length == 3;
    for (String part : parts) {
      wellFormed &= part.matches("[a-z0-9*-]+");
    }
    if (!wellFormed) {
      throw new ConfigException(
          "target '" + text + "'",
          "must be SYSTEM/ENVIRONMENT or SYSTEM/ENVIRONMENT/LAYER, such as coder/production or"
              + " coder/production/data; see './terrace list'");
    }
    return new Target(parts[0], parts[1], parts.length == 3 ? parts[2] : "*");
  }

  public boolean matchesSystem(String name) {
    return glob(system, name);
  }

  public boolean matchesEnvironment(EnvironmentId id) {
    return glob(system, id.system()) && glob(environment, id.environment());
  }

  public boolean matches(StackId stack) {
    return matchesEnvironment(stack.environment()) && glob(layer, stack.layer());
  }

  private static boolean glob(String pattern, String value) {
    return Glob.matches(pattern, value);
  }

  @Override
  public String toString() {
    return system + "/" + environment + (layer.equals("*") ? "" : "/" + layer);
  }
}
