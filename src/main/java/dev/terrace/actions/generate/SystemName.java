package dev.terrace.actions.generate;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Problem;
import dev.terrace.config.value.NameValues;
import dev.terrace.systems.Systems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The name of a new system: of its folder of environments, its package and its classes.
 *
 * @param text such as {@code my-shop}
 */
record SystemName(String text) {
  /** Leaves 8 of the 32 characters of target group NAME-production-SERVICE to the service. */
  private static final int LONGEST = 12;

  /**
   * @param subject names where the name was given, such as {@code --system}
   * @throws ConfigException with every rule that the name breaks
   */
  static SystemName checked(String subject, String text) {
    List<Problem> problems = new ArrayList<>();
    new NameValues.NamePrefix()
        .refusal(text)
        .ifPresent(rule -> problems.add(new Problem(subject, rule, text)));
    SystemName name = new SystemName(text);
    if (text.length() > LONGEST) {
      problems.add(
          new Problem(
              subject,
              "must have at most "
                  + LONGEST
                  + " characters: a target group is named NAME-production-SERVICE, and AWS takes"
                  + " 32",
              text));
    }
    if (problems.isEmpty()) {
      name.refusal().ifPresent(rule -> problems.add(new Problem(subject, rule, text)));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return name;
  }

  private Optional<String> refusal() {
    if (SourceVersion.isKeyword(packageName())) {
      return Optional.of(
          "must not be a reserved word of Java, since its package has the same name");
    }
    boolean exists =
        Systems.all().stream().anyMatch(each -> each.name().replace("-", "").equals(packageName()));
    return exists
        ? Optional.of(
            "is the name, or has the package, of a system that exists; there are: "
                + Systems.all().stream().map(each -> each.name()).collect(Collectors.joining(", ")))
        : Optional.empty();
  }

  /** The last part of its package, such as {@code myshop}. */
  String packageName() {
    return text.replace("-", "");
  }

  /** What the names of its classes begin with, such as {@code MyShop}. */
  String className() {
    return Stream.of(text.split("-", -1))
        .filter(part -> !part.isEmpty())
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }
}
