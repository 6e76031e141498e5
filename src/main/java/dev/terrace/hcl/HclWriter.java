package dev.terrace.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes Terraform's native syntax in the style of {@code terraform fmt}: two spaces per level,
 * aligned equals signs, an empty line around blocks. Expressions given as source stay unchanged.
 */
public final class HclWriter {
  /** The longest list or small object that is written on one line. */
  private static final int LINE = 100;

  /** An object with more fields is written with one line per field. */
  private static final int FEW = 3;

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  /** Terraform reads these as something else when they are unquoted keys. */
  private static final Set<String> KEYWORDS = Set.of("null", "true", "false", "for", "in", "if");

  private HclWriter() {}

  /** A complete file with a trailing newline. */
  public static String write(Body body) {
    return String.join("\n", lines(body)) + (body.items().isEmpty() ? "" : "\n");
  }

  /** Quoted text with special characters escaped. */
  public static String quoted(Template template) {
    StringBuilder out = new StringBuilder("\"");
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Text text) {
        text.source().codePoints().forEach(each -> appendEscaped(out, each));
      } else {
        out.append(((Template.Sequence) part).source());
      }
    }
    return out.append('"').toString();
  }

  private static List<String> lines(Body body) {
    List<String> lines = new ArrayList<>();
    AlignedAttributes aligned = new AlignedAttributes();
    boolean apart = false; // the next item needs an empty line above it
    for (Body.Item item : body.items()) {
      if (item instanceof Body.Attribute attribute) {
        List<String> value = lines(attribute.value());
        boolean heredoc = attribute.value() instanceof Expression.Heredoc;
        if (apart || (heredoc && !aligned.isEmpty())) {
          aligned.endInto(lines);
          lines.add("");
        }
        aligned.add(attribute.name(), value);
        apart = heredoc;
      } else {
        boolean first = lines.isEmpty() && aligned.isEmpty();
        aligned.endInto(lines);
        if (!first) {
          lines.add("");
        }
        lines.addAll(lines((Body.Block) item));
        apart = true;
      }
    }
    aligned.endInto(lines);
    return lines;
  }

  private static List<String> lines(Body.Block block) {
    List<String> lines = new ArrayList<>();
    block.comment().ifPresent(comment -> lines.add("# " + comment.replaceAll("\\R", " ")));
    StringBuilder head = new StringBuilder(block.type());
    for (String label : block.labels()) {
      head.append(' ').append(quoted(Template.literal(label)));
    }
    if (block.body().items().isEmpty()) {
      lines.add(head.append(" {}").toString());
      return lines;
    }
    lines.add(head.append(" {").toString());
    lines.addAll(indented(lines(block.body())));
    lines.add("}");
    return lines;
  }

  /** An expression; later lines are indented relative to the first one. */
  private static List<String> lines(Expression expression) {
    if (expression instanceof Expression.Source source) {
      return source.text().lines().toList();
    }
    if (expression instanceof Expression.Quoted text) {
      return List.of(quoted(text.template()));
    }
    if (expression instanceof Expression.Heredoc heredoc) {
      return heredoc(heredoc.template());
    }
    if (expression instanceof Expression.Tuple tuple) {
      return tuple(tuple.elements());
    }
    if (expression instanceof Expression.Fields fields) {
      return fields(fields.fields());
    }
    Expression.Call call = (Expression.Call) expression;
    return wrapped(call.function() + "(", lines(call.argument()), ")");
  }

  private static List<String> tuple(List<Expression> elements) {
    List<List<String>> values = elements.stream().map(HclWriter::nested).toList();
    boolean objects = elements.stream().anyMatch(Expression.Fields.class::isInstance);
    if (!objects && values.stream().allMatch(value -> value.size() == 1)) {
      String line =
          "[" + String.join(", ", values.stream().map(value -> value.get(0)).toList()) + "]";
      if (line.length() <= LINE) {
        return List.of(line);
      }
    }
    List<String> lines = new ArrayList<>(List.of("["));
    for (List<String> value : values) {
      lines.addAll(indented(value));
      lines.set(lines.size() - 1, lines.get(lines.size() - 1) + ",");
    }
    lines.add("]");
    return lines;
  }

  /** A list element: no comma may follow a heredoc's last line, so it is quoted instead. */
  private static List<String> nested(Expression element) {
    if (element instanceof Expression.Heredoc heredoc) {
      return List.of(quoted(heredoc.template()));
    }
    return element instanceof Expression.Fields fields ? small(fields) : lines(element);
  }

  /** A nested object: on one line if it has few, short fields. */
  private static List<String> small(Expression.Fields object) {
    List<String> parts = new ArrayList<>();
    for (Expression.Field field : object.fields()) {
      boolean simple =
          field.value() instanceof Expression.Source || field.value() instanceof Expression.Quoted;
      if (!simple || lines(field.value()).size() > 1) {
        return fields(object.fields());
      }
      parts.add(key(field.key()) + " = " + lines(field.value()).get(0));
    }
    String line = "{ " + String.join(", ", parts) + " }";
    return parts.isEmpty() || parts.size() > FEW || line.length() > LINE
        ? fields(object.fields())
        : List.of(line);
  }

  /** Terraform removes the common indentation of all lines. */
  private static List<String> heredoc(Template template) {
    String source = template.source();
    List<String> lines =
        new ArrayList<>(List.of(AlignedAttributes.HEREDOC + Expression.Heredoc.MARK));
    lines.addAll(indented(source.lines().toList()));
    lines.add(Expression.Heredoc.MARK);
    if (!source.endsWith("\n")) {
      lines.set(0, "chomp(" + lines.get(0));
      lines.add(")");
    }
    return lines;
  }

  private static List<String> fields(List<Expression.Field> fields) {
    if (fields.isEmpty()) {
      return List.of("{}");
    }
    List<String> inner = new ArrayList<>();
    AlignedAttributes aligned = new AlignedAttributes();
    for (Expression.Field field : fields) {
      aligned.add(
          key(field.key()),
          field.value() instanceof Expression.Fields object ? small(object) : lines(field.value()));
    }
    aligned.endInto(inner);
    List<String> lines = new ArrayList<>(List.of("{"));
    lines.addAll(indented(inner));
    lines.add("}");
    return lines;
  }

  private static String key(Template key) {
    if (key.wholeExpression().isPresent()) {
      return "(" + key.wholeExpression().get() + ")";
    }
    String source = key.source();
    return IDENTIFIER.matcher(source).matches() && !KEYWORDS.contains(source)
        ? source
        : quoted(key);
  }

  private static List<String> wrapped(String before, List<String> value, String after) {
    List<String> lines = new ArrayList<>(value);
    lines.set(0, before + lines.get(0));
    if (lines.get(lines.size() - 1).equals(Expression.Heredoc.MARK)) {
      lines.add(after);
    } else {
      lines.set(lines.size() - 1, lines.get(lines.size() - 1) + after);
    }
    return lines;
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> line.isEmpty() ? line : "  " + line).toList();
  }

  private static void appendEscaped(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Character.isISOControl(codePoint)) {
          out.append(String.format("\\u%04x", codePoint));
        } else {
          out.appendCodePoint(codePoint);
        }
      }
    }
  }
}
