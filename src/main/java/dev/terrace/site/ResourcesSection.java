package dev.terrace.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every resource of every layer, with what it reads, who reads it and which keys decide it. */
record ResourcesSection(Subject subject) implements Section {
  @Override
  public String id() {
    return "resources";
  }

  @Override
  public String title() {
    return "Resources";
  }

  @Override
  public void write(Html html) {
    Details details = new Details(subject);
    for (String layer : subject.layers()) {
      List<Resource> resources =
          subject.model().resources().stream()
              .filter(each -> each.stack().layer().equals(layer))
              .toList();
      html.element("h3", layer + " · " + resources.size() + " resources");
      resources.forEach(resource -> write(html, resource, details));
    }
  }

  private void write(Html html, Resource resource, Details details) {
    Model model = subject.model();
    html.open("details", "class", "found", "id", Subject.anchor(resource));
    html.open("summary").text(resource.path()).open("span").text(resource.type());
    html.close("span").close("summary").open("dl");
    entry(html, "address", resource.address());
    links(html, "reads", model.references(resource).stream().map(Reference::to));
    links(html, "read by", model.referencesTo(resource).stream().map(Reference::from));
    links(html, "alarms", details.alarms(resource).stream());
    Set<Resource> secrets = details.secrets(resource);
    if (!secrets.isEmpty()) {
      html.element("dt", "secrets").open("dd");
      secrets.forEach(
          each ->
              html.link("#" + Subject.anchor(each), model.expand(each, each.text("name")))
                  .text(" "));
      html.close("dd");
    }
    details.cost(resource).ifPresent(cost -> entry(html, "cost", cost));
    details.findings(resource).forEach(each -> entry(html, "finding", each));
    Set<String> keys = new TreeSet<>();
    details.parts(resource).forEach(part -> keys(part, "", part.body(), keys));
    if (!keys.isEmpty()) {
      entry(html, "configured by", String.join(", ", keys));
    }
    html.close("dl").close("details");
  }

  private static void entry(Html html, String term, String text) {
    html.element("dt", term).element("dd", text);
  }

  private static void links(Html html, String term, Stream<Resource> resources) {
    List<Resource> distinct = resources.distinct().toList();
    if (distinct.isEmpty()) {
      return;
    }
    html.element("dt", term).open("dd");
    distinct.forEach(
        each ->
            html.link("#" + Subject.anchor(each), each.stack().layer() + "/" + each.path())
                .text(" "));
    html.close("dd");
  }

  private void keys(Resource resource, String attribute, JsonNode value, Set<String> keys) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry -> {
                if (!entry.getKey().equals("//")) {
                  String name =
                      attribute.isEmpty() ? entry.getKey() : attribute + "." + entry.getKey();
                  keys(resource, name, entry.getValue(), keys);
                }
              });
    } else if (value.isArray()) {
      value.forEach(each -> keys(resource, attribute, each, keys));
    } else {
      ValueOrigin origin = subject.origins().of(resource, attribute, value);
      if (!origin.key().isEmpty()) {
        keys.add(origin.key() + " (" + origin.file() + ":" + origin.line() + ")");
      }
    }
  }
}
