package dev.terrace.systems;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformStack;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.MovedResource;
import dev.terrace.config.MovesFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.constructs.IConstruct;

/**
 * Adds a {@code moved} block for each entry of {@code moves.yaml} that ends at a resource of the
 * stack, so that Terraform keeps what is in the state under the former address.
 */
final class MovedBlocks {
  private MovedBlocks() {}

  /**
   * @throws ConfigException if an entry moves what is still in the code
   */
  static void add(App app, Environment<?> environment) {
    Map<String, List<MovedResource>> layers = new TreeMap<>();
    environment
        .moves()
        .forEach(each -> layers.computeIfAbsent(each.layer(), k -> new ArrayList<>()).add(each));
    layers.forEach(
        (layer, moves) -> {
          IConstruct stack = app.getNode().tryFindChild(environment.id().stack(layer).stackName());
          if (stack instanceof TerraformStack found) {
            add(found, moves, environment);
          }
        });
  }

  private static void add(
      TerraformStack stack, List<MovedResource> moves, Environment<?> environment) {
    Set<String> addresses = new HashSet<>();
    collect(stack, addresses);
    List<MovedResource> used = used(moves, addresses);
    for (MovedResource each : used) {
      if (addresses.contains(each.from())) {
        throw new ConfigException(
            MovesFile.shownAs(environment.id().system()),
            "moves "
                + each.from()
                + " of layer "
                + each.layer()
                + ", which is still in the code; remove the entry");
      }
    }
    if (!used.isEmpty()) {
      stack.addOverride("moved", used.stream().map(MovedBlocks::block).toList());
    }
  }

  private static Map<String, String> block(MovedResource move) {
    Map<String, String> block = new TreeMap<>();
    block.put("from", move.from());
    block.put("to", move.to());
    return block;
  }

  /** Those that end at a resource of the stack, perhaps by way of others. */
  private static List<MovedResource> used(List<MovedResource> moves, Set<String> addresses) {
    Set<String> targets = new HashSet<>(addresses);
    List<MovedResource> used = List.of();
    while (true) {
      List<MovedResource> next =
          moves.stream().filter(each -> targets.contains(each.to())).toList();
      if (next.size() == used.size()) {
        return next;
      }
      used = next;
      used.forEach(each -> targets.add(each.from()));
    }
  }

  private static void collect(IConstruct parent, Set<String> addresses) {
    for (IConstruct each : parent.getNode().getChildren()) {
      if (each instanceof TerraformResource resource) {
        addresses.add(resource.getTerraformResourceType() + "." + resource.getFriendlyUniqueId());
      }
      collect(each, addresses);
    }
  }
}
