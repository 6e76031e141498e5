package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.source.StackResource;
import dev.terrace.adopt.source.TerraformResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which resources of a CloudFormation stack are adopted, from any source. Resources that are not
 * adopted are deleted by hand later, so a doubtful one counts as adopted.
 */
final class AdoptedStackResources {
  private final Set<String> logicalIds = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final List<ExistingResource> adopted;

  AdoptedStackResources(
      String stack, Collection<ExistingResource> adopted, Collection<String> importIds) {
    this.adopted = new ArrayList<>(adopted);
    for (ExistingResource each : adopted) {
      if (each.origin().equals(new Origin.CloudFormation(stack))) {
        // The name of an inline resource begins with the logical id.
        logicalIds.add(each.name().replaceFirst(" .*", ""));
      }
      each.importId().ifPresent(this::addImportId);
      ids.add(each.attributes().path("id").asText());
      ids.add(each.attributes().path("arn").asText());
    }
    importIds.forEach(this::addImportId);
    ids.remove("");
  }

  private void addImportId(String importId) {
    ids.add(importId);
    ids.addAll(List.of(importId.split("[/:,|]", -1)));
  }

  boolean contains(StackResource resource) {
    String id = resource.physicalId();
    return logicalIds.contains(resource.logicalId())
        || ids.contains(id)
        || ids.contains(id.substring(lastSeparator(id) + 1))
        || resource.within().stream()
            .anyMatch(part -> adopted.stream().anyMatch(each -> agree(part, each)));
  }

  private static int lastSeparator(String id) {
    return Math.max(id.lastIndexOf('/'), id.lastIndexOf(':'));
  }

  private static boolean agree(TerraformResource part, ExistingResource existing) {
    if (!part.type().equals(existing.type())) {
      return false;
    }
    for (var attribute : part.attributes().properties()) {
      JsonNode other = existing.attributes().path(attribute.getKey());
      boolean unknown = other.isMissingNode() || other.isNull();
      if (!unknown && !other.asText().equals(attribute.getValue().asText())) {
        return false;
      }
    }
    return true;
  }
}
