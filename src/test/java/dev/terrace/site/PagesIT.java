package dev.terrace.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.support.Browser;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Launcher;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the three systems as a browser shows them. Screenshots: {@code target/pages}. */
final class PagesIT {
  private static final Path FOLDER = Path.of("target", "pages").toAbsolutePath();
  private static final Path RECORDED = Path.of("src/test/resources/report");

  private static final Map<String, JsonNode> FOUND = new LinkedHashMap<>();

  @BeforeAll
  static void look() throws IOException {
    Launcher launcher = new Launcher();
    launcher
        .run("site", "coder/production", "orcha/prod", "alva/staging", "--to", FOLDER.toString())
        .exits(0);
    write(
        "large",
        launcher,
        "coder/production",
        ChangedEnvironment.of("coder", "production", PagesIT::withTwelveMoreServices));
    Path changed =
        ChangedEnvironment.of(
            "alva", "staging", yaml -> text(RECORDED.resolve("alva-staging-search.yaml")));
    write(
        "changes",
        launcher,
        "alva/staging",
        changed,
        "--plan=" + recordedPlans(),
        "--compare=alva/production");
    for (JsonNode page : Browser.look(FOLDER, files())) {
      FOUND.put(page.path("page").asText(), page);
    }
  }

  /** A page of changed configuration, under a name of its own. */
  private static void write(
      String name, Launcher launcher, String target, Path environments, String... options)
      throws IOException {
    Path folder = FOLDER.resolve(name);
    List<String> words = new ArrayList<>(List.of("site", target, "--to", folder.toString()));
    words.add("--environments=" + environments);
    words.addAll(List.of(options));
    launcher.run(words.toArray(String[]::new)).exits(0);
    Files.move(
        folder.resolve(target.replace('/', '-') + ".html"),
        FOLDER.resolve(name + ".html"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file for each stack, as {@code terraform show -json} prints it. */
  private static Path recordedPlans() throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve("plans"));
    for (Map.Entry<String, JsonNode> layer :
        Json.read(RECORDED.resolve("alva-staging-search.json")).properties()) {
      ObjectNode plan = layer.getValue().path("plan").deepCopy();
      plan.putObject("planned_values");
      Json.write(folder.resolve("alva-staging-" + layer.getKey() + ".json"), plan);
    }
    return folder;
  }

  private static List<Path> files() {
    return Stream.concat(names(), Stream.of("index", "large", "changes"))
        .map(name -> FOLDER.resolve(name + ".html"))
        .toList();
  }

  static Stream<String> names() {
    return Stream.of("coder-production", "orcha-prod", "alva-staging");
  }

  private static String withTwelveMoreServices(String yaml) {
    StringBuilder services = new StringBuilder("\nservices:\n");
    for (int at = 0; at < 12; at++) {
      services.append(
          """
            more-%1$d:
              image: ghcr.io/company/more:1.4.2
              cpu: 256
              memoryMiB: 512
              port: %2$d
              healthCheckPath: /health
              routes:
                - {hosts: ["more-%1$d.{domain}"], priority: %3$d}
              environment:
                LITELLM_URL: http://litellm.{namespace}:4000
          """
              .formatted(at, 4500 + at, 460 + at));
    }
    return yaml.replace("\nservices:\n", services);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  @Test
  void no_page_reports_an_error_or_asks_for_anything() {
    FOUND.forEach((name, page) -> assertThat(texts(page.path("problems"))).as(name).isEmpty());
    assertThat(FOUND).hasSize(6);
  }

  @Test
  void axe_finds_no_violation() {
    FOUND.forEach((name, page) -> assertThat(texts(page.path("violations"))).as(name).isEmpty());
  }

  @Test
  void boxes_and_labels_overlap_in_no_picture() {
    int pictures = 0;
    for (JsonNode page : FOUND.values()) {
      for (JsonNode picture : page.path("pictures")) {
        assertThat(texts(picture.path("overlaps")))
            .as(page.path("page").asText() + ": " + picture.path("title").asText())
            .isEmpty();
        assertThat(picture.path("parts").asInt()).isGreaterThan(2);
        pictures++;
      }
    }
    assertThat(pictures).isGreaterThanOrEqualTo(7);
  }

  @Test
  void no_page_is_wider_than_the_window() {
    FOUND.forEach(
        (name, page) -> {
          assertThat(page.path("wide1440").asBoolean(true)).as(name).isFalse();
          assertThat(page.path("wide390").asBoolean(true)).as(name).isFalse();
        });
  }

  @ParameterizedTest
  @MethodSource("names")
  void search_zoom_and_links_work(String name) {
    JsonNode use = FOUND.get(name).path("use");
    JsonNode search = use.path("search");
    int all = search.path("all").asInt();
    assertThat(search.path("some").asInt()).isBetween(3, all - 1);
    assertThat(search.path("none").asInt()).isZero();
    assertThat(search.path("again").asInt()).isEqualTo(all).isGreaterThan(100);

    JsonNode zoom = use.path("zoom");
    double first = zoom.path("first").asDouble();
    assertThat(zoom.path("larger").asDouble()).isGreaterThan(first * 1.2);
    assertThat(zoom.path("smaller").asDouble()).isBetween(first * 0.99, first * 1.01);
    assertThat(zoom.path("fit").asDouble()).isEqualTo(zoom.path("room").asDouble());

    assertThat(use.path("target").path("isOpen").asBoolean()).as("a box leads to it").isTrue();
    assertThat(use.path("target").path("text").asText()).contains("address");
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_page_is_read_without_its_script(String name) {
    JsonNode readable = FOUND.get(name).path("withoutScript");
    assertThat(readable.path("pictures").asInt()).isPositive();
    assertThat(readable.path("rows").asInt()).isGreaterThan(50);
    assertThat(readable.path("hiddenRows").asInt(-1)).isZero();
    assertThat(readable.path("uselessControls").asInt(-1)).isZero();
  }

  @Test
  void a_page_of_400_resources_opens_within_a_second_and_weighs_less_than_2_mb()
      throws IOException {
    Path large = FOLDER.resolve("large.html");
    assertThat(Files.readString(large).split("<details class=\"found\"", -1))
        .hasSizeGreaterThan(400);
    assertThat(Files.size(large)).isLessThan(2_000_000);
    assertThat(FOUND.get("large").path("loadMs").asDouble()).isBetween(1.0, 1000.0);
  }

  @ParameterizedTest
  @MethodSource("names")
  void there_are_screenshots(String name) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      for (int width : List.of(1440, 390)) {
        assertThat(Files.size(FOLDER.resolve(name + "-" + scheme + "-" + width + ".png")))
            .isGreaterThan(10_000);
      }
    }
  }

  @Test
  void the_test_would_see_what_is_wrong() throws IOException {
    Path wrong = Files.createDirectories(FOLDER.resolve("wrong")).resolve("wrong.html");
    Files.writeString(
        wrong,
        """
        <!doctype html><title>wrong</title><p style="color:#eee;background:#fff">pale</p>
        <img src="missing.png"><script>console.error("x"); missing();</script>
        <div class="picture"><svg width="200" height="100" aria-label="t">
        <rect class="box" width="60" height="20"/><rect class="box" x="40" width="60" height="20"/>
        <text class="name" x="180" y="50">leaves the picture</text></svg></div>
        <div style="width:2000px">wide</div>
        """);
    JsonNode page = Browser.look(FOLDER.resolve("wrong"), List.of(wrong)).get(0);
    assertThat(String.join("\n", texts(page.path("problems"))))
        .contains("missing.png", "console error: x", "error: missing is not defined");
    assertThat(String.join("\n", texts(page.path("violations"))))
        .contains("color-contrast", "image-alt", "html-has-lang");
    assertThat(texts(page.path("pictures").get(0).path("overlaps"))).hasSize(2);
    assertThat(page.path("wide1440").asBoolean()).isTrue();
  }
}
