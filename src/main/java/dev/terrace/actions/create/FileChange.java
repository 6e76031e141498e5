package dev.terrace.actions.create;

import dev.terrace.files.TextDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of the configuration with a new text.
 *
 * @param name as messages show it, such as {@code environments/alva/staging.yaml}
 * @param before empty where there was no file
 */
public record FileChange(Path file, String name, Optional<String> before, String after) {

  /** The lines that are new, {@code file:line: text}. */
  public List<String> addedLines() {
    return new TextDiff(before.orElse(""), after)
        .added().stream().map(each -> name + ":" + each.number() + ": " + each.text()).toList();
  }

  /** In the unified format, as {@code git apply} reads it. */
  public String diff() {
    return new TextDiff(before.orElse(""), after)
        .unified(before.isEmpty() ? "/dev/null" : "a/" + name, "b/" + name, TextDiff.CONTEXT);
  }
}
