package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.source.CloudFormationTypes.Resource;
import dev.terrace.adopt.source.StackDescription.Listed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The resources of a template with the values of their properties, and their physical ids from the
 * list of stack resources. A resource is read when another one refers to it.
 */
final class EvaluatedTemplate {
  private final CloudFormationTemplate template;
  private final CloudFormationTypes types;
  private final Map<String, String> lookedUp;
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, String> parameters;
  private final Map<String, Optional<Resource>> resources = new LinkedHashMap<>();
  private final Set<String> inProgress = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final TemplateValues values;

  /**
   * @param lookedUp attributes that only AWS knows, by logical id and name with a dot between them
   * @throws AdoptException if the template or the list is invalid; its message has every problem
   */
  EvaluatedTemplate(
      StackDescription stack, CloudFormationTypes types, Map<String, String> lookedUp) {
    this.types = types;
    this.lookedUp = Map.copyOf(lookedUp);
    this.template = CloudFormationTemplate.parse("template of " + stack.name(), stack.template());
    List<String> problems = new ArrayList<>();
    for (Listed each : stack.resources()) {
      if (each.logicalId().isEmpty() || each.status().equals("DELETE_COMPLETE")) {
        continue;
      }
      Listed other = listed.put(each.logicalId(), each);
      if (other != null) {
        problems.add(
            "the list of stack resources contains '" + each.logicalId() + "' more than once");
      }
    }
    this.parameters = StackParameters.of(stack, template.tree().path("Parameters"), problems);
    Set<String> errors = new TreeSet<>();
    this.values =
        new TemplateValues(
            template,
            new TemplateReferences(template, parameters, this::physicalId, this::attribute, errors),
            errors);
    template.tree().path("Conditions").fieldNames().forEachRemaining(values::holds);
    template.logicalIds().forEach(this::resource);
    problems.addAll(errors);
    if (!problems.isEmpty()) {
      throw new AdoptException(
          template.shownAs() + ": cannot be used:\n  " + String.join("\n  ", problems));
    }
  }

  CloudFormationTemplate template() {
    return template;
  }

  /** The list of stack resources by logical id, without those that were deleted. */
  Map<String, Listed> listed() {
    return listed;
  }

  /** Every resource of the stack that exists. */
  List<Resource> all() {
    return resources.values().stream().flatMap(Optional::stream).toList();
  }

  /** What people should know of resources that were skipped. */
  List<String> notes() {
    return notes;
  }

  /** Begins a note on a resource. */
  static String prefix(String logicalId, String type) {
    return logicalId + " (" + type + "): ";
  }

  /** A resource that exists; empty where its condition does not hold. */
  Optional<Resource> resource(String logicalId) {
    Optional<Resource> known = resources.get(logicalId);
    if (known != null) {
      return known;
    }
    // A resource that is requested while it is read refers to itself, directly or indirectly.
    if (!inProgress.add(logicalId)) {
      return Optional.empty();
    }
    Optional<Resource> read = read(logicalId);
    inProgress.remove(logicalId);
    resources.put(logicalId, read);
    return read;
  }

  private Optional<Resource> read(String logicalId) {
    JsonNode node = template.resource(logicalId);
    String type = node.path("Type").asText();
    String condition = node.path("Condition").asText();
    // The list is authoritative; a condition may depend on a masked value.
    if (!condition.isEmpty() && !listed.containsKey(logicalId)) {
      if (!types.isNothing(type) && values.holds(condition).orElse(false)) {
        notes.add(
            prefix(logicalId, type)
                + "is skipped: it is not in the list of stack resources, although its condition '"
                + condition
                + "' is true");
      }
      return Optional.empty();
    }
    JsonNode properties = values.of(node.path("Properties"));
    Resource open = new Resource(type, properties, Optional.empty(), this::pseudo);
    Optional<String> inList =
        Optional.ofNullable(listed.get(logicalId))
            .map(Listed::physicalId)
            .filter(id -> !id.isEmpty());
    Optional<String> fromProperties = types.idFromProperties(open);
    Optional<String> id =
        types.listKnowsBetter(type)
            ? inList.or(() -> fromProperties)
            : fromProperties.or(() -> inList);
    return Optional.of(new Resource(type, properties, id, this::pseudo));
  }

  private Optional<String> pseudo(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private Optional<String> physicalId(String logicalId) {
    return resource(logicalId).flatMap(Resource::id);
  }

  private Optional<String> attribute(String logicalId, String name) {
    String known = lookedUp.get(logicalId + "." + name);
    if (known != null) {
      return Optional.of(known);
    }
    return resource(logicalId).flatMap(resource -> types.attribute(resource, name));
  }
}
