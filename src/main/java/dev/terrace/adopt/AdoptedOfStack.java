package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.CloudFormationTypes.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which resources of a CloudFormation stack are adopted, whichever source they were found in.
 * People delete by hand what is not, so that in doubt one is.
 */
final class AdoptedOfStack {
  private final Set<String> logicalIds = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Existing> adopted;

  AdoptedOfStack(String stack, Collection<Existing> adopted, Collection<String> importIds) {
    this.adopted = new ArrayList<>(adopted);
    for (Existing each : adopted) {
      if (each.origin().equals(new Origin.CloudFormation(stack))) {
        // A part's name begins with it.
        logicalIds.add(each.name().replaceFirst(" .*", ""));
      }
      each.importId().ifPresent(this::know);
      ids.add(each.attributes().path("id").asText());
      ids.add(each.attributes().path("arn").asText());
    }
    importIds.forEach(this::know);
    ids.remove("");
  }

  private void know(String importId) {
    ids.add(importId);
    ids.addAll(List.of(importId.split("[/:,|]", -1)));
  }

  /**
   * @param within what would hold it
   */
  boolean has(String logicalId, String physicalId, List<Part> within) {
    return logicalIds.contains(logicalId)
        || ids.contains(physicalId)
        || ids.contains(physicalId.substring(lastSeparator(physicalId) + 1))
        || within.stream().anyMatch(part -> adopted.stream().anyMatch(each -> agree(part, each)));
  }

  private static int lastSeparator(String id) {
    return Math.max(id.lastIndexOf('/'), id.lastIndexOf(':'));
  }

  private static boolean agree(Part part, Existing existing) {
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
