package dev.terrace.actions.generate;

import java.util.List;

/**
 * What a new system or project consists of.
 *
 * @param files their paths, as messages show them
 * @param next the command that comes next
 */
public record WrittenCode(List<String> files, String next) {

  public WrittenCode {
    files = List.copyOf(files);
  }
}
