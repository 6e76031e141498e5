package dev.terrace.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Existing and desired resources for tests. */
public final class SampleResources {
  public static final StackId NETWORK =
      new StackId(new EnvironmentId("coder", "production"), "network");
  public static final StackId DATA = new StackId(new EnvironmentId("coder", "production"), "data");

  private SampleResources() {}

  /** JSON with single quotes. */
  public static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"'));
  }

  public static ExistingResource existing(String address, String attributes) {
    String[] parts = address.replaceAll("\\[.*", "").split("\\.", -1);
    return new ExistingResource(
        parts[parts.length - 2],
        address,
        new Origin.TerraformState("legacy"),
        json(attributes),
        Optional.empty());
  }

  /**
   * @param references {@code path=address.attribute} each, of the same stack
   */
  public static DesiredResource desired(String address, String attributes, String... references) {
    ObjectNode known = json(attributes);
    ObjectNode unknown = Json.object();
    Map<String, Reference> found = new TreeMap<>();
    for (String reference : references) {
      String[] sides = reference.split("=", 2);
      int dot = sides[1].indexOf('.', sides[1].indexOf('.') + 1);
      found.put(
          sides[0],
          new Reference(NETWORK, sides[1].substring(0, dot), sides[1].substring(dot + 1)));
      known.putNull(sides[0]);
      unknown.put(sides[0], true);
    }
    String type = address.substring(0, address.indexOf('.'));
    String path = address.substring(address.indexOf('.') + 1);
    return new DesiredResource(NETWORK, address, path, type, known, unknown, found);
  }
}
