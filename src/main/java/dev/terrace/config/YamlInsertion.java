package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Adds an entry to a map of a YAML text: after the map's last entry and the comments that belong to
 * it, in the map's style, with the text's indentation and line breaks.
 */
final class YamlInsertion {
  private static final int USUAL_STEP = 2;

  private final String text;
  private final List<Event> events = new ArrayList<>();

  private YamlInsertion(String text) {
    this.text = text;
    new Parse(YamlFile.SETTINGS).parseString(text).forEach(events::add);
  }

  /**
   * @param path keys, of which those that are missing become maps
   * @return empty where the path leads through something else than maps, or ends at a key that is
   *     there; an alias is not recognized as one
   */
  static Optional<String> of(String text, List<String> path, JsonNode value) {
    Optional<Node> root = new Compose(YamlFile.SETTINGS).composeString(text);
    if (!(root.orElse(null) instanceof MappingNode map)) {
      return Optional.empty();
    }
    int step = step(map).orElse(USUAL_STEP);
    int depth = 0;
    while (depth < path.size() - 1
        && YamlEdit.field(map, path.get(depth)) instanceof MappingNode deeper) {
      step = isFlow(deeper) ? step : Math.max(1, column(deeper) - column(map));
      map = deeper;
      depth++;
    }
    YamlInsertion insertion = new YamlInsertion(text);
    JsonNode rest = nested(path.subList(depth + 1, path.size()), value);
    Optional<NodeTuple> there = entry(map, path.get(depth));
    if (there.isEmpty()) {
      return Optional.of(
          isFlow(map)
              ? insertion.intoFlow(map, path.get(depth), rest)
              : insertion.afterLast(map, path.get(depth), rest, step));
    }
    boolean isEmptyMap =
        depth < path.size() - 1
            && !isFlow(map)
            && there.get().getValueNode() instanceof ScalarNode scalar
            && scalar.isPlain()
            && scalar.getValue().isEmpty();
    return isEmptyMap
        ? Optional.of(insertion.belowKey(there.get(), rest, column(map), step))
        : Optional.empty();
  }

  private static JsonNode nested(List<String> path, JsonNode value) {
    JsonNode nested = value;
    for (int i = path.size() - 1; i >= 0; i--) {
      nested = JsonNodeFactory.instance.objectNode().set(path.get(i), nested);
    }
    return nested;
  }

  private String afterLast(MappingNode map, String key, JsonNode value, int step) {
    int column = column(map);
    boolean onOneLine = value.isObject() && siblingsAreFlow(map);
    List<String> lines =
        onOneLine
            ? List.of(" ".repeat(column) + YamlWriter.flowEntry(key, value))
            : YamlWriter.block(key, value, column, step);
    boolean separated = column == 0 ? lines.size() > 1 : hasBlankAboveLast(map);
    int end = endOfLine(contentEnd(index(map.getStartMark()), index(map.getEndMark())));
    return inserted(afterComments(end, column), lines, separated);
  }

  /** A key without a value gets a map. */
  private String belowKey(NodeTuple entry, JsonNode value, int column, int step) {
    List<String> lines = new ArrayList<>();
    value
        .properties()
        .forEach(
            each ->
                lines.addAll(
                    YamlWriter.block(each.getKey(), each.getValue(), column + step, step)));
    int end = endOfLine(offset(index(entry.getKeyNode().getEndMark())));
    return inserted(afterComments(end, column + 1), lines, false);
  }

  private String intoFlow(MappingNode map, String key, JsonNode value) {
    int close = index(map.getEndMark()) - 1;
    int end = contentEnd(index(map.getStartMark()), close);
    String written = YamlWriter.flowEntry(key, value);
    if (map.getValue().isEmpty()) {
      return text.substring(0, end) + written + text.substring(end);
    }
    Node last = map.getValue().get(map.getValue().size() - 1).getKeyNode();
    boolean onLines = line(last) != line(map);
    boolean hasComma = text.substring(end, offset(close)).stripLeading().startsWith(",");
    int afterComma = hasComma ? text.indexOf(',', end) + 1 : end;
    int at = onLines && endOfLine(end) < offset(close) ? endOfLine(end) : afterComma;
    String gap =
        onLines ? lineBreak(end) + " ".repeat(last.getStartMark().orElseThrow().getColumn()) : " ";
    return text.substring(0, end)
        + (hasComma ? "" : ",")
        + text.substring(end, at)
        + gap
        + written
        + text.substring(at);
  }

  /** The end of what is written between two marks: comments and blanks are no content. */
  private int contentEnd(int from, int to) {
    int end = from;
    for (Event event : events) {
      int start = index(event.getStartMark());
      int eventEnd = index(event.getEndMark());
      if (start >= from && start < to && eventEnd > start) {
        end = Math.max(end, eventEnd);
      }
    }
    int at = offset(end);
    while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
      at--; // a block scalar ends where the next token starts
    }
    return at;
  }

  /** Comments of the map's own indentation, right below its last entry, stay above the new one. */
  private int afterComments(int end, int column) {
    int at = end;
    while (at < text.length()) {
      int start = text.indexOf('\n', at) + 1;
      int next = endOfLine(start);
      String line = text.substring(start, next);
      if (start == 0 || !line.stripLeading().startsWith("#")) {
        return at;
      }
      if (line.length() - line.stripLeading().length() < column) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private String inserted(int at, List<String> lines, boolean separated) {
    String lineBreak = lineBreak(at);
    StringBuilder added = new StringBuilder(separated ? lineBreak : "");
    lines.forEach(line -> added.append(lineBreak).append(line));
    return text.substring(0, at) + added + text.substring(at);
  }

  /** The end of the line that holds a position, before its line break. */
  private int endOfLine(int at) {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return text.length();
    }
    return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** The line break that follows a position, else the first of the text. */
  private String lineBreak(int at) {
    int found = text.indexOf('\n', at) < 0 ? text.indexOf('\n') : text.indexOf('\n', at);
    return found > 0 && text.charAt(found - 1) == '\r' ? "\r\n" : "\n";
  }

  /** Whether a blank line is above the last of several entries and its comments. */
  private boolean hasBlankAboveLast(MappingNode map) {
    if (map.getValue().size() < 2) {
      return false;
    }
    List<String> lines = text.lines().toList();
    int at = line(map.getValue().get(map.getValue().size() - 1).getKeyNode()) - 1;
    while (at > 0 && lines.get(at).stripLeading().startsWith("#")) {
      at--;
    }
    return at >= 0 && lines.get(at).isBlank();
  }

  /** Whether the map's maps are written in braces. */
  private static boolean siblingsAreFlow(MappingNode map) {
    List<MappingNode> siblings =
        map.getValue().stream()
            .filter(each -> each.getValueNode() instanceof MappingNode)
            .map(each -> (MappingNode) each.getValueNode())
            .filter(each -> !each.getValue().isEmpty())
            .toList();
    return !siblings.isEmpty() && siblings.stream().allMatch(YamlInsertion::isFlow);
  }

  /** How much deeper the first map in block style is than the root. */
  private static Optional<Integer> step(MappingNode root) {
    return root.getValue().stream()
        .map(NodeTuple::getValueNode)
        .filter(each -> each instanceof MappingNode map && !isFlow(map))
        .map(each -> column((MappingNode) each))
        .filter(each -> each > 0)
        .findFirst();
  }

  private static Optional<NodeTuple> entry(MappingNode map, String key) {
    return map.getValue().stream()
        .filter(each -> each.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst();
  }

  private static boolean isFlow(MappingNode map) {
    return map.getFlowStyle() == FlowStyle.FLOW;
  }

  /** Of a map in block style, the column of its keys. */
  private static int column(MappingNode map) {
    return map.getValue().isEmpty()
        ? 0
        : map.getValue().get(0).getKeyNode().getStartMark().orElseThrow().getColumn();
  }

  private static int line(Node node) {
    return node.getStartMark().orElseThrow().getLine();
  }

  private static int index(Optional<Mark> mark) {
    return mark.orElseThrow().getIndex();
  }

  private int offset(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }
}
