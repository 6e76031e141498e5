package dev.terrace.build;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import dev.terrace.config.Checked;
import dev.terrace.config.Cidr;
import dev.terrace.config.OptionalKey;
import dev.terrace.layers.SystemDefinition;
import java.io.IOException;

/** Generates the JSON schemas of files of the configuration from their records. */
final class SchemaGenerator {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SchemaGenerator() {}

  /** The schema of a system's environments. */
  static String schemaOf(SystemDefinition<?> system) {
    ObjectNode schema = schemaOf(system.configType());
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties
        .putObject("extends")
        .put("type", "string")
        .put(
            "description",
            "Another environment of this system: this file is laid over it. Maps are merged, all else is replaced, null"
                + " takes a key away.");
    return text(schema);
  }

  /** The schema of files of a system that are no environments. */
  static String schemaOfFile(Class<? extends Checked> record) {
    return text(schemaOf(record));
  }

  private static ObjectNode schemaOf(Class<?> record) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(
                MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonModule())
            .with(
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.INLINE_ALL_SCHEMAS);
    builder
        .forFields()
        .withRequiredCheck(
            field -> ValueSchemas.annotation(field.getRawMember(), OptionalKey.class) == null)
        .withDescriptionResolver(SchemaGenerator::description);
    builder
        .forTypesInGeneral()
        .withCustomDefinitionProvider(
            (type, context) -> {
              if (!type.getErasedType().equals(Cidr.class)) {
                return null;
              }
              ObjectNode node =
                  MAPPER.createObjectNode().put("type", "string").put("pattern", Cidr.FORM);
              return new com.github.victools.jsonschema.generator.CustomDefinition(node);
            });
    ObjectNode schema =
        new com.github.victools.jsonschema.generator.SchemaGenerator(builder.build())
            .generateSchema(record);
    ValueSchemas.addTo(schema, record);
    return schema;
  }

  /** That of the annotation that stands for several; the module of Jackson sees a key's own. */
  private static String description(FieldScope field) {
    JsonPropertyDescription description =
        field.isFakeContainerItemScope()
            ? null
            : ValueSchemas.annotation(field.getRawMember(), JsonPropertyDescription.class);
    return description == null ? null : description.value();
  }

  private static String text(ObjectNode schema) {
    try {
      return MAPPER.writeValueAsString(schema) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
