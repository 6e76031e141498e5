package dev.terrace.actions.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.actions.deploy.DescribePlans;
import dev.terrace.picture.ChangedPicture;
import dev.terrace.picture.Drawing;
import dev.terrace.picture.Mark;
import dev.terrace.picture.Picture.Badge;
import dev.terrace.picture.SystemPicture;
import dev.terrace.project.Stack;
import dev.terrace.report.PlanRow;
import dev.terrace.site.Changes;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares synthesized stacks as a plan compares a state with a configuration, so that elements of
 * lists have names and documents are compared by what they say.
 */
final class CompareStacks {
  private final Comparand other;
  private final DescribePlans describe;
  private final Badge here;
  private final Badge there;
  private final Badge differs = new Badge(Mark.CHANGED, "differs");

  CompareStacks(Comparand other, DescribePlans describe) {
    this.other = other;
    this.describe = describe;
    this.here = new Badge(Mark.ADDED, "only here");
    this.there = new Badge(Mark.DESTROYED, "only in " + other.name());
  }

  /**
   * @param stacks of the environment, in the order of deployment
   */
  Changes of(Drawing drawing, List<Stack> stacks) {
    List<Changes.Change> changes = new ArrayList<>();
    stacks.forEach(stack -> changes.addAll(of(stack)));
    return new Changes(
        "comparison",
        "Compared with " + other.name(),
        List.of(
            "What "
                + drawing.picture().title()
                + " has and "
                + other.name()
                + " has not, and the other way round. Names, hosts and a region by which two"
                + " environments have to differ are not listed."),
        ChangedPicture.of(
            ChangeLists.titled(drawing, " compared with " + other.name()),
            SystemPicture.draw(other.model()),
            ChangeLists.changed(changes),
            differs.word(),
            here.word(),
            "only there"),
        List.of(other.name(), "here"),
        changes);
  }

  private List<Changes.Change> of(Stack stack) {
    Optional<StackFile> theirs =
        other.stacks().entrySet().stream()
            .filter(each -> each.getKey().layer().equals(stack.id().layer()))
            .map(Map.Entry::getValue)
            .findFirst();
    Map<String, Body> after = resources(stack.file().tree());
    Map<String, Body> before = new LinkedHashMap<>();
    resources(theirs.map(StackFile::tree).orElse(Json.object()))
        .forEach((name, body) -> comparable(name, body, after, before));
    Plan plan = Plan.of(plan(before, after));
    List<Changes.Change> changes = new ArrayList<>();
    for (PlanRow row : describe.of(stack, plan).stacks().get(0).rows()) {
      Changes.Change change = ChangeLists.change(row, badge(row.action()));
      String path =
          theirs
              .filter(file -> row.path().isEmpty())
              .flatMap(file -> file.constructPath(row.address()))
              .orElse(change.path());
      if (row.action() != Plan.Action.UPDATE || !change.attributes().isEmpty()) {
        changes.add(
            new Changes.Change(
                change.badge(),
                change.layer(),
                path,
                change.type(),
                List.of(),
                change.attributes(),
                change.origin()));
      }
    }
    return changes;
  }

  /** By our names, where the two environments have to have other ones. */
  private void comparable(
      String theirs, Body body, Map<String, Body> after, Map<String, Body> before) {
    String name = other.names().map(names -> names.path(theirs)).orElse(theirs);
    JsonNode ours = after.containsKey(name) ? after.get(name).values() : Json.object();
    JsonNode values =
        other.names().map(names -> names.comparable(body.values(), ours)).orElse(body.values());
    before.put(name, new Body(body.address(), values));
  }

  private Badge badge(Plan.Action action) {
    return switch (action) {
      case CREATE -> here;
      case DELETE -> there;
      default -> differs;
    };
  }

  private record Body(String address, JsonNode values) {}

  /**
   * By type and construct path, without CDKTF's notes and the order: an address has a hash of other
   * names.
   */
  private static Map<String, Body> resources(JsonNode tree) {
    Map<String, Body> resources = new LinkedHashMap<>();
    tree.path("resource")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        each -> {
                          ObjectNode values = each.getValue().deepCopy();
                          String address = type.getKey() + "." + each.getKey();
                          String path =
                              values.path("//").path("metadata").path("path").asText(address);
                          values.remove(List.of("//", "depends_on"));
                          resources.put(type.getKey() + " " + path, new Body(address, values));
                        }));
    return resources;
  }

  private static JsonNode plan(Map<String, Body> before, Map<String, Body> after) {
    Set<String> names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    ObjectNode plan = Json.object();
    ArrayNode changes = plan.putArray("resource_changes");
    for (String name : names) {
      Optional<Body> old = Optional.ofNullable(before.get(name));
      Optional<Body> now = Optional.ofNullable(after.get(name));
      if (old.map(Body::values).equals(now.map(Body::values))) {
        continue;
      }
      ObjectNode resource = changes.addObject();
      resource.put("address", now.or(() -> old).orElseThrow().address()).put("mode", "managed");
      resource.put("type", name.substring(0, name.indexOf(' ')));
      ObjectNode change = resource.putObject("change");
      change
          .putArray("actions")
          .add(old.isEmpty() ? "create" : now.isEmpty() ? "delete" : "update");
      change.set("before", old.map(Body::values).orElse(null));
      change.set("after", now.map(Body::values).orElse(null));
    }
    return plan;
  }
}
