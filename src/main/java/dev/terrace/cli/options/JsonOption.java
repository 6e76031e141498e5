package dev.terrace.cli.options;

import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --json}: one document on stdout instead of lines for people. */
public final class JsonOption {
  public static final String NAME = "--json";

  @Option(names = NAME)
  private boolean given;

  public boolean given() {
    return given;
  }

  /** Prints the result in the form that was asked for. */
  public void print(Console console, Supplier<?> document, Runnable forPeople) {
    if (given) {
      print(console, document.get());
    } else {
      forPeople.run();
    }
  }

  /** Prints the result as {@code asJson} forms it, or {@code forPeople}. */
  public <T> void print(
      Console console, T result, Function<T, ?> asJson, BiConsumer<T, Console> forPeople) {
    print(console, () -> asJson.apply(result), () -> forPeople.accept(result, console));
  }

  /**
   * @param document a record, a map or a tree; the properties of a record in their order
   */
  public static void print(Console console, Object document) {
    console.result(Json.pretty(document).stripTrailing());
  }
}
