package dev.terrace.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.eject.EjectStacks.EjectedStack;
import dev.terrace.actions.eject.EjectStacks.Result;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Console;

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
    int count = result.stacks().size();
    console.result(
        count
            + (count == 1 ? " stack" : " stacks")
            + " written to "
            + result.folder()
            + "; its README.md says how to run and where to look.");
    result
        .files()
        .toMove()
        .forEach(
            (stack, state) ->
                console.note(
                    "The state of "
                        + stack
                        + " is a file; before its first 'terraform init': mv "
                        + state
                        + " "
                        + result.folder()
                        + "/"));
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
                    "The state of "
                        + stack
                        + " is also read and stays where it is; before the first 'terraform plan':"
                        + " ln -s "
                        + state
                        + " "
                        + result.folder()
                        + "/"));
  }

  public static ObjectNode asJson(Result result) {
    ObjectNode tree = Json.object().put("folder", result.folder().toString());
    ArrayNode stacks = tree.putArray("stacks");
    for (EjectedStack each : result.stacks()) {
      ObjectNode entry =
          stacks
              .addObject()
              .put("stack", each.stack().toString())
              .put("folder", each.folder())
              .put("resources", each.resources());
      ArrayNode files = entry.putArray("files");
      each.files().forEach(files::add);
    }
    return tree;
  }
}
