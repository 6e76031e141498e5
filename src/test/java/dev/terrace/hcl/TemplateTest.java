package dev.terrace.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void text_without_sequences_is_one_part() {
    assertThat(Template.parse("100 % of $5 {x}").parts())
        .containsExactly(new Template.Text("100 % of $5 {x}"));
    assertThat(Template.parse("").parts()).isEmpty();
  }

  @Test
  void interpolations_and_directives_are_parts_of_their_own() {
    assertThat(Template.parse("a-${aws_vpc.main.id}%{ if x }b%{ endif }").parts())
        .isEqualTo(
            List.of(
                new Template.Text("a-"),
                new Template.Sequence("${aws_vpc.main.id}"),
                new Template.Sequence("%{ if x }"),
                new Template.Text("b"),
                new Template.Sequence("%{ endif }")));
  }

  @Test
  void escaped_sequences_are_text() {
    Template template = Template.parse("home/$${aws:username}/%%{x}");

    assertThat(template.hasSequences()).isFalse();
    assertThat(((Template.Text) template.parts().get(0)).meaning())
        .isEqualTo("home/${aws:username}/%{x}");
  }

  @Test
  void a_third_dollar_before_an_escape_is_text() {
    assertThat(((Template.Text) Template.parse("$$${x}").parts().get(0)).meaning())
        .isEqualTo("$${x}");
  }

  @Test
  void braces_quotes_and_comments_in_an_expression_do_not_end_it() {
    String expression = "${jsonencode({\"a\" = \"}${f({ b = 1 })}\\\"\"})}";

    assertThat(Template.parse("x" + expression + "y").parts())
        .containsExactly(
            new Template.Text("x"), new Template.Sequence(expression), new Template.Text("y"));
    assertThat(Template.parse("${a /* } */ + b}").parts()).hasSize(1);
    assertThat(Template.parse("${a # }\n + b}").parts()).hasSize(1);
  }

  @Test
  void a_lone_interpolation_is_an_expression_unless_it_strips_whitespace() {
    assertThat(Template.parse("${ aws_vpc.main.id }").wholeExpression())
        .contains("aws_vpc.main.id");
    assertThat(Template.parse("${~ x }").wholeExpression()).isEmpty();
    assertThat(Template.parse("${x ~}").wholeExpression()).isEmpty();
    assertThat(Template.parse("${a}${b}").wholeExpression()).isEmpty();
    assertThat(Template.parse("%{ if x }").wholeExpression()).isEmpty();
  }

  @Test
  void a_literal_means_its_text_whatever_it_contains() {
    Template template = Template.literal("${x} $${y} %{z}");

    assertThat(template.source()).isEqualTo("$${x} $$${y} %%{z}");
    assertThat(template.hasSequences()).isFalse();
  }

  @Test
  void an_unterminated_sequence_is_refused() {
    assertThatThrownBy(() -> Template.parse("a ${b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the sequence at character 3 of the template is not terminated: a ${b");
    assertThatThrownBy(() -> Template.parse("${f(\"b}"))
        .hasMessage("the sequence at character 5 of the template is not terminated: ${f(\"b}");
  }

  @Test
  void the_joined_parts_are_the_source() {
    String source = "a$${b}${c}\n%{ if d }é%{ endif }";

    assertThat(Template.parse(source).source()).isEqualTo(source);
  }
}
