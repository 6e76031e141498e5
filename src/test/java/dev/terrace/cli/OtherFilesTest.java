package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.YamlFile;
import dev.terrace.error.UserError;
import dev.terrace.support.Bounded;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files next to the environments, broken in every way that a person or a program may break them:
 * each is read, or refused as wrong usage with the file's name, within 2 seconds and 512 MiB.
 */
final class OtherFilesTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<JsonNode> VALUES =
      List.of(
          JSON.numberNode(7),
          JSON.textNode("x"),
          JSON.nullNode(),
          JSON.arrayNode().addNull(),
          JSON.objectNode().putNull("x"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void the_sample_is_read(OtherFile file) throws Exception {
    assertThat(read(file, file.sample().getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  /** No reader takes the shape of what it reads for granted. */
  @ParameterizedTest
  @EnumSource
  void a_value_of_another_kind_at_any_place_is_no_surprise(OtherFile file) throws Exception {
    JsonNode sample = YamlFile.parse(file.sample(), file.name()).tree();
    List<String> surprises = new ArrayList<>();
    for (List<Object> place : places(sample)) {
      for (JsonNode value : VALUES) {
        JsonNode changed = sample.deepCopy();
        set(changed, place, value);
        String text = Json.pretty(changed);
        try {
          read(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (AssertionError | RuntimeException e) {
          StackTraceElement where = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
          surprises.add(place + ": " + value + " gives " + e + " at " + where);
        }
      }
    }
    assertThat(surprises).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_hostile_file_is_refused_in_bounded_time(OtherFile file) throws Exception {
    for (Map.Entry<String, byte[]> each : hostile().entrySet()) {
      String what = file + ": " + each.getKey();
      String said = Bounded.run(what, () -> read(file, each.getValue()));
      assertThat(said).as(what).isNotEmpty();
    }
  }

  private static Map<String, byte[]> hostile() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("empty", "");
    texts.put("blanks", "  \n\n");
    texts.put("null", "null\n");
    texts.put("text", "<a/>\n");
    texts.put("list", "[1, 2]\n");
    texts.put("list of lists", "[[[]]]\n");
    texts.put("cut", "{\"version\": 4, \"ser");
    texts.put("NUL", "a: \0\n");
    texts.put("deep lists", "{\"a\": " + "[".repeat(60_000));
    texts.put("deep maps", "{\"a\": ".repeat(10_000));
    texts.put("deep and closed", "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}");
    texts.put("alias in itself", "a: &a [*a]\n");
    texts.put("merge of itself", "a: &a\n  <<: *a\n");
    texts.put("undefined alias", "a: *nope\n");
    texts.put("bomb", bomb());
    texts.put("two documents", "a: b\n---\nc: d\n");
    Map<String, byte[]> files = new LinkedHashMap<>();
    texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    files.put("zeros", new byte[5_000]);
    files.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
    files.put("UTF-16", "a: b\n".getBytes(StandardCharsets.UTF_16));
    files.put("Latin-1", "a: \"\u00fc\"\n".getBytes(StandardCharsets.ISO_8859_1));
    return files;
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    return text.toString();
  }

  /** What people read, empty where the file is read. */
  private String read(OtherFile file, byte[] bytes) throws IOException {
    Path path = folder.resolve(file.path());
    Files.createDirectories(path.getParent());
    Files.write(path, bytes);
    try {
      file.read(folder, path);
      return "";
    } catch (UserError e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(UserError.Kind.USAGE);
      assertThat(e.getMessage())
          .contains(file.path())
          .doesNotContain("Exception", "com.fasterxml", "java.");
      return e.getMessage();
    }
  }

  /** Every key and every position, the tree itself excluded. */
  private static List<List<Object>> places(JsonNode node) {
    List<List<Object>> places = new ArrayList<>();
    collect(node, List.of(), places);
    return places;
  }

  private static void collect(JsonNode node, List<Object> steps, List<List<Object>> places) {
    if (!steps.isEmpty()) {
      places.add(steps);
    }
    node.properties().forEach(each -> collect(each.getValue(), with(steps, each.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), with(steps, i), places);
    }
  }

  private static List<Object> with(List<Object> steps, Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return longer;
  }

  private static void set(JsonNode tree, List<Object> place, JsonNode value) {
    JsonNode at = tree;
    for (Object step : place.subList(0, place.size() - 1)) {
      at = step instanceof Integer index ? at.get(index) : at.get((String) step);
    }
    Object last = place.get(place.size() - 1);
    if (at instanceof ArrayNode array) {
      array.set((Integer) last, value);
    } else {
      ((ObjectNode) at).set((String) last, value);
    }
  }
}
