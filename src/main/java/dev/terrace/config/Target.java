package dev.terrace.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a command is to work on: {@code coder/production}, {@code coder/production/data}, or a glob
 * of those such as {@code coder/*} ({@code *} matches any characters inside one part).
 *
 * @param system a system's name or glob
 * @param environment an environment's name or glob
 * @param layer a layer's name or glob; {@code *} where the target names no layer
 */
public record Target(String system, String environment, String layer) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9*-]+(?:/[a-z0-9*-]+){1,2}");

  public static Target parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new ConfigException(
          "target '" + text + "'",
          "must be SYSTEM/ENVIRONMENT or SYSTEM/ENVIRONMENT/LAYER, such as coder/production or"
              + " coder/production/data"
              + meant(text).map(target -> "; did you mean '" + target + "'?").orElse("")
              + "; see './terrace list'");
    }
    String[] parts = text.split("/", -1);
    return new Target(parts[0], parts[1], parts.length == 3 ? parts[2] : "*");
  }

  /** A system alone, an environment's file, or a target with capitals or a slash at its end. */
  private static Optional<String> meant(String text) {
    String path =
        text.toLowerCase(Locale.ROOT)
            .replaceFirst("^(?:.*/)?environments/", "")
            .replaceFirst("(?:\\.ya?ml|/+)$", "");
    String target = path.contains("/") ? path : path + "/*";
    return FORM.matcher(target).matches() ? Optional.of(target) : Optional.empty();
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
