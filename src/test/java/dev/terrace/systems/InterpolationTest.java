package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.value.ValueTypes;
import dev.terrace.support.ConfigTrees;
import dev.terrace.support.ConfigTrees.Place;
import dev.terrace.support.Synthesized;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terraform evaluates no text of a configuration, whatever key it stands at. */
class InterpolationTest {
  private static final List<String> TEMPLATES =
      List.of("${file(\"/etc/hostname\")}", "%{ if true }x%{ endif }", "$${nosuch.x}");

  /** The start of a template that Terraform would evaluate. */
  private static final Pattern LIVE =
      Pattern.compile("(?<!\\$)\\$\\{(file\\(|nosuch)|(?<!%)%\\{ (if|endif)");

  static List<Map.Entry<EnvironmentId, ObjectNode>> environments() {
    return List.copyOf(ConfigTrees.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("environments")
  void a_template_in_any_text_is_refused_or_escaped(Map.Entry<EnvironmentId, ObjectNode> each) {
    EnvironmentId id = each.getKey();
    ObjectNode accepted = each.getValue().deepCopy();
    List<String> refused = new ArrayList<>();
    Map<String, String> pathByMark = new LinkedHashMap<>();
    WrongValues wrong = new WrongValues(each);
    assertThat(ConfigTrees.problems(id, accepted)).isEmpty();
    for (Place place : ConfigTrees.places(id, accepted)) {
      if (!place.schema().path("type").asText().equals("string")) {
        continue;
      }
      List<JsonNode> refusedByType = new ArrayList<>();
      for (String template : TEMPLATES) {
        String mark = "m" + pathByMark.size() + "z";
        ObjectNode changed = accepted.deepCopy();
        TextNode text = TextNode.valueOf(place.get(changed).asText() + mark + template);
        if (isRefusedByType(place, text.asText())) {
          refusedByType.add(text);
          continue;
        }
        place.set(changed, text);
        String problems = ConfigTrees.problems(id, changed);
        if (problems.isEmpty()) {
          accepted = changed;
          pathByMark.put(mark, place.path());
          break;
        }
        assertThat(problems).startsWith("environments/" + id + ".yaml:");
        refused.add(place.path());
      }
      refusedByType.forEach(text -> refused.add(place.path()));
      wrong.add(place, List.of(), refusedByType);
    }
    assertThat(wrong.accepted()).isEmpty();
    Synthesized synthesized = Synthesized.in(ConfigTrees.folderOf(id, accepted), id);
    List<String> texts = new ArrayList<>();
    synthesized.stacks().forEach(stack -> texts(stack.tree(), texts));
    assertThat(texts).noneMatch(text -> LIVE.matcher(text).find());
    assertThat(pathByMark.size() + refused.size()).isGreaterThan(40);
    pathByMark.keySet().removeIf(mark -> texts.stream().anyMatch(t -> t.contains(mark + "$${")));
    assertThat(pathByMark).as("accepted, but found nowhere").isEmpty();
    assertThat(refused).isNotEmpty();
  }

  /** Whatever else is in the file; read with others of the kind later. */
  private static boolean isRefusedByType(Place place, String text) {
    return !place.isKey()
        && ValueTypes.named(place.schema().path("format").asText().replace("-or-empty", ""))
            .flatMap(type -> type.refusal(text))
            .isPresent();
  }

  private static void texts(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.fieldNames().forEachRemaining(texts::add);
    node.forEach(child -> texts(child, texts));
  }
}
