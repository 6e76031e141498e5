package dev.terrace.adopt.source;

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
  private final EvaluatedTemplate resources;
  private final CloudFormationTypes types = CloudFormationTypes.load();

  /**
   * @throws AdoptException if the template or the list is invalid; its message has every problem
   */
  public CloudFormationSource(StackDescription stack) {
    this(stack, Map.of());
  }

  private CloudFormationSource(StackDescription stack, Map<String, String> lookedUp) {
    this.stack = stack;
    this.resources = new EvaluatedTemplate(stack, types, lookedUp);
  }

  @Override
  public Reading read() {
    List<ExistingResource> found = new ArrayList<>();
    List<String> notes = new ArrayList<>(resources.notes());
    for (String logicalId : template().logicalIds()) {
      resources
          .resource(logicalId)
          .ifPresent(resource -> found.addAll(existing(logicalId, resource, notes)));
    }
    attachGateways(found);
    resources
        .listed()
        .values()
        .forEach(
            each -> {
              if (!template().tree().path("Resources").has(each.logicalId())) {
                notes.add(
                    EvaluatedTemplate.prefix(each.logicalId(), each.type())
                        + "is in the list of stack resources but not in the template: do both"
                        + " belong to the same stack?");
              }
            });
    if (found.isEmpty()) {
      throw new AdoptException(
          template().shownAs()
              + ": contains nothing that can be adopted"
              + (notes.isEmpty() ? "" : ":\n  " + String.join("\n  ", notes)));
    }
    return new Reading(List.copyOf(found), List.copyOf(notes));
  }

  public StackDescription stack() {
    return stack;
  }

  public CloudFormationTemplate template() {
    return resources.template();
  }

  /** The stack's resources that exist in AWS, in the order of the template. */
  public List<StackResource> resources() {
    List<StackResource> existing = new ArrayList<>();
    for (String logicalId : template().logicalIds()) {
      Optional<Resource> resource = resources.resource(logicalId);
      if (resource.isPresent() && !types.isNothing(resource.get().type())) {
        existing.add(
            new StackResource(
                logicalId,
                resource.get().type(),
                Optional.ofNullable(resources.listed().get(logicalId))
                    .map(Listed::physicalId)
                    .or(resource.get()::id)
                    .orElse(""),
                types.within(resource.get())));
      }
    }
    return existing;
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

  private List<ExistingResource> existing(String logicalId, Resource resource, List<String> notes) {
    if (!types.knows(resource.type())) {
      notes.add(
          EvaluatedTemplate.prefix(logicalId, resource.type()) + unknown(logicalId, resource));
      return List.of();
    }
    List<ExistingResource> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TerraformResource part : types.parts(resource)) {
      if (part.attributes().isEmpty()) {
        notes.add(
            EvaluatedTemplate.prefix(logicalId, resource.type())
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
    for (Resource resource : resources.all()) {
      if (!resource.type().equals("AWS::EC2::VPCGatewayAttachment")) {
        continue;
      }
      ObjectNode properties = Json.object();
      properties.setAll((ObjectNode) resource.properties());
      for (ExistingResource each : found) {
        if (each.type().equals("aws_internet_gateway")
            && each.attributes().path("id").equals(properties.path("InternetGatewayId"))) {
          each.attributes().set("vpc_id", properties.path("VpcId"));
        }
      }
    }
  }
}
