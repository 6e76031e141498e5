package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import dev.terrace.hcl.HclWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes one stack's sections as files in Terraform's native syntax. The providers' schemas decide
 * what JSON leaves open; anything unknown fails rather than being left out.
 */
final class StackSource {
  private final StackTree stack;
  private final ProviderSchemas schemas;
  private final JsonExpressions json;
  private final ResourceBodies resources;
  private final DeclarationBodies declarations;
  private final Map<String, List<Entry>> files = new TreeMap<>();

  /** A block with its sort keys. */
  private record Entry(String path, String address, Body.Block block) {}

  private StackSource(StackTree stack, ProviderSchemas schemas, Predicate<String> isText) {
    this.stack = stack;
    this.schemas = schemas;
    this.json = new JsonExpressions(stack, isText);
    this.resources = new ResourceBodies(json);
    this.declarations = new DeclarationBodies(json);
  }

  /**
   * The stack's files.
   *
   * @param isText whether an expression is known to return a string
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
      case "output" -> labelled("outputs.tf", name, body, declarations::output);
      case "variable" -> labelled("variables.tf", name, body, declarations::variable);
      case "module" -> labelled("modules.tf", name, body, declarations::module);
      case "locals" -> add("locals.tf", "", Body.Block.of(name, List.of(), json.attributes(body)));
      case "moved", "removed", "import" -> refactoring(name, body);
      default ->
          throw new EjectException("section '" + name + "' is not known, so it cannot be written");
    }
  }

  private void terraform(JsonNode body) {
    TerraformSettings settings = TerraformSettings.of(body);
    settings.backends().forEach(backend -> add("backend.tf", "", backend));
    if (!settings.versions().isEmpty()) {
      add("versions.tf", "", Body.Block.of("terraform", List.of(), new Body(settings.versions())));
    }
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
              new Body(
                  resources.items(
                      JsonExpressions.arguments(body),
                      schema,
                      ResourceBodies.NO_REFERENCES,
                      "provider." + name))));
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
                                            json.newName(kind, type.getKey(), named.getKey()),
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
            resources.resource(body, schema, type));
    files
        .computeIfAbsent(
            kind.equals("data") ? "data.tf" : Topics.file(type), f -> new ArrayList<>())
        .add(new Entry(path, type + "." + name, block));
  }

  /** The construct's path below its stack; empty for a block that no construct created. */
  private static String constructPath(JsonNode body) {
    String path = body.path("//").path("metadata").path("path").asText("");
    return path.substring(path.indexOf('/') + 1);
  }

  private void labelled(
      String file, String type, JsonNode section, Function<JsonNode, Body> writer) {
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
                                Body.Block.of(type, List.of(named.getKey()), writer.apply(body)))));
  }

  private void refactoring(String type, JsonNode body) {
    String to = body.path("to").asText(body.path("from").asText());
    String file = type.equals("import") ? "imports.tf" : type + ".tf";
    add(file, to, Body.Block.of(type, List.of(), declarations.refactoring(type, body)));
  }

  private void add(String file, String address, Body.Block block) {
    files.computeIfAbsent(file, f -> new ArrayList<>()).add(new Entry("", address, block));
  }
}
