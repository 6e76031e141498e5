package dev.terrace.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < moves.size(); i++) {
      MovedResource each = moves.get(i);
      if (each == null) {
        continue;
      }
      Problems here = problems.at("moves").at(i);
      each.check(here);
      if (!seen.add(each.layer() + " " + each.from())) {
        here.at("from").add("must be moved once", each.from());
      }
    }
  }

  /** The file of a system as messages show it. */
  public static String shownAs(String system) {
    return "environments/" + system + "/" + NAME + ".yaml";
  }

  /**
   * @param environments the folder {@code environments}
   * @return empty if the system has no such file
   * @throws ConfigException with every problem of the file
   */
  public static List<MovedResource> read(Path environments, String system) {
    Path path = path(environments, system);
    return Files.exists(path)
        ? ConfigFile.read(path, shownAs(system), NAME, MovesFile.class).value().moves()
        : List.of();
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
