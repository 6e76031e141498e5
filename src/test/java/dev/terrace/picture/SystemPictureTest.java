package dev.terrace.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.support.Golden;
import dev.terrace.support.Synthesized;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of the three systems: readable, complete where it matters, and always the same. */
final class SystemPictureTest {
  private static final String THREE_SYSTEMS =
      """
      coder, production
      orcha, prod
      alva, staging
      """;

  private static Picture of(String system, String environment) {
    return of(Synthesized.environment(system, environment));
  }

  private static Picture of(Synthesized synthesized) {
    EnvironmentId id = synthesized.environment().id();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    synthesized.stacks().forEach(stack -> trees.put(id.stack(stack.layer()), stack.tree()));
    return SystemPicture.of(new Model(id, synthesized.environment().config().region(), trees));
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void the_mermaid_flowchart_is_the_recorded_one(String system, String environment) {
    Golden.assertUnchanged(
        Path.of("src/test/resources/pictures", system + "-" + environment + ".mmd"),
        MermaidWriter.write(of(system, environment)));
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void the_picture_in_the_documentation_is_current(String system, String environment) {
    Golden.assertUnchanged(
        Path.of("docs/pictures", system + "-" + environment + ".svg"),
        SvgWriter.write(of(system, environment)));
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void no_boxes_and_labels_overlap_unless_one_is_in_the_other(String system, String environment) {
    Picture picture = of(system, environment);
    Placed placed = Layout.of(picture);
    Map<String, Placed.Box> named = new LinkedHashMap<>();
    picture.nodes().forEach(node -> named.put(node.id(), placed.boxes().get(node.id())));
    placed
        .ways()
        .forEach(
            (edge, way) ->
                way.label().ifPresent(box -> named.put(edge.from() + "→" + edge.to(), box)));
    List<String> overlaps = new ArrayList<>();
    List<String> ids = List.copyOf(named.keySet());
    for (int one = 0; one < ids.size(); one++) {
      for (int other = one + 1; other < ids.size(); other++) {
        if (named.get(ids.get(one)).intersects(named.get(ids.get(other)))) {
          overlaps.add(ids.get(one) + " and " + ids.get(other));
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(8);
    assertThat(overlaps).isEmpty();
    assertThat(siblings(picture, placed)).as("frames next to each other").isEmpty();
    for (Picture.Group group : picture.groups()) {
      assertThat(placed.boxes().get(group.id()).width())
          .as("room for " + group.label())
          .isGreaterThanOrEqualTo(Text.GROUP.width(group.label()));
    }
  }

  private static List<String> siblings(Picture picture, Placed placed) {
    List<String> overlaps = new ArrayList<>();
    for (Picture.Group one : picture.groups()) {
      for (Picture.Group other : picture.groups()) {
        if (one.id().compareTo(other.id()) < 0
            && one.parent().equals(other.parent())
            && placed.boxes().get(one.id()).intersects(placed.boxes().get(other.id()))) {
          overlaps.add(one.id() + " and " + other.id());
        }
      }
    }
    return overlaps;
  }

  @Test
  void the_svg_is_the_same_each_time_and_takes_nothing_from_elsewhere() {
    String svg = SvgWriter.write(of("coder", "production"));
    assertThat(SvgWriter.write(of("coder", "production"))).isEqualTo(svg);
    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "<script", "@import", "url(h");
  }

  @Test
  void one_more_service_changes_the_picture_by_that_service_alone() {
    Picture before = of("coder", "production");
    Picture after =
        of(Synthesized.changed("coder", "production", SystemPictureTest::withOneMoreService));

    List<Picture.Node> nodes = new ArrayList<>(after.nodes());
    nodes.removeAll(before.nodes());
    List<Picture.Edge> edges = new ArrayList<>(after.edges());
    edges.removeAll(before.edges());
    assertThat(nodes).extracting(Picture.Node::label).containsExactly("further");
    assertThat(edges)
        .extracting(edge -> edge.from() + " → " + edge.to() + " " + edge.label())
        .containsExactlyInAnyOrder(
            "platform/load-balancer/load-balancer → platform/further/service/service"
                + " further.coder.company.com",
            "platform/further/service/service → platform/litellm/service/service ");
    assertThat(after.nodes()).containsAll(before.nodes());
    assertThat(after.edges()).containsAll(before.edges());
  }

  private static String withOneMoreService(String yaml) {
    return yaml.replace(
        "\nservices:\n",
        """

        services:
          further:
            image: ghcr.io/company/further:1.4.2
            cpu: 256
            memoryMiB: 512
            port: 4567
            healthCheckPath: /health
            routes:
              - {hosts: ["further.{domain}"], priority: 456}
            environment:
              LITELLM_URL: http://litellm.{namespace}:4000
        """);
  }

  @Test
  void names_from_the_configuration_cannot_leave_their_place() {
    Picture.Node node =
        new Picture.Node("a/\"<b>", Picture.Kind.DATA, "<script>&\"", "a\u0001b", Optional.empty());
    Picture picture = new Picture("<t>", List.of(), List.of(node), List.of());
    assertThat(SvgWriter.write(picture))
        .contains("&lt;script&gt;&amp;&quot;", "a?b")
        .doesNotContain("<script>", "<t>");
    assertThat(MermaidWriter.write(picture)).contains("[\"&lt;script&gt;&amp;&quot;<br/>a");
  }
}
