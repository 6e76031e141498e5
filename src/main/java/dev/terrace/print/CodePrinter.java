package dev.terrace.print;

import dev.terrace.actions.generate.WrittenCode;
import dev.terrace.ui.Console;
import java.util.List;

/** The files of a new system or project, for people and for scripts. */
public final class CodePrinter {
  private CodePrinter() {}

  public static void print(WrittenCode code, Console console) {
    code.files().forEach(console::result);
    console.note("Next: " + code.next());
  }

  public static Object asJson(WrittenCode code) {
    return new Document(1, code.files(), code.next());
  }

  private record Document(int version, List<String> files, String next) {}
}
