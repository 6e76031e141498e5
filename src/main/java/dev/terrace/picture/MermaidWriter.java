package dev.terrace.picture;

import dev.terrace.picture.Picture.Edge;
import dev.terrace.picture.Picture.Group;
import dev.terrace.picture.Picture.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes a picture as a Mermaid flowchart, which GitHub and GitLab draw in Markdown. */
public final class MermaidWriter {
  private final Picture picture;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder("flowchart LR\n");

  private MermaidWriter(Picture picture) {
    this.picture = picture;
    picture.groups().forEach(group -> ids.put(group.id(), identifier(group.id())));
    picture.nodes().forEach(node -> ids.put(node.id(), identifier(node.id())));
  }

  public static String write(Picture picture) {
    return new MermaidWriter(picture).write();
  }

  private String write() {
    write(Optional.empty(), "  ");
    for (Edge edge : picture.edges()) {
      String label = edge.label().isEmpty() ? "" : "|" + quoted(edge.label()) + "|";
      out.append("  %s -->%s %s%n".formatted(ids.get(edge.from()), label, ids.get(edge.to())));
    }
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private void write(Optional<String> group, String indent) {
    for (Node node : picture.nodes()) {
      if (node.group().equals(group)) {
        out.append(indent)
            .append(ids.get(node.id()))
            .append('[')
            .append(quoted(node.name(), node.description()))
            .append("]\n");
      }
    }
    for (Group each : picture.groups()) {
      if (each.parent().equals(group)) {
        out.append(indent)
            .append("subgraph ")
            .append(ids.get(each.id()))
            .append('[')
            .append(quoted(each.label()))
            .append("]\n");
        write(Optional.of(each.id()), indent + "  ");
        out.append(indent).append("end\n");
      }
    }
  }

  /** Mermaid takes letters, digits and hyphens; "end" is a word of its own. */
  private static String identifier(String id) {
    StringBuilder identifier = new StringBuilder("n_");
    for (int at = 0; at < id.length(); at++) {
      char each = id.charAt(at);
      if (Character.isLetterOrDigit(each) && each < 128) {
        identifier.append(each);
      } else if (each == '/') {
        identifier.append("__");
      } else {
        identifier.append('_').append(Integer.toHexString(each)).append('_');
      }
    }
    return identifier.toString();
  }

  private static String quoted(String... lines) {
    return "\"" + String.join("<br/>", Arrays.stream(lines).map(Markup::escaped).toList()) + "\"";
  }
}
