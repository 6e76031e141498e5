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
    Synthesized synthesized = Synthesized.environment(system, environment);
    EnvironmentId id = synthesized.environment().id();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    synthesized.stacks().forEach(stack -> trees.put(id.stack(stack.layer()), stack.tree()));
    Model model = new Model(id, synthesized.environment().config().region(), trees);

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

  private static String id(Resource resource) {
    return resource.stack().layer() + "/" + resource.path();
  }

  private static void assertEnds(Picture picture) {
    List<String> ids = picture.nodes().stream().map(Picture.Node::id).toList();
    assertThat(picture.edges()).allMatch(edge -> ids.contains(edge.from()));
    assertThat(picture.edges()).allMatch(edge -> ids.contains(edge.to()));
  }
}
