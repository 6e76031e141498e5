package dev.terrace.adopt.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.source.CloudFormationTypes.Resource;
import dev.terrace.adopt.source.StackDescription.Listed;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CloudFormation stack: the template has the properties of its resources, the list of stack
 * resources their physical ids. One CloudFormation resource may correspond to several Terraform
 * resources.
 */
public final class CloudFormationSource implements AdoptionSource {
  private final StackDescription stack;
  private final CloudFormationTemplate template;
  private final CloudFormationTypes types = CloudFormationTypes.load();
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, String> parameters;
  private final Map<String, Optional<Resource>> resources = new LinkedHashMap<>();
  private final Set<String> inProgress = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final TemplateValues values;
  private final Map<String, String> lookedUp;

  /**
   * @throws AdoptException if the template or the list is invalid; its message has every problem
   */
  public CloudFormationSource(StackDescription stack) {
    this(stack, Map.of());
  }

  private CloudFormationSource(StackDescription stack, Map<String, String> lookedUp) {
    this.lookedUp = Map.copyOf(lookedUp);
    this.stack = stack;
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
    this.values =
        new TemplateValues(
            template, parameters, this::physicalId, (id, name) -> attribute(id, name));
    template.tree().path("Conditions").fieldNames().forEachRemaining(values::holds);
    template.logicalIds().forEach(this::resource);
    problems.addAll(values.problems());
    if (!problems.isEmpty()) {
      throw new AdoptException(
          template.shownAs() + ": cannot be used:\n  " + String.join("\n  ", problems));
    }
  }

  @Override
  public Reading read() {
    List<ExistingResource> found = new ArrayList<>();
    for (String logicalId : template.logicalIds()) {
      resource(logicalId).ifPresent(resource -> found.addAll(existing(logicalId, resource)));
    }
    attachGateways(found);
    listed
        .values()
        .forEach(
            each -> {
              if (!template.tree().path("Resources").has(each.logicalId())) {
                notes.add(
                    prefix(each.logicalId(), each.type())
                        + "is in the list of stack resources but not in the template: do both"
                        + " belong to the same stack?");
              }
            });
    if (found.isEmpty()) {
      throw new AdoptException(
          template.shownAs()
              + ": contains nothing that can be adopted"
              + (notes.isEmpty() ? "" : ":\n  " + String.join("\n  ", notes)));
    }
    return new Reading(List.copyOf(found), List.copyOf(notes));
  }

  public StackDescription stack() {
    return stack;
  }

  public CloudFormationTemplate template() {
    return template;
  }

  /** The stack's resources that exist in AWS, in the order of the template. */
  public List<StackResource> resources() {
    List<StackResource> existing = new ArrayList<>();
    for (String logicalId : template.logicalIds()) {
      Optional<Resource> resource = resource(logicalId);
      if (resource.isPresent() && !types.isNothing(resource.get().type())) {
        existing.add(
            new StackResource(
                logicalId,
                resource.get().type(),
                Optional.ofNullable(listed.get(logicalId))
                    .map(Listed::physicalId)
                    .or(resource.get()::id)
                    .orElse(""),
                types.within(resource.get())));
      }
    }
    return existing;
  }

  private static String prefix(String logicalId, String type) {
    return logicalId + " (" + type + "): ";
  }

  private static String unknown(String logicalId, Resource resource) {
    if (StackResource.isNestedStack(resource.type())) {
      return "is a nested stack: adopt from it as well, --from-cloudformation "
          + resource.id().orElse(logicalId);
    }
    return StackResource.isCustom(resource.type())
        ? "is a custom resource; if its function created something, give that with --from-ids"
        : "its type is not supported: give its import id with --from-ids";
  }

  private Optional<Resource> resource(String logicalId) {
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

  /**
   * The existing resources with the attributes that depend on others, which only AWS knows: {@code
   * Fn::GetAtt} of an elastic IP's {@code AllocationId}.
   *
   * @param existing resources of any source, completed with data from AWS
   */
  public List<ExistingResource> resolved(List<ExistingResource> existing) {
    Origin origin = new Origin.CloudFormation(stack.name());
    Map<String, String> known = new LinkedHashMap<>();
    for (ExistingResource each : existing) {
      String allocation = each.attributes().path("allocation_id").asText("");
      if (each.origin().equals(origin) && each.type().equals("aws_eip") && !allocation.isEmpty()) {
        known.put(each.name() + ".AllocationId", allocation);
      }
    }
    if (known.isEmpty()) {
      return existing;
    }
    Map<String, ExistingResource> again = new LinkedHashMap<>();
    new CloudFormationSource(stack, known)
        .read()
        .resources()
        .forEach(each -> again.put(each.type() + " " + each.name(), each));
    return existing.stream().map(each -> completed(each, origin, again)).toList();
  }

  private static ExistingResource completed(
      ExistingResource each, Origin origin, Map<String, ExistingResource> again) {
    ExistingResource other = again.get(each.type() + " " + each.name());
    if (other == null || !each.origin().equals(origin)) {
      return each;
    }
    ObjectNode attributes = each.attributes().deepCopy();
    other
        .attributes()
        .properties()
        .forEach(attribute -> attributes.putIfAbsent(attribute.getKey(), attribute.getValue()));
    return new ExistingResource(
        each.type(), each.name(), each.origin(), attributes, each.importId());
  }

  private Optional<String> attribute(String logicalId, String name) {
    String known = lookedUp.get(logicalId + "." + name);
    if (known != null) {
      return Optional.of(known);
    }
    return resource(logicalId).flatMap(resource -> types.attribute(resource, name));
  }

  private List<ExistingResource> existing(String logicalId, Resource resource) {
    if (!types.knows(resource.type())) {
      notes.add(prefix(logicalId, resource.type()) + unknown(logicalId, resource));
      return List.of();
    }
    List<ExistingResource> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TerraformResource part : types.parts(resource)) {
      if (part.attributes().isEmpty()) {
        notes.add(
            prefix(logicalId, resource.type())
                + "is skipped: neither the list of stack resources nor its properties give a"
                + " physical id");
        continue;
      }
      String name = logicalId;
      for (int i = 2; !names.add(part.type() + " " + name); i++) {
        name = logicalId + " " + i;
      }
      found.add(
          new ExistingResource(
              part.type(),
              name,
              new Origin.CloudFormation(stack.name()),
              part.attributes(),
              Optional.empty()));
    }
    return found;
  }

  /** A separate resource in CloudFormation, an attribute of the gateway in Terraform. */
  private void attachGateways(List<ExistingResource> found) {
    for (Optional<Resource> resource : resources.values()) {
      if (resource.isEmpty() || !resource.get().type().equals("AWS::EC2::VPCGatewayAttachment")) {
        continue;
      }
      ObjectNode properties = Json.object();
      properties.setAll((ObjectNode) resource.get().properties());
      for (ExistingResource each : found) {
        if (each.type().equals("aws_internet_gateway")
            && each.attributes().path("id").equals(properties.path("InternetGatewayId"))) {
          each.attributes().set("vpc_id", properties.path("VpcId"));
        }
      }
    }
  }
}
