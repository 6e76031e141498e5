package dev.terrace.print;

import dev.terrace.actions.eject.EjectStacks.EjectedStack;
import dev.terrace.actions.eject.EjectStacks.Result;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;

/** Ejected stacks, for people and for scripts. */
public final class EjectPrinter {
  private EjectPrinter() {}

  public static void print(Result result, Console console) {
    for (EjectedStack each : result.stacks()) {
      console.result(
          String.format(
              "%-44s %4d resources  %2d files",
              each.stack(), each.resources(), each.files().size()));
    }
    console.result(
        "%s written to %s; its README.md says how to run and where to look."
            .formatted(Messages.counted(result.stacks().size(), "stack"), result.folder()));
    result
        .files()
        .toMove()
        .forEach(
            (stack, state) ->
                console.note(
                    "The state of %s is a file; before its first 'terraform init': mv %s %s/"
                        .formatted(stack, state, result.folder())));
    if (!result.files().toMove().isEmpty()) {
      console.note(
          "Never deploy a stack from here again after its state was moved: 'terrace deploy' would"
              + " find no state and create everything a second time.");
    }
    result
        .files()
        .toLink()
        .forEach(
            (stack, state) ->
                console.note(
                    ("The state of %s is also read and stays where it is; before the first"
                            + " 'terraform plan': ln -s %s %s/")
                        .formatted(stack, state, result.folder())));
  }

  public static Object asJson(Result result) {
    return new Document(
        result.folder().toString(),
        result.stacks().stream()
            .map(
                each ->
                    new Stack(
                        each.stack().toString(), each.folder(), each.resources(), each.files()))
            .toList());
  }

  private record Document(String folder, List<Stack> stacks) {}

  private record Stack(String stack, String folder, int resources, List<String> files) {}
}
