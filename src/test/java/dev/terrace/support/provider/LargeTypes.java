package dev.terrace.support.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Types whose schemas are four times as large as those of all other tested types together, since
 * the statements of a firewall contain statements: reading them takes Terraform 0.3 s of CPU time
 * in each command. A command gets them if a file of its folder names one, or calls a module. A
 * state that has one which no file names is an error of Terraform.
 */
final class LargeTypes {
  private static final Set<String> NAMES = Set.of("aws_wafv2_rule_group", "aws_wafv2_web_acl");

  private static final Pattern NEEDED =
      Pattern.compile(String.join("|", NAMES) + "|\\bmodule\\s+\"|\"module\"\\s*:");

  private LargeTypes() {}

  static Set<String> without(Set<String> types) {
    return types.stream()
        .filter(type -> !NAMES.contains(type))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param folder where Terraform runs
   */
  static boolean neededIn(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        if (NEEDED.matcher(text(file)).find()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Nothing of a file that another program has deleted meanwhile. */
  private static String text(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
