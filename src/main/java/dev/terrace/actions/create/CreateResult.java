package dev.terrace.actions.create;

import java.util.List;

/**
 * What a new service or environment changes in the configuration.
 *
 * @param written false for a dry run
 * @param choices values that nobody gave
 * @param notes what deserves a look
 * @param next the command that comes next
 */
public record CreateResult(
    boolean written,
    List<FileChange> changes,
    List<Choice> choices,
    List<String> notes,
    String next) {

  public CreateResult {
    changes = List.copyOf(changes);
    choices = List.copyOf(choices);
    notes = List.copyOf(notes);
  }
}
