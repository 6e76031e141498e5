package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which arguments of a block are blocks themselves; all others are attributes.
 *
 * @param blocks by name
 * @param attributesAsBlocks attributes that may be written as blocks, so that missing arguments are
 *     null; an empty list has to be an attribute (Terraform's documentation, "Attributes as
 *     Blocks")
 */
record BlockSchema(Map<String, BlockSchema> blocks, Map<String, BlockSchema> attributesAsBlocks) {
  static final BlockSchema FLAT = new BlockSchema(Map.of(), Map.of());

  /**
   * @param block as {@code terraform providers schema -json} describes one
   */
  static BlockSchema of(JsonNode block) {
    Map<String, BlockSchema> blocks = new TreeMap<>();
    block
        .path("block_types")
        .properties()
        .forEach(each -> blocks.put(each.getKey(), of(each.getValue().path("block"))));
    Map<String, BlockSchema> asBlocks = new TreeMap<>();
    block
        .path("attributes")
        .properties()
        .forEach(each -> addObjects(asBlocks, each.getKey(), each.getValue().path("type")));
    return new BlockSchema(blocks, asBlocks);
  }

  private static void addObjects(Map<String, BlockSchema> found, String name, JsonNode type) {
    boolean many = type.path(0).asText().equals("list") || type.path(0).asText().equals("set");
    if (many && type.path(1).path(0).asText().equals("object")) {
      Map<String, BlockSchema> nested = new TreeMap<>();
      type.path(1)
          .path(1)
          .properties()
          .forEach(each -> addObjects(nested, each.getKey(), each.getValue()));
      found.put(name, new BlockSchema(Map.of(), nested));
    }
  }
}
