package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-written files before and after an entry is added. */
final class YamlInsertionTest {
  private static final JsonNode DOCS =
      YamlFile.parse(
              """
              port: 3002
              path: /docs/*
              version: "16"
              hosts: ["docs.{zone}", docs.example.net]
              """,
              "docs")
          .tree();

  private static final JsonNode PORT = YamlFile.parse("port: 3002", "docs").tree();

  @Test
  void an_entry_is_added_after_the_last_one_and_its_comments() {
    String before =
        """
        # ünïcode 🙂 before the values
        services:
          web:
            port: 3000   # the first

          # the API
          api:
            port: 3001
            # more: later

        # one-off task
        migrations:
          service: api
        """;

    assertThat(docs(before, DOCS))
        .contains(
            """
            # ünïcode 🙂 before the values
            services:
              web:
                port: 3000   # the first

              # the API
              api:
                port: 3001
                # more: later

              docs:
                port: 3002
                path: /docs/*
                version: "16"
                hosts: ["docs.{zone}", docs.example.net]

            # one-off task
            migrations:
              service: api
            """);
  }

  @Test
  void four_blanks_stay_four_and_a_last_line_stays_without_line_break() {
    assertThat(docs("services:\n    web:\n        port: 3000   # web", PORT))
        .contains("services:\n    web:\n        port: 3000   # web\n    docs:\n        port: 3002");
  }

  @Test
  void line_breaks_of_windows_stay() {
    assertThat(docs("services:\r\n  web:\r\n    port: 3000 # web\r\nz: 1\r\n", PORT))
        .contains(
            "services:\r\n  web:\r\n    port: 3000 # web\r\n  docs:\r\n    port: 3002\r\nz: 1\r\n");
    assertThat(docs("services:\r\n  web: {port: 3000}", PORT))
        .contains("services:\r\n  web: {port: 3000}\r\n  docs: {port: 3002}");
  }

  @Test
  void maps_in_braces_get_another_map_in_braces() {
    assertThat(docs("services:\n  web: {port: 3000}\n  api: {port: 3001}\n", DOCS))
        .contains(
            "services:\n  web: {port: 3000}\n  api: {port: 3001}\n"
                + "  docs: {port: 3002, path: /docs/*, version: \"16\","
                + " hosts: [\"docs.{zone}\", docs.example.net]}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services: {web: {port: 3000}} # all | services: {web: {port: 3000}, docs: {port: 3002}} # all
          services: {}                        | services: {docs: {port: 3002}}
          services: {web: {port: 3000},}      | services: {web: {port: 3000}, docs: {port: 3002}}
          {services: {a: {b: 1}}, c: 2}       | {services: {a: {b: 1}, docs: {port: 3002}}, c: 2}
          """)
  void a_map_in_braces_grows_before_its_end(String before, String after) {
    assertThat(docs(before, PORT)).contains(after);
  }

  @Test
  void braces_over_several_lines_keep_a_line_and_a_comment_for_each_entry() {
    assertThat(
            docs(
                """
                services: {
                  web: {port: 3000},
                  api: {port: 3001}   # the API
                }
                """,
                PORT))
        .contains(
            """
            services: {
              web: {port: 3000},
              api: {port: 3001},   # the API
              docs: {port: 3002}
            }
            """);
  }

  @Test
  void anchors_and_aliases_of_other_entries_stay() {
    assertThat(docs("size: &size {cpu: 256}\nservices:\n  web:\n    size: *size\nz: 1\n", PORT))
        .contains(
            """
            size: &size {cpu: 256}
            services:
              web:
                size: *size
              docs:
                port: 3002
            z: 1
            """);
  }

  @Test
  void an_anchored_map_without_alias_grows() {
    assertThat(docs("services: &all\n  web:\n    port: 3000\n", PORT))
        .contains("services: &all\n  web:\n    port: 3000\n  docs:\n    port: 3002\n");
  }

  @Test
  void a_map_that_an_alias_repeats_is_left() {
    assertThat(docs("all: &all\n  web:\n    port: 3000\nservices: *all\n", PORT)).isEmpty();
    assertThat(docs("services: &all\n  web:\n    port: 3000\nold: *all\n", PORT)).isEmpty();
  }

  @Test
  void a_text_of_several_lines_ends_where_its_lines_end() {
    assertThat(
            docs(
                """
                services:
                  web:
                    script: |
                      echo hi
                      # part of the text

                z: 1
                """,
                PORT))
        .contains(
            """
            services:
              web:
                script: |
                  echo hi
                  # part of the text
              docs:
                port: 3002

            z: 1
            """);
  }

  @Test
  void a_key_without_a_value_gets_a_map() {
    assertThat(docs("services:   # none yet\nz:\n    a: 1\n", PORT))
        .contains("services:   # none yet\n    docs:\n        port: 3002\nz:\n    a: 1\n");
  }

  @Test
  void a_missing_map_is_added_at_the_end() {
    assertThat(docs("extends: staging\nzone: a.b   # the zone\n", PORT))
        .contains("extends: staging\nzone: a.b   # the zone\n\nservices:\n  docs: {port: 3002}\n");
    assertThat(YamlEdit.insert("a: 1", List.of("zone"), JsonNodeFactory.instance.textNode("b.c")))
        .contains("a: 1\nzone: b.c");
  }

  @Test
  void what_is_there_or_is_no_map_is_left() {
    assertThat(docs("services:\n  docs:\n    port: 1\n", PORT)).isEmpty();
    assertThat(docs("services:\n  docs:\n", PORT)).isEmpty();
    assertThat(docs("services: [web]\n", PORT)).isEmpty();
    assertThat(docs("services: web\n", PORT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          web                        | web
          /docs/*                    | /docs/*
          true                       | "true"
          yes                        | "yes"
          16                         | "16"
          1.5                        | "1.5"
          null                       | "null"
          a: b                       | "a: b"
          a # b                      | "a # b"
          {domain}                   | "{domain}"
          http://a.{namespace}:4000  | http://a.{namespace}:4000
          it's                       | it's
          a, b                       | a, b
          """)
  void a_text_is_plain_where_it_reads_back_as_itself(String text, String written) {
    assertThat(YamlWriter.scalar(text, false)).isEqualTo(written);
  }

  @Test
  void within_brackets_more_texts_need_quotes() {
    assertThat(YamlWriter.scalar("a, b", true)).isEqualTo("\"a, b\"");
    assertThat(YamlWriter.scalar("docs.{zone}", true)).isEqualTo("\"docs.{zone}\"");
    assertThat(YamlWriter.scalar("", true)).isEqualTo("\"\"");
    assertThat(YamlWriter.scalar("a\n\"b\"", false)).isEqualTo("\"a\\n\\\"b\\\"\"");
  }

  @Test
  void lists_of_maps_have_a_line_for_each_map_and_long_maps_a_line_for_each_value() {
    JsonNode value =
        YamlFile.parse(
                """
                routes: [{hosts: ["a.{domain}"], priority: 410}]
                empty: []
                environment: {LITELLM_URL: http://litellm.example:4000, CODER_URL: https://coder.example}
                mount: {path: /a, uid: 1}
                """,
                "a")
            .tree();

    assertThat(String.join("\n", YamlWriter.block("docs", value, 2, 2)))
        .isEqualTo(
            """
              docs:
                routes:
                  - {hosts: ["a.{domain}"], priority: 410}
                empty: []
                environment:
                  LITELLM_URL: http://litellm.example:4000
                  CODER_URL: https://coder.example
                mount: {path: /a, uid: 1}\
            """);
  }

  private static Optional<String> docs(String text, JsonNode value) {
    return YamlEdit.insert(text, List.of("services", "docs"), value);
  }
}
