package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@link KeptAttributes} of one resource, as texts, and skips the others. */
final class ValuesScanner {
  private final JsonParser parser;
  private final Map<String, String> kept;

  /**
   * @param parser at the start of the values, which may be no object
   * @param kept takes the texts by the names of attributes, and of members as {@code BLOCK.NAME}
   */
  ValuesScanner(JsonParser parser, Map<String, String> kept) {
    this.parser = parser;
    this.kept = kept;
  }

  void read() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token.isScalarValue()) {
        if (isKept(name, token)) {
          kept.put(name, parser.getText());
        }
      } else if (token == JsonToken.START_ARRAY && KeptAttributes.isCounted(name)) {
        count(name);
      } else if (token == JsonToken.START_ARRAY && KeptAttributes.isListed(name)) {
        list(name);
      } else if (KeptAttributes.isBlock(name)) {
        block(name);
      } else {
        parser.skipChildren();
      }
    }
  }

  /** A block that is a scalar is one that is known after the apply as a whole. */
  private static boolean isKept(String name, JsonToken token) {
    return (token != JsonToken.VALUE_NULL && KeptAttributes.contains(name))
        || (token == JsonToken.VALUE_TRUE && KeptAttributes.isComposite(name));
  }

  /** How many elements a list has. */
  private void count(String list) throws IOException {
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements++;
      parser.skipChildren();
    }
    kept.put(list, Integer.toString(elements));
  }

  /** The names of the elements of a list, in one order, with commas between. */
  private void list(String list) throws IOException {
    Set<String> names = new TreeSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isName = KeptAttributes.elementNames(list).contains(parser.currentName());
        if (parser.nextToken() == JsonToken.VALUE_STRING && isName) {
          names.add(parser.getText());
        }
        parser.skipChildren();
      }
    }
    kept.put(list, String.join(",", names));
  }

  /**
   * The text of the switch of a block is kept under the name of the block, those of other members
   * with their own name, or with that of the block inside the block that they are in. A nested
   * attribute is one object instead of a list.
   */
  private void block(String list) throws IOException {
    Deque<String> blocks = new ArrayDeque<>();
    String field = "";
    int around = parser.currentToken() == JsonToken.START_ARRAY ? 0 : 1;
    int depth = around + 1;
    while (depth > around) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.FIELD_NAME) {
        field = parser.currentName();
      } else if (token == JsonToken.START_ARRAY) {
        blocks.push(field);
      } else if (token == JsonToken.END_ARRAY && depth > 1) {
        blocks.pop();
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      String name = parser.currentName();
      if (!token.isScalarValue() || token == JsonToken.VALUE_NULL || name == null) {
        continue;
      }
      if (depth == 2 && KeptAttributes.switches(list).contains(name)) {
        kept.put(list, parser.getText());
      }
      String inner = blocks.isEmpty() ? name : blocks.peek() + "." + name;
      for (String member : name.equals(inner) ? new String[] {name} : new String[] {name, inner}) {
        if (KeptAttributes.members(list).contains(member)
            || (token == JsonToken.VALUE_TRUE && KeptAttributes.isInnerBlock(list, member))) {
          kept.merge(list + "." + member, parser.getText(), ValuesScanner::ofSeveral);
        }
      }
    }
  }

  /** Of several blocks: the smallest number but 0, true if one is true, else the last. */
  private static String ofSeveral(String first, String second) {
    if (first.equals("0") || second.equals("0")) {
      return first.equals("0") ? second : first;
    }
    if (first.matches("\\d{1,9}") && second.matches("\\d{1,9}")) {
      return Integer.parseInt(first) < Integer.parseInt(second) ? first : second;
    }
    return first.equals("true") ? first : second;
  }
}
