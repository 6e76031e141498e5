package dev.terrace.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code environments/<system>/moves.yaml}.
 *
 * @param moves in the order of the file
 */
public record MovesFile(List<MovedResource> moves) implements Checked {
  /** The name of its schema, and of the file without its ending. */
  public static final String NAME = "moves";

  private static final String HEADER =
      """
      # yaml-language-server: $schema=../schema/moves.schema.json
      # New addresses of resources whose constructs were renamed. `./terrace moves` writes this file and keeps no comments.
      """;

  @Override
  public void check(Problems problems) {
    Map<String, String> froms = new HashMap<>();
    Map<String, String> tos = new HashMap<>();
    for (int i = 0; i < moves.size(); i++) {
      MovedResource each = moves.get(i);
      if (each == null) {
        continue;
      }
      Problems here = problems.at("moves").at(i);
      each.check(here);
      String layer = each.layer() + " ";
      if (froms.putIfAbsent(layer + each.from(), layer + each.to()) != null) {
        here.at("from").add("must be moved once", each.from());
      }
      // Terraform, "Ambiguous move statements": one resource can have moved to an address.
      if (tos.putIfAbsent(layer + each.to(), "") != null) {
        here.at("to").add("must be the new address of one resource alone", each.to());
      }
      if (leadsTo(froms, layer + each.to(), layer + each.from())) {
        here.at("to").add("must not lead back to 'from'", each.to());
      }
    }
  }

  /** Terraform, "Cyclic dependency in move statements". */
  private static boolean leadsTo(Map<String, String> moves, String start, String end) {
    String at = start;
    for (int steps = 0; at != null && steps <= moves.size(); steps++) {
      if (at.equals(end)) {
        return true;
      }
      at = moves.get(at);
    }
    return false;
  }

  /** The file of a system as messages show it. */
  public static String shownAs(String system) {
    return "environments/" + system + "/" + NAME + ".yaml";
  }

  /**
   * @param environments the folder {@code environments}
   * @param layers of the system
   * @return empty if the system has no such file
   * @throws ConfigException with every problem of the file
   */
  public static List<MovedResource> read(Path environments, String system, List<String> layers) {
    Path path = path(environments, system);
    if (!Files.exists(path)) {
      return List.of();
    }
    ConfigFile<MovesFile> file = ConfigFile.read(path, shownAs(system), NAME, MovesFile.class);
    List<MovedResource> moves = file.value().moves();
    Problems problems = Problems.locatedBy(file.yaml()::locate);
    for (int i = 0; i < moves.size(); i++) {
      String layer = moves.get(i).layer();
      if (!layers.contains(layer)) {
        problems
            .at("moves")
            .at(i)
            .at("layer")
            .add("must be a layer of " + system + " (" + known(layer, layers) + ")", layer);
      }
    }
    problems.throwIfAny();
    return moves;
  }

  /** The layers, with the one that a wrong name means, such as that of a whole stack. */
  private static String known(String layer, List<String> layers) {
    String last = layer.substring(1 + Math.max(layer.lastIndexOf('/'), layer.lastIndexOf('-')));
    return String.join(", ", layers)
        + Nearest.to(last, layers).map(found -> "; did you mean '" + found + "'?").orElse("");
  }

  public static Path path(Path environments, String system) {
    return environments.resolve(system).resolve(NAME + ".yaml");
  }

  /** The content of the file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append("moves:");
    if (moves.isEmpty()) {
      return text.append(" []\n").toString();
    }
    text.append('\n');
    for (MovedResource each : moves) {
      text.append("  - layer: ").append(each.layer()).append('\n');
      text.append("    from: ").append(each.from()).append('\n');
      text.append("    to: ").append(each.to()).append('\n');
      text.append("    since: \"").append(each.since()).append("\"\n");
    }
    return text.toString();
  }
}
