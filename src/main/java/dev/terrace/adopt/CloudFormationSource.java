package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.CloudFormationTypes.Part;
import dev.terrace.adopt.CloudFormationTypes.Resource;
import dev.terrace.adopt.StackDescription.Listed;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A CloudFormation stack: the template says what its resources are, the list of stack resources
 * which ones they are. One resource of CloudFormation may be several of Terraform.
 */
public final class CloudFormationSource implements Source {
  private final StackDescription stack;
  private final Template template;
  private final CloudFormationTypes types = CloudFormationTypes.load();
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, String> fixed = new TreeMap<>();
  private final Map<String, Optional<Resource>> resources = new LinkedHashMap<>();
  private final Set<String> atWork = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Values values;

  /**
   * @throws AdoptException when the template or the list cannot be used; every problem is in its
   *     message
   */
  public CloudFormationSource(StackDescription stack) {
    this.stack = stack;
    this.template = Template.parse("template of " + stack.name(), stack.template());
    List<String> problems = new ArrayList<>();
    for (Listed each : stack.resources()) {
      if (each.logicalId().isEmpty() || each.status().equals("DELETE_COMPLETE")) {
        continue;
      }
      Listed other = listed.put(each.logicalId(), each);
      if (other != null) {
        problems.add("the list of stack resources has '" + each.logicalId() + "' twice");
      }
    }
    fix(problems);
    this.values = new Values(template, fixed, this::physicalId, (id, name) -> attribute(id, name));
    template.tree().path("Conditions").fieldNames().forEachRemaining(values::holds);
    template.logicalIds().forEach(this::resource);
    problems.addAll(values.problems());
    if (!problems.isEmpty()) {
      throw new AdoptException(
          template.shownAs() + ": nothing is adopted from it:\n  " + String.join("\n  ", problems));
    }
  }

  /** Values of parameters and pseudo parameters, and which parameters lack one. */
  private void fix(List<String> problems) {
    String partition = stack.region().startsWith("cn-") ? "aws-cn" : "aws";
    fixed.put("AWS::Region", stack.region());
    fixed.put("AWS::Partition", partition);
    fixed.put("AWS::URLSuffix", partition.equals("aws") ? "amazonaws.com" : "amazonaws.com.cn");
    fixed.put("AWS::StackName", stack.name());
    if (!stack.account().isEmpty()) {
      fixed.put("AWS::AccountId", stack.account());
    }
    JsonNode parameters = template.tree().path("Parameters");
    for (var entry : parameters.properties()) {
      String name = entry.getKey();
      if (entry.getValue().path("NoEcho").asBoolean()) {
        // CloudFormation masks the value, and the default need not be it.
        continue;
      }
      if (stack.parameters().containsKey(name)) {
        fixed.put(name, stack.parameters().get(name));
      } else if (entry.getValue().has("Default")) {
        fixed.put(name, entry.getValue().path("Default").asText());
      } else {
        problems.add(
            "parameter '"
                + name
                + "' has neither a value nor a default: add what 'aws cloudformation"
                + " describe-stacks' prints as stack.json");
      }
    }
    for (String name : stack.parameters().keySet()) {
      if (!parameters.has(name)) {
        problems.add(
            "parameter '" + name + "' has a value, but the template has no such parameter");
      }
    }
  }

  @Override
  public Reading read() {
    List<Existing> found = new ArrayList<>();
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
                    words(each.logicalId(), each.type())
                        + "is in the list of stack resources and not in the template: are they of"
                        + " one stack?");
              }
            });
    if (found.isEmpty()) {
      throw new AdoptException(
          template.shownAs()
              + ": holds nothing that can be adopted"
              + (notes.isEmpty() ? "" : ":\n  " + String.join("\n  ", notes)));
    }
    return new Reading(List.copyOf(found), List.copyOf(notes));
  }

  /**
   * How the stack can go and nothing with it.
   *
   * @param adopted every resource that is adopted, wherever it was found
   * @param importIds those given by hand, of which nothing else may be known
   */
  public Leaving leaving(Collection<Existing> adopted, Collection<String> importIds) {
    AdoptedOfStack of = new AdoptedOfStack(stack.name(), adopted, importIds);
    int count = 0;
    List<LeftBehind> left = new ArrayList<>();
    for (String logicalId : template.logicalIds()) {
      Optional<Resource> resource = resource(logicalId);
      if (resource.isEmpty() || types.isNothing(resource.get().type())) {
        continue;
      }
      String physicalId =
          Optional.ofNullable(listed.get(logicalId))
              .map(Listed::physicalId)
              .or(resource.get()::id)
              .orElse("");
      if (of.has(logicalId, physicalId, types.within(resource.get()))) {
        count++;
      } else {
        left.add(new LeftBehind(logicalId, resource.get().type(), physicalId));
      }
    }
    return Leaving.of(stack, template, count, left);
  }

  private static String words(String logicalId, String type) {
    return logicalId + " (" + type + "): ";
  }

  private static String unknown(String logicalId, Resource resource) {
    LeftBehind left = new LeftBehind(logicalId, resource.type(), resource.id().orElse(""));
    if (left.isStack()) {
      return "is a stack of its own: adopt from it as well, --from-cloudformation "
          + resource.id().orElse(logicalId);
    }
    return left.isCustom()
        ? "is what a function of the stack made of it, if anything: give that by hand, --from-ids"
        : "the table of types does not know it: give its id by hand, --from-ids";
  }

  private Optional<Resource> resource(String logicalId) {
    Optional<Resource> known = resources.get(logicalId);
    if (known != null) {
      return known;
    }
    // What is asked of a resource while it is read refers to itself, over others perhaps.
    if (!atWork.add(logicalId)) {
      return Optional.empty();
    }
    Optional<Resource> read = read(logicalId);
    atWork.remove(logicalId);
    resources.put(logicalId, read);
    return read;
  }

  private Optional<Resource> read(String logicalId) {
    JsonNode node = template.resource(logicalId);
    String type = node.path("Type").asText();
    String condition = node.path("Condition").asText();
    // The stack knows whether it made the resource; a condition may hang on what is masked.
    if (!condition.isEmpty() && !listed.containsKey(logicalId)) {
      if (!types.isNothing(type) && values.holds(condition).orElse(false)) {
        notes.add(
            words(logicalId, type)
                + "is left out: it is not in the list of stack resources, although its condition '"
                + condition
                + "' holds");
      }
      return Optional.empty();
    }
    JsonNode properties = values.of(node.path("Properties"));
    Resource open = new Resource(type, properties, Optional.empty(), this::pseudo);
    Optional<String> said =
        Optional.ofNullable(listed.get(logicalId))
            .map(Listed::physicalId)
            .filter(id -> !id.isEmpty());
    Optional<String> follows = types.idFromProperties(open);
    Optional<String> id =
        types.listKnowsBetter(type) ? said.or(() -> follows) : follows.or(() -> said);
    return Optional.of(new Resource(type, properties, id, this::pseudo));
  }

  private Optional<String> pseudo(String name) {
    return Optional.ofNullable(fixed.get(name));
  }

  private Optional<String> physicalId(String logicalId) {
    return resource(logicalId).flatMap(Resource::id);
  }

  private Optional<String> attribute(String logicalId, String name) {
    return resource(logicalId).flatMap(resource -> types.attribute(resource, name));
  }

  private List<Existing> existing(String logicalId, Resource resource) {
    if (!types.knows(resource.type())) {
      notes.add(words(logicalId, resource.type()) + unknown(logicalId, resource));
      return List.of();
    }
    List<Existing> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Part part : types.parts(resource)) {
      if (part.attributes().isEmpty()) {
        notes.add(
            words(logicalId, resource.type())
                + "the list of stack resources has no physical id, and its properties do not give"
                + " one: left out");
        continue;
      }
      String name = logicalId;
      for (int i = 2; !names.add(part.type() + " " + name); i++) {
        name = logicalId + " " + i;
      }
      found.add(
          new Existing(
              part.type(),
              name,
              new Origin.CloudFormation(stack.name()),
              part.attributes(),
              Optional.empty()));
    }
    return found;
  }

  /** CloudFormation has a resource for what is an attribute of the gateway in Terraform. */
  private void attachGateways(List<Existing> found) {
    for (Optional<Resource> resource : resources.values()) {
      if (resource.isEmpty() || !resource.get().type().equals("AWS::EC2::VPCGatewayAttachment")) {
        continue;
      }
      ObjectNode properties = Json.object();
      properties.setAll((ObjectNode) resource.get().properties());
      for (Existing each : found) {
        if (each.type().equals("aws_internet_gateway")
            && each.attributes().path("id").equals(properties.path("InternetGatewayId"))) {
          each.attributes().set("vpc_id", properties.path("VpcId"));
        }
      }
    }
  }
}
