package dev.terrace.affected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the stacks of two syntheses. A stack is affected if it differs itself, or if it reads an
 * output of another stack whose value may differ: one of the blocks that the output refers to,
 * directly or through others, has changed. An output counts as changed in doubt.
 */
public final class StackComparison {
  private static final Pattern UPSTREAM =
      Pattern.compile(
          "data\\.terraform_remote_state\\.cross-stack-reference-input-([\\w-]+)"
              + "\\.outputs\\.([\\w-]+)");
  private static final Pattern REMOTE_STATE = Pattern.compile("data\\.terraform_remote_state\\.");

  private static final Pattern ADDRESS = Pattern.compile("[a-z][\\w-]*\\.[\\w-]+(?:\\.[\\w-]+)?");

  /** What decides about every value of a stack. */
  private static final Set<String> RESOURCES = Set.of("resource", "data", "output", "//");

  private final Map<String, SynthesizedStack> before;
  private final Map<String, SynthesizedStack> after;
  private final Map<String, Boolean> changed = new HashMap<>();

  /** Both by name of the stack. */
  public StackComparison(
      Map<String, SynthesizedStack> before, Map<String, SynthesizedStack> after) {
    this.before = Map.copyOf(before);
    this.after = Map.copyOf(after);
  }

  /** Why a stack is affected; empty if it is not. */
  public Optional<String> affected(String stack) {
    SynthesizedStack old = before.get(stack);
    SynthesizedStack now = after.get(stack);
    if (old == null) {
      return Optional.of("is new");
    }
    if (!old.tree().equals(now.tree())) {
      return Optional.of("differs");
    }
    if (!old.assets().equals(now.assets())) {
      return Optional.of("has other assets");
    }
    Matcher read = UPSTREAM.matcher(now.tree().toString());
    while (read.find()) {
      if (isChanged(read.group(1), read.group(2))) {
        return Optional.of("reads an output of " + read.group(1) + " whose value may change");
      }
    }
    return readsMoreStates(now.tree())
        ? Optional.of("reads another state in a way that is not understood")
        : Optional.empty();
  }

  /** Whether a state is read, other than for a single output of an earlier stack. */
  private static boolean readsMoreStates(JsonNode tree) {
    String text = tree.toString();
    return REMOTE_STATE.matcher(text).results().count() != UPSTREAM.matcher(text).results().count();
  }

  private boolean isChanged(String stack, String output) {
    String key = stack + "." + output;
    Boolean known = changed.get(key);
    if (known == null) {
      known = compareOutput(before.get(stack), after.get(stack), output);
      changed.put(key, known);
    }
    return known;
  }

  private boolean compareOutput(SynthesizedStack old, SynthesizedStack now, String output) {
    if (old == null || now == null || !old.assets().equals(now.assets())) {
      return true;
    }
    JsonNode one = old.tree();
    JsonNode other = now.tree();
    return !common(one).equals(common(other)) || reaches(one, other, output);
  }

  /** Whether a block that an output refers to has changed. */
  private boolean reaches(JsonNode one, JsonNode other, String output) {
    Deque<JsonNode[]> open = new ArrayDeque<>();
    open.add(new JsonNode[] {one.path("output").path(output), other.path("output").path(output)});
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      JsonNode[] pair = open.remove();
      String text = texts(pair[1]);
      if (!pair[0].equals(pair[1]) || pair[1].isMissingNode() || readsChanged(text)) {
        return true;
      }
      Matcher address = ADDRESS.matcher(text);
      while (address.find()) {
        String found = address.group();
        if (seen.add(found)) {
          JsonNode is = block(other, found);
          JsonNode was = block(one, found);
          if (!is.isMissingNode() || !was.isMissingNode()) {
            open.add(new JsonNode[] {was, is});
          }
        }
      }
    }
    return false;
  }

  /** The texts of a block as they are: in JSON, a line end would run into the address after it. */
  private static String texts(JsonNode node) {
    if (node.isContainerNode()) {
      StringBuilder texts = new StringBuilder();
      node.forEach(each -> texts.append(texts(each)).append('\n'));
      return texts.toString();
    }
    return node.asText();
  }

  private boolean readsChanged(String text) {
    Matcher read = UPSTREAM.matcher(text);
    while (read.find()) {
      if (isChanged(read.group(1), read.group(2))) {
        return true;
      }
    }
    return false;
  }

  /** The block of an address in a text, whatever follows it. */
  private static JsonNode block(JsonNode tree, String address) {
    String[] parts = address.split("\\.", -1);
    if (parts[0].equals("data") && parts.length == 3) {
      return parts[1].equals("terraform_remote_state")
          ? tree.path("nothing")
          : tree.path("data").path(parts[1]).path(parts[2]);
    }
    return tree.path("resource").path(parts[0]).path(parts[1]);
  }

  private static JsonNode common(JsonNode tree) {
    ObjectNode rest = tree.deepCopy();
    rest.remove(RESOURCES);
    return rest;
  }
}
