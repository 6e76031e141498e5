package dev.terrace.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closer looks show every resource once, and arrows between what they show. */
final class LayerPicturesTest {
  private static final String THREE_SYSTEMS =
      """
      coder, production
      orcha, prod
      alva, staging
      """;

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void each_resource_is_in_the_picture_of_one_construct_of_one_layer(
      String system, String environment) {
    Map<StackId, JsonNode> trees = trees(system, environment);
    Model model = model(system, environment);

    List<String> drawn = new ArrayList<>();
    int arrows = 0;
    for (StackId stack : trees.keySet()) {
      LayerPictures pictures = new LayerPictures(model, stack.layer());
      Picture layer = pictures.constructsPicture();
      assertThat(layer.nodes())
          .extracting(Picture.Node::id)
          .doesNotHaveDuplicates()
          .hasSize(pictures.constructs().size());
      assertEnds(layer);
      for (String construct : pictures.constructs().keySet()) {
        Picture resources = pictures.resourcesPicture(construct);
        assertEnds(resources);
        resources.nodes().forEach(node -> drawn.add(node.id()));
        arrows += resources.edges().size();
      }
      arrows += layer.edges().size();
    }
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            model.resources().stream().map(LayerPicturesTest::id).toList());
    assertThat(arrows).isGreaterThan(50);
  }

  private static Map<StackId, JsonNode> trees(String system, String environment) {
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    EnvironmentId id = new EnvironmentId(system, environment);
    Synthesized.environment(system, environment)
        .stacks()
        .forEach(stack -> trees.put(id.stack(stack.layer()), stack.tree()));
    return trees;
  }

  private static Model model(String system, String environment) {
    return new Model(
        new EnvironmentId(system, environment),
        Synthesized.environment(system, environment).environment().config().region(),
        trees(system, environment));
  }

  @ParameterizedTest
  @CsvSource(textBlock = THREE_SYSTEMS)
  void every_arrow_between_resources_has_what_makes_it_work(String system, String environment) {
    Model model = model(system, environment);
    Picture picture = SystemPicture.of(model);
    List<String> actors =
        picture.nodes().stream()
            .filter(node -> node.kind() == Picture.Kind.ACTOR)
            .map(Picture.Node::id)
            .toList();
    Carriers carriers = new Carriers(model);
    for (Picture.Edge edge : picture.edges()) {
      boolean between = !actors.contains(edge.from()) && !actors.contains(edge.to());
      assertThat(carriers.of(edge).isEmpty())
          .as(edge.from() + " → " + edge.to())
          .isEqualTo(!between || edge.label().equals("login"));
    }
  }

  @Test
  void a_service_reaches_its_database_by_its_secret_and_a_rule_of_the_security_group() {
    Carriers carriers = new Carriers(model("coder", "production"));
    assertThat(
            carriers.of(
                new Picture.Edge("platform/coder/service/service", "data/database/instance", "")))
        .extracting(LayerPicturesTest::id)
        .containsExactly(
            "data/secrets/coder-database/value", "network/rds/from-ecs-services-tcp-5432");
    assertThat(
            carriers.of(
                new Picture.Edge(
                    "platform/load-balancer/load-balancer", "platform/coder/service/service", "")))
        .extracting(LayerPicturesTest::id)
        .contains(
            "platform/coder/route/rule-100",
            "platform/coder/route/rule-500",
            "network/ecs-services/from-alb-tcp-7080");
    assertThat(
            carriers.of(
                new Picture.Edge(
                    "platform/coder/service/service", "data/redis/replication-group", "")))
        .extracting(LayerPicturesTest::id)
        .as("a rule lets it connect, and nothing names it")
        .containsExactly("network/redis/from-ecs-services-tcp-6379");
  }

  private static String id(Resource resource) {
    return resource.stack().layer() + "/" + resource.path();
  }

  private static void assertEnds(Picture picture) {
    List<String> ids = picture.nodes().stream().map(Picture.Node::id).toList();
    assertThat(picture.edges()).allMatch(edge -> ids.contains(edge.from()));
    assertThat(picture.edges()).allMatch(edge -> ids.contains(edge.to()));
  }
}
