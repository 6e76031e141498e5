package dev.terrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Synthesized;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents: their links, headers and language. */
class DocumentsTest {
  private static final Path DOCS = Path.of("docs");
  private static final Path INDEX = DOCS.resolve("README.md");
  private static final Synthesized EXAMPLE = Synthesized.environment("coder", "production");

  static Stream<MarkdownFile> documents() throws IOException {
    return MarkdownFile.all().stream();
  }

  static Stream<MarkdownFile> dated() throws IOException {
    return documents()
        .filter(
            document ->
                Stream.of("recipes", "runbooks", "adr")
                    .anyMatch(folder -> document.path().startsWith(DOCS.resolve(folder))));
  }

  /** All but the pages of modules, which the build generates. */
  static Stream<MarkdownFile> ours() throws IOException {
    return documents().filter(document -> !document.path().startsWith("modules"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void links_lead_to_files_and_headings_that_exist(MarkdownFile document) {
    List<String> broken = new ArrayList<>();
    for (String link : document.links()) {
      Path target = document.target(link);
      String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
      if (!Files.exists(target)) {
        broken.add(link + ": no such file");
      } else if (!anchor.isEmpty() && !MarkdownFile.read(target).anchors().contains(anchor)) {
        broken.add(link + ": no such heading");
      }
    }
    assertThat(broken).as(document.path().toString()).isEmpty();
  }

  @Test
  void the_index_links_every_document() throws IOException {
    MarkdownFile index = MarkdownFile.read(INDEX);
    List<Path> linked = index.links().stream().map(index::target).toList();

    assertThat(documents().map(MarkdownFile::path))
        .filteredOn(path -> path.startsWith(DOCS) && !path.equals(INDEX))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(linked).contains(path));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dated")
  void recipes_runbooks_and_decisions_say_their_status_and_date(MarkdownFile document) {
    assertThat(document.header())
        .as(document.path() + ", the line after the title")
        .matches(
            "Status: (accepted|superseded by \\d+|current|outdated) · Date: 20\\d\\d-\\d\\d-\\d\\d");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ours")
  void documents_use_standard_terms(MarkdownFile document) {
    assertThat(Wording.findings(document.prose())).as(document.path().toString()).isEmpty();
  }

  @Test
  void wording_is_found_across_lines_and_not_in_code() {
    MarkdownFile document =
        new MarkdownFile(Path.of("a.md"), "It is let\ngo. `let go`\n\n```\nlet go\n```\n");

    assertThat(Wording.findings(document.prose()))
        .containsExactly("'let go' → removed from the old state; deleted");
  }

  @Test
  void anchors_are_those_of_github() {
    MarkdownFile document =
        new MarkdownFile(
            Path.of("a.md"),
            "# The `x` of [a](b.md), 2.0\n\n```\n# code\n```\n\n## Same\n## Same\n");

    assertThat(document.anchors()).containsExactly("the-x-of-a-20", "same", "same-1");
  }

  @Test
  void the_front_page_counts_what_the_example_has() throws IOException {
    int network = resources("network");
    int all = network;
    for (String layer : List.of("data", "platform", "observability")) {
      all += resources(layer);
    }

    assertThat(Files.readString(Path.of("README.md")))
        .contains("coder/production/network: " + network + " to create")
        .contains("(" + all + " created, 0 changed, 0 replaced, 0 destroyed)");
  }

  private static int resources(String layer) {
    int count = 0;
    for (JsonNode ofType : EXAMPLE.stack(layer).tree().path("resource")) {
      count += ofType.size();
    }
    return count;
  }
}
