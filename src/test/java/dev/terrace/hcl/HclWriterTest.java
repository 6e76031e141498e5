package dev.terrace.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HclWriterTest {
  @Test
  void a_block_has_its_comment_labels_attributes_and_blocks() {
    Body.Block setting =
        Body.Block.of("setting", List.of(), new Body(List.of(attribute("name", text("x")))));
    Body.Block cluster =
        new Body.Block(
            Optional.of("platform/cluster"),
            "resource",
            List.of("aws_ecs_cluster", "main"),
            new Body(List.of(attribute("name", text("main")), setting, setting)));

    assertThat(HclWriter.write(new Body(List.of(cluster, cluster))))
        .isEqualTo(
            """
            # platform/cluster
            resource "aws_ecs_cluster" "main" {
              name = "main"

              setting {
                name = "x"
              }

              setting {
                name = "x"
              }
            }

            # platform/cluster
            resource "aws_ecs_cluster" "main" {
              name = "main"

              setting {
                name = "x"
              }

              setting {
                name = "x"
              }
            }
            """);
  }

  @Test
  void an_empty_block_takes_one_line() {
    assertThat(HclWriter.write(new Body(List.of(Body.Block.of("data", List.of("a", "b"), body())))))
        .isEqualTo("data \"a\" \"b\" {}\n");
  }

  @Test
  void equals_signs_are_aligned_up_to_a_multiline_value() {
    assertThat(
            HclWriter.write(
                body(
                    attribute("a", source("1")),
                    attribute("long_name", source("2")),
                    attribute("tags", fields("Name", text("x"))),
                    attribute("b", source("3")),
                    attribute("ccc", source("null")))))
        .isEqualTo(
            """
            a         = 1
            long_name = 2
            tags = {
              Name = "x"
            }
            b   = 3
            ccc = null
            """);
  }

  @Test
  void names_are_aligned_by_displayed_characters() {
    assertThat(
            value(
                new Expression.Fields(
                    List.of(
                        new Expression.Field(Template.parse("cafe\u0301"), source("1")),
                        new Expression.Field(Template.parse("x"), source("2"))))))
        .isEqualTo("{\n  \"cafe\u0301\" = 1\n  x      = 2\n}");
  }

  @Test
  void text_is_escaped_and_sequences_are_not() {
    assertThat(value(text("a \"b\" \\ \n\t\r \u0001 é 日本 ${f(\"x\")} $${y} %%{z} $ %")))
        .isEqualTo("\"a \\\"b\\\" \\\\ \\n\\t\\r \\u0001 é 日本 ${f(\"x\")} $${y} %%{z} $ %\"");
  }

  @Test
  void a_lone_interpolation_is_written_as_its_expression() {
    assertThat(value(Expression.of(Template.parse("${aws_vpc.main.id}"))))
        .isEqualTo("aws_vpc.main.id");
    assertThat(value(Expression.of(Template.parse("${x ?\n1 : 2}")))).isEqualTo("(x ?\n1 : 2)");
  }

  @Test
  void a_call_with_an_object_takes_one_line_per_field() {
    assertThat(
            value(
                Expression.of(
                    Template.parse(
                        "${jsonencode({\"user name\" = \"a-${x.y[\"k\"]}\", \"all\" = \"${x.y}\","
                            + " \"port\" = 5432, \"more\" = {\"a\" = local.b}})}"))))
        .isEqualTo(
            """
            jsonencode({
              "user name" = "a-${x.y["k"]}"
              all         = x.y
              port        = 5432
              more        = { a = local.b }
            })\
            """);
  }

  @Test
  void calls_of_any_other_form_are_unchanged() {
    for (String each :
        List.of(
            "join(\",\", [\"a\"])",
            "merge({\"a\" = 1}, {\"b\" = 2})",
            "f({a = 1})",
            "f({\"a\" = x ? 1 : 2})",
            "f({\"a\" = \"x\" == local.y})",
            "f({\"a\" = \"\\n\"})",
            "f({\"a\" = [1]})",
            "f({\"a\" = g(1)})",
            "f({for k in local.x : k => 1})")) {
      assertThat(value(Expression.of(Template.parse("${" + each + "}")))).isEqualTo(each);
    }
  }

  @Test
  void a_literal_is_never_a_template() {
    assertThat(value(Expression.literal("${x}\nb"))).isEqualTo("\"$${x}\\nb\"");
  }

  @Test
  void a_short_list_takes_one_line_and_a_long_one_several() {
    assertThat(value(new Expression.Tuple(List.of()))).isEqualTo("[]");
    assertThat(value(new Expression.Tuple(List.of(text("a"), source("1")))))
        .isEqualTo("[\"a\", 1]");
    String longText = "x".repeat(60);
    assertThat(value(new Expression.Tuple(List.of(text(longText), text(longText)))))
        .isEqualTo("[\n  \"" + longText + "\",\n  \"" + longText + "\",\n]");
  }

  @Test
  void small_objects_in_a_list_or_an_object_take_one_line() {
    assertThat(
            value(
                new Expression.Tuple(
                    List.of(fields("name", text("A")), new Expression.Fields(List.of())))))
        .isEqualTo("[\n  { name = \"A\" },\n  {},\n]");
    assertThat(value(fields("principal", fields("Service", text("x")))))
        .isEqualTo("{\n  principal = { Service = \"x\" }\n}");
  }

  @Test
  void keys_are_quoted_if_they_would_be_ambiguous() {
    Expression one = source("1");
    Expression.Fields keys =
        new Expression.Fields(
            List.of(
                new Expression.Field(Template.parse("plain-key_1"), one),
                new Expression.Field(Template.parse("aws:tag"), one),
                new Expression.Field(Template.parse("true"), one),
                new Expression.Field(Template.parse("for"), one),
                new Expression.Field(Template.parse("1st"), one),
                new Expression.Field(Template.parse("a.b"), one),
                new Expression.Field(Template.parse(""), one),
                new Expression.Field(Template.parse("${local.key}"), one),
                new Expression.Field(Template.parse("x-${local.key}"), one)));

    assertThat(value(keys).lines().map(line -> line.replaceAll(" += 1", "").strip()))
        .containsExactly(
            "{",
            "plain-key_1",
            "\"aws:tag\"",
            "\"true\"",
            "\"for\"",
            "\"1st\"",
            "\"a.b\"",
            "\"\"",
            "(local.key)",
            "\"x-${local.key}\"",
            "}");
  }

  @Test
  void multiline_text_is_a_heredoc_with_empty_lines_around_it() {
    assertThat(
            HclWriter.write(
                body(
                    attribute("a", source("1")),
                    attribute(
                        "user_data",
                        Expression.of(Template.parse("#!/bin/sh\n\n  echo \"\\$X\" ${b}\n"))),
                    attribute("c", source("2")))))
        .isEqualTo(
            """
            a = 1

            user_data = <<-EOT
              #!/bin/sh

                echo "\\$X" ${b}
            EOT

            c = 2
            """);
  }

  /** As {@code terraform fmt} writes it; in a body an empty line keeps them apart. */
  @Test
  void a_heredoc_among_fields_is_aligned_with_them() {
    Expression lines = Expression.of(Template.parse("b\n c\n"));

    assertThat(
            value(
                new Expression.Fields(
                    List.of(
                        field("long_name", source("1")),
                        field("value", lines),
                        field("z", source("2"))))))
        .isEqualTo(
            """
            {
              long_name = 1
              value     = <<-EOT
                b
                 c
              EOT
              z         = 2
            }""");
  }

  @Test
  void a_text_without_a_trailing_newline_chomps_the_heredoc() {
    assertThat(value(Expression.of(Template.parse("a\nb"))))
        .isEqualTo("chomp(<<-EOT\n  a\n  b\nEOT\n)");
  }

  @Test
  void text_that_a_heredoc_would_change_stays_quoted() {
    for (String each :
        List.of(
            "  a\n  b\n", // blanks that all lines begin with would be lost
            "a\n \nb\n", // a line of blanks
            "a\n\u00a0\nb\n", // of no-break ones: the indentation would stay before them
            "a\n\u2007 \u202f\nb\n",
            "a\n\u0301b\n", // an accent would go away with the blank before it
            "a\n\u200db\n",
            "a\r\nb\n",
            "a\nb\u0007\n",
            "a\nEOT\nb\n", // its own mark
            "a\n${b}", // the value of b could end with a line end
            "a\n${f(\n1)}\nb\n",
            "a\n%{ if x }\nb\n%{ endif }\n",
            "one line\n",
            "\n")) {
      assertThat(Expression.of(Template.parse(each)))
          .as(each)
          .isInstanceOf(Expression.Quoted.class);
    }
  }

  @Test
  void a_heredoc_in_a_list_is_quoted_and_in_a_call_closes_below_it() {
    Expression lines = Expression.of(Template.parse("a\nb\n"));

    assertThat(value(new Expression.Tuple(List.of(lines)))).isEqualTo("[\"a\\nb\\n\"]");
    assertThat(value(new Expression.Call("base64encode", lines)))
        .isEqualTo("base64encode(<<-EOT\n  a\n  b\nEOT\n)");
    assertThat(value(new Expression.Call("jsonencode", fields("a", source("1")))))
        .isEqualTo("jsonencode({\n  a = 1\n})");
  }

  @Test
  void another_parser_reads_the_output() throws Exception {
    String written =
        HclWriter.write(
            body(
                Body.Block.of(
                    "resource",
                    List.of("aws_x", "main"),
                    body(
                        attribute("name", text("a \"b\"")),
                        attribute("count", source("3")),
                        attribute("tags", fields("Name", text("x"))),
                        attribute("list", new Expression.Tuple(List.of(text("a"), text("b")))),
                        attribute("script", Expression.of(Template.parse("one\ntwo\n")))))));

    Map<?, ?> resource = (Map<?, ?>) new HCLParser().parse(written).get("resource");
    Map<?, ?> main = (Map<?, ?>) ((Map<?, ?>) resource.get("aws_x")).get("main");

    assertThat(main.get("name")).isEqualTo("a \"b\"");
    assertThat(main.get("tags")).isEqualTo(Map.of("Name", "x"));
    assertThat(main.get("list")).isEqualTo(List.of("a", "b"));
  }

  private static Body body(Body.Item... items) {
    return new Body(List.of(items));
  }

  private static Body.Attribute attribute(String name, Expression value) {
    return new Body.Attribute(name, value);
  }

  private static Expression source(String text) {
    return new Expression.Source(text);
  }

  private static Expression text(String source) {
    return new Expression.Quoted(Template.parse(source));
  }

  private static Expression fields(String key, Expression value) {
    return new Expression.Fields(List.of(field(key, value)));
  }

  private static Expression.Field field(String key, Expression value) {
    return new Expression.Field(Template.parse(key), value);
  }

  /** As the value of an attribute, without the attribute. */
  private static String value(Expression expression) {
    return HclWriter.write(body(attribute("v", expression))).replaceFirst("^v = ", "").strip();
  }
}
