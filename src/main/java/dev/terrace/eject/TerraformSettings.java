package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.hcl.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code terraform} section: versions, and the backend in a block of its own.
 *
 * @param versions empty where none are required
 */
record TerraformSettings(List<Body.Block> backends, List<Body.Item> versions) {

  /**
   * @throws EjectException for an unknown setting
   */
  static TerraformSettings of(JsonNode body) {
    TerraformSettings settings = new TerraformSettings(new ArrayList<>(), new ArrayList<>());
    body.properties().forEach(each -> settings.add(each.getKey(), each.getValue()));
    return settings;
  }

  private void add(String name, JsonNode value) {
    switch (name) {
      case "//" -> {}
      case "backend" -> {
        for (JsonNode kinds : StackTree.all(value)) {
          kinds
              .properties()
              .forEach(
                  kind ->
                      StackTree.all(kind.getValue())
                          .forEach(one -> addBackend(name, List.of(kind.getKey()), one)));
        }
      }
      case "cloud" -> StackTree.all(value).forEach(one -> addBackend(name, List.of(), one));
      case "required_providers" -> {
        List<Body.Item> providers = new ArrayList<>();
        for (JsonNode one : StackTree.all(value)) {
          one.properties()
              .forEach(
                  required ->
                      providers.add(
                          new Body.Attribute(
                              required.getKey(), JsonExpressions.literal(required.getValue()))));
        }
        versions.add(Body.Block.of(name, List.of(), new Body(providers)));
      }
      case "required_version" ->
          versions.add(0, new Body.Attribute(name, JsonExpressions.literal(value)));
      default ->
          throw new EjectException(
              "'terraform." + name + "' is not known, so it cannot be written");
    }
  }

  private void addBackend(String type, List<String> labels, JsonNode body) {
    List<Body.Item> items = new ArrayList<>();
    JsonExpressions.arguments(body)
        .forEach(
            (name, value) -> {
              if (name.equals("workspaces")) {
                StackTree.all(value)
                    .forEach(
                        one ->
                            items.add(
                                Body.Block.of(
                                    name, List.of(), JsonExpressions.literalAttributes(one))));
              } else {
                items.add(new Body.Attribute(name, JsonExpressions.literal(value)));
              }
            });
    Body.Block block = Body.Block.of(type, labels, new Body(items));
    backends.add(Body.Block.of("terraform", List.of(), new Body(List.of(block))));
  }
}
