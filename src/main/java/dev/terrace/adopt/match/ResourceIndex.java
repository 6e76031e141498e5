package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.ExistingResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Existing resources of one type by attribute values. */
final class ResourceIndex {
  private static final int LONGEST_VALUE = 512;

  private final Map<String, Map<String, List<ExistingResource>>> byValue = new HashMap<>();
  private final Map<String, List<ExistingResource>> lacking = new HashMap<>();
  private final Set<String> attributes = new LinkedHashSet<>();
  private final List<ExistingResource> all;

  private ResourceIndex(List<ExistingResource> all) {
    this.all = all;
    all.forEach(existing -> existing.attributes().fieldNames().forEachRemaining(attributes::add));
    for (ExistingResource existing : all) {
      for (String attribute : attributes) {
        JsonNode value = existing.attributes().get(attribute);
        if (value == null || AttributeComparison.isNothing(value)) {
          lacking.computeIfAbsent(attribute, name -> new ArrayList<>()).add(existing);
        } else if (value.isValueNode() && value.asText().length() <= LONGEST_VALUE) {
          byValue
              .computeIfAbsent(attribute, name -> new HashMap<>())
              .computeIfAbsent(value.asText(), text -> new ArrayList<>())
              .add(existing);
        }
      }
    }
  }

  /** One index for each type. */
  static Map<String, ResourceIndex> byType(Collection<ExistingResource> existing) {
    Map<String, List<ExistingResource>> byType = new HashMap<>();
    existing.forEach(e -> byType.computeIfAbsent(e.type(), type -> new ArrayList<>()).add(e));
    Map<String, ResourceIndex> indexes = new HashMap<>();
    byType.forEach((type, all) -> indexes.put(type, new ResourceIndex(all)));
    return indexes;
  }

  List<ExistingResource> all() {
    return all;
  }

  List<ExistingResource> with(String attribute, String value) {
    return byValue.getOrDefault(attribute, Map.of()).getOrDefault(value, List.of());
  }

  /** The resources that have the subject's identity. */
  List<ExistingResource> withIdentity(MatchSubject subject) {
    String identity = subject.identity().orElseThrow();
    List<ExistingResource> narrowest = all;
    for (String attribute : subject.identityAttributes()) {
      List<ExistingResource> list = with(attribute, subject.known(attribute).asText());
      narrowest = list.size() < narrowest.size() ? list : narrowest;
    }
    return narrowest.stream()
        .filter(e -> ResourceIdentity.of(e).filter(identity::equals).isPresent())
        .toList();
  }

  /** The shortest list that contains every resource that can agree with the subject. */
  Collection<ExistingResource> candidates(MatchSubject subject) {
    List<ExistingResource> best = all;
    List<ExistingResource> without = List.of();
    for (Map.Entry<String, String> entry : subject.searchableValues().entrySet()) {
      String name = entry.getKey();
      if (!attributes.contains(name)) {
        continue;
      }
      List<ExistingResource> having = with(name, entry.getValue());
      List<ExistingResource> lack = lacking.getOrDefault(name, List.of());
      if (having.size() + lack.size() < best.size() + without.size()) {
        best = having;
        without = lack;
      }
    }
    if (without.isEmpty()) {
      return best;
    }
    Set<ExistingResource> both = new LinkedHashSet<>(best);
    both.addAll(without);
    return both;
  }
}
