package dev.terrace.moves;

import dev.terrace.config.StackId;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.State;
import java.util.Map;

/**
 * A stack in the code and in its state.
 *
 * @param moves new addresses by former ones that are written already
 */
public record StackSide(StackId stack, StackFile file, State state, Map<String, String> moves) {

  /** Where a resource of the state is in the code, if it is. */
  String now(String address) {
    if (file.resources().containsKey(address)) {
      return address; // a rename that was taken back
    }
    String now = address;
    for (int i = 0; i < moves.size() && moves.containsKey(now); i++) {
      now = moves.get(now);
    }
    return now;
  }
}
