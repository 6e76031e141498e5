package dev.terrace.print;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.actions.create.Choice;
import dev.terrace.actions.create.CreateResult;
import dev.terrace.actions.create.FileChange;
import dev.terrace.ui.Console;
import java.util.List;

/** What a new service or environment changes, for people and for scripts. */
public final class CreatePrinter {
  private CreatePrinter() {}

  public static void print(CreateResult result, Console console) {
    for (FileChange change : result.changes()) {
      if (result.written()) {
        change.addedLines().forEach(console::result);
      } else {
        console.result(change.diff().stripTrailing());
      }
    }
    for (Choice choice : result.choices()) {
      console.note(
          "  "
              + choice.key()
              + ": "
              + (choice.value().isTextual() ? choice.value().asText() : choice.value())
              + "  "
              + console.dim(choice.why()));
    }
    result.notes().forEach(console::warn);
    console.note(
        result.written()
            ? "Next: " + result.next()
            : "No file was changed: run it without --dry-run.");
  }

  public static Object asJson(CreateResult result) {
    return new Document(
        1,
        result.written(),
        result.changes().stream()
            .map(each -> new FileDocument(each.name(), each.addedLines(), each.diff()))
            .toList(),
        result.choices().stream()
            .map(each -> new ChoiceDocument(each.key(), each.value(), each.why()))
            .toList(),
        result.notes(),
        result.next());
  }

  private record Document(
      int version,
      boolean written,
      List<FileDocument> files,
      List<ChoiceDocument> choices,
      List<String> notes,
      String next) {}

  private record FileDocument(String file, List<String> lines, String diff) {}

  private record ChoiceDocument(String key, JsonNode value, String why) {}
}
