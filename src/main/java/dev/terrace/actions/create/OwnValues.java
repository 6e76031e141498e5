package dev.terrace.actions.create;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Cidr;
import dev.terrace.config.Environment;
import dev.terrace.error.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What a new environment has of its own; all the rest is that of the environment it extends. Keys
 * that the latter does not have are skipped, so that this holds for every system.
 */
final class OwnValues {
  private final String from;
  private final String name;
  private final JsonNode tree;
  private final Collection<JsonNode> others;
  private final DerivedName derived;
  private final List<Choice> choices = new ArrayList<>();

  /**
   * @param base the environment that is extended
   * @param tree its values as they are written
   * @param name of the new environment
   * @param others values of the system's environments, whose names are taken
   */
  private OwnValues(Environment<?> base, JsonNode tree, String name, Collection<JsonNode> others) {
    this.others = others;
    this.from = base.id().environment();
    this.name = name;
    this.tree = tree;
    this.derived = new DerivedName(from, name);
  }

  /**
   * @param others values of the system's environments, whose names are taken
   * @param blocks address ranges that are taken
   */
  static List<Choice> of(
      Environment<?> base,
      JsonNode tree,
      String name,
      Collection<JsonNode> others,
      Collection<Cidr> blocks) {
    OwnValues own = new OwnValues(base, tree, name, others);
    own.addNames(base);
    own.addDomain();
    own.addTags();
    own.addBackend();
    own.addNetwork(blocks);
    own.addServices();
    own.addDelivery();
    if (!tree.path("overrides").isEmpty()) {
      own.choices.add(
          new Choice(
              List.of("overrides"),
              JsonNodeFactory.instance.nullNode(),
              "they name adopted resources of " + own.from));
    }
    return own.choices;
  }

  private String text(String... path) {
    return Trees.at(tree, List.of(path)).asText("");
  }

  private List<String> taken(List<String> path) {
    return others.stream().map(each -> Trees.at(each, path).asText("")).toList();
  }

  /** Names with which two environments would own the same resources. */
  private void addNames(Environment<?> base) {
    for (String key : base.config().ownNames().keySet()) {
      List<String> path = List.of(key.split("\\.", -1));
      JsonNode value = Trees.at(tree, path);
      if (value.isBoolean()) {
        String why = "one environment of an account and region has it: " + from;
        choices.add(new Choice(path, JsonNodeFactory.instance.booleanNode(false), why));
        continue;
      }
      String own = derived.of(value.asText(""), taken(path)::contains);
      String why =
          value.asText("").isEmpty()
              ? from + " has none"
              : "not '" + value.asText() + "', with which " + from + "'s resources are named";
      choices.add(Choice.of(own, why, path.toArray(String[]::new)));
    }
  }

  private void addDomain() {
    for (List<String> path : List.of(List.of("zone"), List.of("domain", "name"))) {
      String domain = Trees.at(tree, path).asText("");
      if (!domain.isEmpty()) {
        choices.add(
            Choice.of(
                derived.ofDomain(domain, taken(path)::contains),
                "a domain leads to one environment; '" + domain + "' leads to " + from,
                path.toArray(String[]::new)));
      }
    }
    if (!text("domain", "certificateArn").isEmpty()) {
      choices.add(
          Choice.of(
              "", "the certificate of " + from + " is not for it", "domain", "certificateArn"));
    }
    if (text("certificates").equals("given")) {
      choices.add(
          Choice.of(
              "made", "created for its own hosts, and validated in its zone", "certificates"));
    }
  }

  private void addTags() {
    tree.path("tags")
        .properties()
        .forEach(
            tag -> {
              boolean names =
                  tag.getKey().toLowerCase(Locale.ROOT).equals("environment")
                      || tag.getValue().asText().equals(from);
              if (names) {
                choices.add(Choice.of(name, "its name", "tags", tag.getKey()));
              }
            });
  }

  /** A bucket that is named after the environment is its own; another one is shared. */
  private void addBackend() {
    String prefix = text("namePrefix");
    for (String key : List.of("bucket", "dynamodbTable")) {
      String value = text("backend", key);
      if (!prefix.isEmpty() && value.startsWith(prefix + "-")) {
        String own = derived.of(prefix, each -> false) + value.substring(prefix.length());
        choices.add(Choice.of(own, from + " has one that is named after it", "backend", key));
      }
    }
  }

  private void addNetwork(Collection<Cidr> blocks) {
    String given = text("network", "cidr");
    if (given.isEmpty()) {
      return;
    }
    Cidr old = Cidr.parse(given);
    Cidr free =
        FreeBlock.like(old, blocks)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "no block of the size of "
                            + old
                            + " is free in its private range: write the environment's file by hand"
                            + " (docs/environments.md)"));
    String why = "the next block after " + old + " of " + from + " that no environment overlaps";
    choices.add(Choice.of(free.toString(), why, "network", "cidr"));
    tree.path("network")
        .properties()
        .forEach(
            each -> {
              if (each.getKey().endsWith("Subnets") && each.getValue() instanceof ArrayNode list) {
                choices.add(
                    Choice.of(
                        Trees.texts(list).stream()
                            .map(block -> FreeBlock.moved(Cidr.parse(block), old, free).toString())
                            .toList(),
                        "at the same place in it",
                        "network",
                        each.getKey()));
              }
            });
  }

  private void addServices() {
    JsonNode none = JsonNodeFactory.instance.objectNode();
    Trees.maps(tree.path("services"))
        .forEach(
            (service, values) -> {
              String subdomain = values.path("subdomain").asText("");
              String own = derived.replaced(subdomain);
              if (!own.equals(subdomain)) {
                String why = "not '" + subdomain + "' of " + from;
                choices.add(Choice.of(own, why, "services", service, "subdomain"));
              }
              choices.addAll(HeirEntry.of(service, values, none, none, name));
            });
  }

  private void addDelivery() {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    JsonNode delivery = tree.path("delivery").isObject() ? tree.get("delivery") : none;
    if (delivery.has("branch")) {
      choices.add(
          Choice.of(
              name,
              "pushes to '" + delivery.get("branch").asText() + "' deploy " + from,
              "delivery",
              "branch"));
    }
    if (delivery.path("oidcProvider").asText().equals("made")) {
      choices.add(
          Choice.of(
              "given",
              "an account has one, and " + from + " creates it; 'made' in an account of its own",
              "delivery",
              "oidcProvider"));
    }
  }
}
