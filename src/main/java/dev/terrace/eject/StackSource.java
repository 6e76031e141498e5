package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import dev.terrace.hcl.Expression;
import dev.terrace.hcl.HclWriter;
import dev.terrace.hcl.Template;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes one stack's sections as files of Terraform's native syntax. What JSON leaves open is
 * decided by the providers' schemas; what is not known fails rather than being left out.
 */
public final class StackSource {
  /** Arguments that Terraform itself gives a meaning in a resource; the others stand between. */
  private static final List<String> FIRST = List.of("provider", "count", "for_each");

  private static final List<String> LAST =
      List.of("connection", "provisioner", "lifecycle", "depends_on");

  private static final BlockSchema LIFECYCLE =
      new BlockSchema(
          Map.of("precondition", BlockSchema.FLAT, "postcondition", BlockSchema.FLAT), Map.of());

  /** Values that are references or words of the language, written as texts in JSON. */
  private static final Set<String> NO_REFERENCES = Set.of();

  private static final Set<String> LIFECYCLE_REFERENCES =
      Set.of("ignore_changes", "replace_triggered_by");

  private final StackTree stack;
  private final ProviderSchemas schemas;
  private final JsonTexts jsonTexts;
  private final Map<String, List<Entry>> files = new TreeMap<>();

  /** A block and what it is sorted by. */
  private record Entry(String path, String address, Body.Block block) {}

  private StackSource(StackTree stack, ProviderSchemas schemas, Predicate<String> isText) {
    this.stack = stack;
    this.schemas = schemas;
    this.jsonTexts = new JsonTexts(isText);
  }

  /**
   * The stack's files.
   *
   * @param isText whether an expression surely gives a text
   * @return contents by file name
   * @throws EjectException when something in the stack cannot be written
   */
  static Map<String, String> files(
      StackTree stack, ProviderSchemas schemas, Predicate<String> isText) {
    try {
      return new StackSource(stack, schemas, isText).write();
    } catch (EjectException | IllegalArgumentException e) {
      throw new EjectException("stack '" + stack.name() + "': " + e.getMessage());
    }
  }

  private Map<String, String> write() {
    for (JsonNode tree : StackTree.all(stack.tree())) {
      tree.properties()
          .forEach(
              section ->
                  StackTree.all(section.getValue())
                      .forEach(body -> section(section.getKey(), body)));
    }
    Map<String, String> texts = new TreeMap<>();
    files.forEach(
        (name, entries) -> {
          entries.sort(Comparator.comparing(Entry::path).thenComparing(Entry::address));
          texts.put(
              name,
              HclWriter.write(new Body(entries.stream().<Body.Item>map(Entry::block).toList())));
        });
    return texts;
  }

  private void section(String name, JsonNode body) {
    switch (name) {
      case "//" -> {}
      case "terraform" -> terraform(body);
      case "provider" ->
          body.properties().forEach(each -> provider(each.getKey(), each.getValue()));
      case "resource", "ephemeral", "data" -> typed(name, body);
      case "output" -> labelled("outputs.tf", name, body, this::output);
      case "variable" -> labelled("variables.tf", name, body, this::variable);
      case "module" -> labelled("modules.tf", name, body, this::module);
      case "locals" -> add("locals.tf", "", Body.Block.of(name, List.of(), attributes(body)));
      case "moved", "removed", "import" -> refactoring(name, body);
      default ->
          throw new EjectException("section '" + name + "' is not known, so it cannot be written");
    }
  }

  private void terraform(JsonNode body) {
    List<Body.Item> versions = new ArrayList<>();
    body.properties()
        .forEach(
            each -> {
              JsonNode value = each.getValue();
              switch (each.getKey()) {
                case "//" -> {}
                case "backend" ->
                    StackTree.all(value)
                        .forEach(
                            kinds ->
                                kinds
                                    .properties()
                                    .forEach(
                                        kind ->
                                            StackTree.all(kind.getValue())
                                                .forEach(
                                                    one ->
                                                        backend(
                                                            "backend",
                                                            List.of(kind.getKey()),
                                                            one))));
                case "cloud" ->
                    StackTree.all(value).forEach(one -> backend("cloud", List.of(), one));
                case "required_providers" -> {
                  List<Body.Item> providers = new ArrayList<>();
                  StackTree.all(value)
                      .forEach(
                          one ->
                              one.properties()
                                  .forEach(
                                      required ->
                                          providers.add(
                                              new Body.Attribute(
                                                  required.getKey(),
                                                  literal(required.getValue())))));
                  versions.add(Body.Block.of("required_providers", List.of(), new Body(providers)));
                }
                case "required_version" ->
                    versions.add(0, new Body.Attribute(each.getKey(), literal(value)));
                default ->
                    throw new EjectException(
                        "'terraform." + each.getKey() + "' is not known, so it cannot be written");
              }
            });
    if (!versions.isEmpty()) {
      add("versions.tf", "", Body.Block.of("terraform", List.of(), new Body(versions)));
    }
  }

  private void backend(String type, List<String> labels, JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    body.properties()
        .forEach(
            each -> {
              if (each.getKey().equals("//") || each.getValue().isNull()) {
                return;
              }
              if (each.getKey().equals("workspaces")) {
                StackTree.all(each.getValue())
                    .forEach(
                        one ->
                            items.add(
                                Body.Block.of(each.getKey(), List.of(), literalAttributes(one))));
              } else {
                items.add(new Body.Attribute(each.getKey(), literal(each.getValue())));
              }
            });
    Body.Block block = Body.Block.of(type, labels, new Body(items));
    add("backend.tf", "", Body.Block.of("terraform", List.of(), new Body(List.of(block))));
  }

  private void provider(String name, JsonNode bodies) {
    JsonNode required = stack.tree().path("terraform").path("required_providers");
    BlockSchema schema = schemas.providerNamed(name, required);
    for (JsonNode body : StackTree.all(bodies)) {
      add(
          "providers.tf",
          "",
          Body.Block.of(
              "provider",
              List.of(name),
              new Body(items(arguments(body), schema, NO_REFERENCES, "provider." + name))));
    }
  }

  private void typed(String kind, JsonNode types) {
    types
        .properties()
        .forEach(
            type -> {
              BlockSchema schema = schemas.block(kind, type.getKey());
              for (JsonNode names : StackTree.all(type.getValue())) {
                names
                    .properties()
                    .forEach(
                        named ->
                            StackTree.all(named.getValue())
                                .forEach(
                                    body ->
                                        typed(
                                            kind,
                                            type.getKey(),
                                            newName(kind, type.getKey(), named.getKey()),
                                            body,
                                            schema)));
              }
            });
  }

  private void typed(String kind, String type, String name, JsonNode body, BlockSchema schema) {
    String path = constructPath(body);
    Body.Block block =
        new Body.Block(
            Optional.of(path).filter(each -> !each.isEmpty()),
            kind,
            List.of(type, name),
            resource(body, schema, type));
    files
        .computeIfAbsent(
            kind.equals("data") ? "data.tf" : Topics.file(type), f -> new ArrayList<>())
        .add(new Entry(path, type + "." + name, block));
  }

  /** The construct's path below its stack; empty for what no construct has made. */
  private static String constructPath(JsonNode body) {
    String path = body.path("//").path("metadata").path("path").asText("");
    return path.substring(path.indexOf('/') + 1);
  }

  private interface Labelled {
    Body write(JsonNode body);
  }

  private void labelled(String file, String type, JsonNode section, Labelled writer) {
    section
        .properties()
        .forEach(
            named ->
                StackTree.all(named.getValue())
                    .forEach(
                        body ->
                            add(
                                file,
                                named.getKey(),
                                Body.Block.of(type, List.of(named.getKey()), writer.write(body)))));
  }

  private Body output(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "description", "sensitive", "ephemeral" ->
                    items.add(new Body.Attribute(name, literal(value)));
                case "precondition" ->
                    StackTree.all(value)
                        .forEach(one -> items.add(Body.Block.of(name, List.of(), attributes(one))));
                case "depends_on" -> items.add(new Body.Attribute(name, bare(value)));
                default -> items.add(new Body.Attribute(name, expression(value)));
              }
            });
    return new Body(items);
  }

  private Body variable(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "type" -> items.add(new Body.Attribute(name, bare(value)));
                case "validation" ->
                    StackTree.all(value)
                        .forEach(one -> items.add(Body.Block.of(name, List.of(), attributes(one))));
                default -> items.add(new Body.Attribute(name, literal(value)));
              }
            });
    return new Body(items);
  }

  private Body module(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "source", "version" -> items.add(new Body.Attribute(name, literal(value)));
                case "providers" -> {
                  List<String> lines = new ArrayList<>(List.of("{"));
                  value
                      .properties()
                      .forEach(
                          each ->
                              lines.add(
                                  "  " + each.getKey() + " = " + text(bare(each.getValue()))));
                  lines.add("}");
                  items.add(
                      new Body.Attribute(name, new Expression.Source(String.join("\n", lines))));
                }
                case "depends_on" -> items.add(new Body.Attribute(name, bare(value)));
                default -> items.add(new Body.Attribute(name, expression(value)));
              }
            });
    return new Body(items);
  }

  private static String text(Expression source) {
    return ((Expression.Source) source).text();
  }

  private void refactoring(String type, JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach(
            (name, value) -> {
              switch (name) {
                case "from", "to", "provider" -> items.add(new Body.Attribute(name, bare(value)));
                case "id", "for_each" -> items.add(new Body.Attribute(name, expression(value)));
                case "lifecycle" ->
                    StackTree.all(value)
                        .forEach(one -> items.add(Body.Block.of(name, List.of(), attributes(one))));
                default ->
                    throw new EjectException(
                        "'" + type + "." + name + "' is not known, so it cannot be written");
              }
            });
    String to = body.path("to").asText(body.path("from").asText());
    String file = type.equals("import") ? "imports.tf" : type + ".tf";
    add(file, to, Body.Block.of(type, List.of(), new Body(items)));
  }

  private void add(String file, String address, Body.Block block) {
    files.computeIfAbsent(file, f -> new ArrayList<>()).add(new Entry("", address, block));
  }

  private static Map<String, JsonNode> arguments(JsonNode body) {
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    body.properties().forEach(each -> arguments.put(each.getKey(), each.getValue()));
    arguments.remove("//");
    arguments.values().removeIf(JsonNode::isNull);
    return arguments;
  }

  private Body resource(JsonNode body, BlockSchema schema, String type) {
    Map<String, JsonNode> own = arguments(body);
    List<Body.Item> items = new ArrayList<>();
    for (String name : FIRST) {
      JsonNode value = own.remove(name);
      if (value != null) {
        items.add(
            new Body.Attribute(name, name.equals("provider") ? bare(value) : expression(value)));
      }
    }
    List<Body.Item> last = new ArrayList<>();
    for (String name : LAST) {
      JsonNode value = schema.blocks().containsKey(name) ? null : own.remove(name);
      if (value == null) {
        continue;
      }
      switch (name) {
        case "lifecycle" -> last.addAll(nested(name, value, LIFECYCLE, LIFECYCLE_REFERENCES, name));
        case "connection" ->
            last.addAll(nested(name, value, BlockSchema.FLAT, NO_REFERENCES, name));
        case "provisioner" -> StackTree.all(value).forEach(each -> provisioners(each, last));
        default -> last.add(new Body.Attribute(name, bare(value)));
      }
    }
    items.addAll(items(own, schema, NO_REFERENCES, type));
    items.addAll(last);
    return new Body(items);
  }

  /**
   * @param references names of arguments whose texts are references or words
   * @param where for messages, and to know an attribute that holds JSON
   */
  private List<Body.Item> items(
      Map<String, JsonNode> arguments, BlockSchema schema, Set<String> references, String where) {
    List<Body.Item> attributes = new ArrayList<>();
    List<Body.Item> blocks = new ArrayList<>();
    arguments.forEach(
        (name, value) -> {
          BlockSchema block = schema.blocks().get(name);
          BlockSchema either = schema.attributesAsBlocks().get(name);
          if (block == null && either != null && isObjects(value)) {
            block = either;
          }
          if (block != null) {
            blocks.addAll(nested(name, value, block, NO_REFERENCES, where));
          } else if (name.equals("dynamic")) {
            StackTree.all(value).forEach(each -> dynamics(each, schema, where, blocks));
          } else if (references.contains(name)) {
            attributes.add(new Body.Attribute(name, bare(value)));
          } else {
            attributes.add(new Body.Attribute(name, value(where + "." + name, value)));
          }
        });
    attributes.addAll(blocks);
    return attributes;
  }

  private List<Body.Block> nested(
      String type, JsonNode bodies, BlockSchema schema, Set<String> references, String where) {
    return nested(type, List.of(), bodies, schema, references, where);
  }

  private List<Body.Block> nested(
      String type,
      List<String> labels,
      JsonNode bodies,
      BlockSchema schema,
      Set<String> references,
      String where) {
    if (!isObjects(bodies) && !(bodies.isArray() && bodies.isEmpty())) {
      throw new EjectException(
          "'"
              + where
              + "."
              + type
              + "' is a block, so a list of objects is expected, not "
              + bodies);
    }
    return StackTree.all(bodies).stream()
        .map(
            one ->
                Body.Block.of(
                    type,
                    labels,
                    new Body(items(arguments(one), schema, references, where + "." + type))))
        .toList();
  }

  private void provisioners(JsonNode kinds, List<Body.Item> items) {
    kinds
        .properties()
        .forEach(
            kind ->
                items.addAll(
                    nested(
                        "provisioner",
                        List.of(kind.getKey()),
                        kind.getValue(),
                        new BlockSchema(Map.of("connection", BlockSchema.FLAT), Map.of()),
                        Set.of("when", "on_failure"),
                        "provisioner")));
  }

  private void dynamics(JsonNode kinds, BlockSchema schema, String where, List<Body.Item> items) {
    kinds
        .properties()
        .forEach(
            kind -> {
              String type = kind.getKey();
              BlockSchema content =
                  Optional.ofNullable(schema.blocks().get(type))
                      .or(() -> Optional.ofNullable(schema.attributesAsBlocks().get(type)))
                      .orElseThrow(
                          () -> new EjectException("'" + where + "' has no block '" + type + "'"));
              items.addAll(
                  nested(
                      "dynamic",
                      List.of(type),
                      kind.getValue(),
                      new BlockSchema(Map.of("content", content), Map.of()),
                      Set.of("iterator"),
                      where));
            });
  }

  /** An object, or a list of nothing but objects and not empty. */
  private static boolean isObjects(JsonNode value) {
    if (value.isObject()) {
      return true;
    }
    boolean objects = value.isArray() && !value.isEmpty();
    if (objects) {
      for (JsonNode each : value) {
        objects &= each.isObject();
      }
    }
    return objects;
  }

  private Expression value(String attribute, JsonNode value) {
    return Optional.of(value)
        .filter(JsonNode::isTextual)
        .map(text -> template(text.asText()))
        .flatMap(
            template -> jsonTexts.asCall(attribute, template).or(() -> Base64Text.asCall(template)))
        .orElseGet(() -> expression(value));
  }

  private Body attributes(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body)
        .forEach((name, value) -> items.add(new Body.Attribute(name, expression(value))));
    return new Body(items);
  }

  private Body literalAttributes(JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    arguments(body).forEach((name, value) -> items.add(new Body.Attribute(name, literal(value))));
    return new Body(items);
  }

  /** A value whose texts are templates. */
  private Expression expression(JsonNode value) {
    if (value.isTextual()) {
      return Expression.of(template(value.asText()));
    }
    if (value.isObject()) {
      return new Expression.Fields(
          value.properties().stream()
              .map(
                  each ->
                      new Expression.Field(template(each.getKey()), expression(each.getValue())))
              .toList());
    }
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(expression(each)));
      return new Expression.Tuple(elements);
    }
    return new Expression.Source(value.toString());
  }

  /** A value where Terraform evaluates nothing, so that no text is a template. */
  private static Expression literal(JsonNode value) {
    if (value.isTextual()) {
      return Expression.literal(value.asText());
    }
    if (value.isObject()) {
      return new Expression.Fields(
          value.properties().stream()
              .map(
                  each ->
                      new Expression.Field(
                          Template.literal(each.getKey()), literal(each.getValue())))
              .toList());
    }
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(literal(each)));
      return new Expression.Tuple(elements);
    }
    return new Expression.Source(value.toString());
  }

  /** References that JSON has between quotes. */
  private Expression bare(JsonNode value) {
    if (value.isArray()) {
      List<Expression> elements = new ArrayList<>();
      value.forEach(each -> elements.add(bare(each)));
      return new Expression.Tuple(elements);
    }
    if (!value.isTextual()) {
      throw new EjectException("a reference is expected, not " + value);
    }
    Template template = Template.parse(renamed(value.asText()));
    return new Expression.Source(template.wholeExpression().orElse(template.source()));
  }

  private Template template(String source) {
    Template template = Template.parse(source);
    return template.hasSequences() ? Template.parse(renamed(source)) : template;
  }

  /** With the names that the data sources get. */
  private String renamed(String expression) {
    String renamed = expression;
    for (Map.Entry<String, String> each : stack.earlier().entrySet()) {
      String old = "data.terraform_remote_state." + StackFile.remoteState(each.getKey()) + ".";
      renamed = renamed.replace(old, "data.terraform_remote_state." + each.getValue() + ".");
    }
    return renamed;
  }

  private String newName(String kind, String type, String name) {
    if (kind.equals("data") && type.equals("terraform_remote_state")) {
      for (Map.Entry<String, String> each : stack.earlier().entrySet()) {
        if (StackFile.remoteState(each.getKey()).equals(name)) {
          return each.getValue();
        }
      }
    }
    return name;
  }
}
