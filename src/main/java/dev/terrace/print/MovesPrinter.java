package dev.terrace.print;

import dev.terrace.actions.moves.MovesUpdate;
import dev.terrace.actions.moves.WriteMoves.Result;
import dev.terrace.actions.moves.WriteMoves.StackMoves;
import dev.terrace.config.MovedResource;
import dev.terrace.moves.Pair;
import dev.terrace.ui.Console;
import dev.terrace.ui.Messages;
import java.util.List;

/** Which resources were renamed, for people and for scripts. */
public final class MovesPrinter {
  private MovesPrinter() {}

  /**
   * @param moved from state to state
   */
  public static void print(Result result, List<Pair> moved, Console console) {
    for (StackMoves each : result.stacks()) {
      console.result(console.bold(each.stack().id().toString()) + ": " + counts(each));
      for (Pair pair : each.pairs()) {
        console.result("  " + pair.from() + " → " + each.stack().describe(pair.to()));
      }
      each.left().forEach(address -> console.result(console.dim("  leaves the code: " + address)));
    }
    for (Pair pair : result.elsewhere()) {
      console.result((moved.contains(pair) ? "moved: " : "changed its stack: ") + describe(pair));
    }
    if (!moved.containsAll(result.elsewhere())) {
      console.note("'--between-stacks' moves what changed its stack from state to state");
    }
    for (MovesUpdate file : result.files()) {
      if (file.isChanged()) {
        console.result(
            file.file()
                + ": "
                + file.added().size()
                + " added, "
                + file.removed().size()
                + " removed; './terrace plan' shows what is left to change");
      }
      file.kept()
          .forEach(
              (move, reason) ->
                  console.note(
                      file.file()
                          + ": the entry of "
                          + move.from()
                          + " is from "
                          + move.since()
                          + " and stays: "
                          + reason));
    }
  }

  /** Such as {@code alva/staging/data aws_s3_bucket.a → alva/staging/network aws_s3_bucket.b}. */
  public static String describe(Pair pair) {
    return pair.source() + " " + pair.from() + " → " + pair.destination() + " " + pair.to();
  }

  private static String counts(StackMoves stack) {
    return stack.pairs().isEmpty()
        ? "no renamed resources"
        : Messages.counted(stack.pairs().size(), "renamed resource");
  }

  /**
   * @param moved from state to state
   */
  public static Object asJson(Result result, List<Pair> moved) {
    return new Document(
        result.stacks().stream()
            .map(
                each ->
                    new Moves(
                        each.stack().id().toString(),
                        each.pairs().stream().map(pair -> Moved.of(each, pair)).toList(),
                        each.left()))
            .toList(),
        result.elsewhere().stream().map(pair -> Elsewhere.of(pair, moved.contains(pair))).toList(),
        result.files().stream()
            .map(
                each ->
                    new File(
                        each.file(),
                        each.added(),
                        each.removed(),
                        List.copyOf(each.kept().keySet())))
            .toList());
  }

  private record Document(List<Moves> stacks, List<Elsewhere> betweenStacks, List<File> files) {}

  private record Elsewhere(
      String source, String from, String destination, String to, boolean moved) {
    static Elsewhere of(Pair pair, boolean moved) {
      return new Elsewhere(
          pair.source().toString(), pair.from(), pair.destination().toString(), pair.to(), moved);
    }
  }

  private record Moves(String stack, List<Moved> moved, List<String> left) {}

  private record Moved(String from, String to, String path) {
    static Moved of(StackMoves stack, Pair pair) {
      return new Moved(
          pair.from(), pair.to(), stack.stack().file().constructPath(pair.to()).orElse(""));
    }
  }

  private record File(
      String file,
      List<MovedResource> added,
      List<MovedResource> removed,
      List<MovedResource> kept) {}
}
