package dev.terrace.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --json}: one document on stdout instead of lines for people. */
public final class JsonOption {
  public static final String NAME = "--json";

  @Option(names = NAME, description = "Print the result as JSON.")
  private boolean given;

  public boolean given() {
    return given;
  }

  /** Prints the result in the form that was asked for. */
  public void print(Console console, Supplier<JsonNode> asJson, Runnable forPeople) {
    if (given) {
      console.result(Json.pretty(asJson.get()).stripTrailing());
    } else {
      forPeople.run();
    }
  }
}
