package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;

/** The schemas of a stack's providers. */
public final class ProviderSchemas {
  /** Kinds of typed blocks, and the keys of their schemas. */
  private static final Map<String, String> KINDS =
      Map.of(
          "resource", "resource_schemas",
          "data", "data_source_schemas",
          "ephemeral", "ephemeral_resource_schemas");

  /** Built into Terraform, without a schema: {@code terraform_data}, remote state. */
  private static final String BUILT_IN = "terraform_";

  private final JsonNode providers;

  private ProviderSchemas(JsonNode providers) {
    this.providers = providers;
  }

  /**
   * @param tree output of {@code terraform providers schema -json}
   */
  public static ProviderSchemas of(JsonNode tree) {
    return new ProviderSchemas(tree.path("provider_schemas"));
  }

  /**
   * @param kind {@code resource}, {@code data} or {@code ephemeral}
   * @throws EjectException when no provider knows the type
   */
  BlockSchema block(String kind, String type) {
    Optional<JsonNode> found = find(kind, type);
    if (found.isPresent()) {
      return BlockSchema.of(found.get());
    }
    if (type.startsWith(BUILT_IN)) {
      return BlockSchema.FLAT;
    }
    throw new EjectException("no provider of the stack knows the " + kind + " type '" + type + "'");
  }

  /** The type of an attribute, as in the schema; missing for an unknown one. */
  JsonNode attributeType(String kind, String type, String attribute) {
    return find(kind, type)
        .<JsonNode>map(block -> block.path("attributes").path(attribute).path("type"))
        .orElseGet(MissingNode::getInstance);
  }

  private Optional<JsonNode> find(String kind, String type) {
    for (JsonNode provider : providers) {
      JsonNode found = provider.path(KINDS.get(kind)).path(type);
      if (!found.isMissingNode()) {
        return Optional.of(found.path("block"));
      }
    }
    return Optional.empty();
  }

  /**
   * @param address such as {@code registry.terraform.io/hashicorp/aws}
   */
  BlockSchema provider(String address) {
    return Optional.ofNullable(providers.get(address))
        .map(found -> BlockSchema.of(found.path("provider").path("block")))
        .orElseThrow(() -> new EjectException("provider '" + address + "' has no schema"));
  }

  /** The schema of the provider block with this local name. */
  BlockSchema providerNamed(String name, JsonNode requiredProviders) {
    String source = requiredProviders.path(name).path("source").asText("hashicorp/" + name);
    boolean withHost = source.chars().filter(each -> each == '/').count() == 2;
    return provider(withHost ? source : "registry.terraform.io/" + source);
  }
}
