package dev.terrace.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a stack reads an output of an earlier one. */
final class OutputUses {
  private final Pattern reference;
  private final List<AwaitedOutput.Use> found = new ArrayList<>();

  private OutputUses(Pattern reference) {
    this.reference = reference;
  }

  /**
   * @param tree of the stack that reads
   * @param remoteState name of the data source
   */
  static List<AwaitedOutput.Use> of(JsonNode tree, String remoteState, String output) {
    OutputUses uses =
        new OutputUses(
            Pattern.compile(
                Pattern.quote(Substitution.address(remoteState) + ".outputs." + output)
                    + "(?![\\w-])"));
    uses.searchGroup(tree.path("resource"), "");
    uses.searchGroup(tree.path("data"), "data.");
    uses.searchGroup(tree.path("ephemeral"), "ephemeral.");
    for (String kind : List.of("output", "locals", "module", "provider")) {
      String prefix = kind.equals("locals") ? "local." : kind + ".";
      tree.path(kind)
          .properties()
          .forEach(each -> uses.search(prefix + each.getKey(), "", each.getValue()));
    }
    return List.copyOf(uses.found);
  }

  private void searchGroup(JsonNode group, String prefix) {
    group
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        each ->
                            search(
                                prefix + type.getKey() + "." + each.getKey(),
                                "",
                                each.getValue())));
  }

  private void search(String address, String path, JsonNode node) {
    if (node.isTextual()) {
      if (reference.matcher(node.asText()).find()) {
        found.add(new AwaitedOutput.Use(address, path));
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        search(address, path + "[" + i + "]", node.path(i));
      }
    } else {
      node.properties()
          .forEach(
              each ->
                  search(
                      address,
                      path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                      each.getValue()));
    }
  }
}
