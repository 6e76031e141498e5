package dev.terrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text leaves its code span. */
final class MarkdownTextTest {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("`|\\ \n\r\t<>/@#*_[]()&\u202e\u200b\u2028aé")
        .all()
        .ofMaxLength(12);
  }

  @Property(tries = 3_000, seed = "7")
  void a_span_ends_where_the_text_ends(@ForAll("texts") String text) {
    String span = MarkdownText.code(text);
    String fence = span.replaceFirst("^(`+)(?s:.*)$", "$1");
    String inner = span.substring(fence.length(), span.length() - fence.length());

    assertThat(span).startsWith(fence).endsWith(fence).hasLineCount(1);
    assertThat(inner).isNotBlank().doesNotStartWith("`").doesNotEndWith("`");
    assertThat(inner.split("(?<!`)" + fence + "(?!`)", -1)).hasSize(1);
    assertThat(inner).doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*");
  }

  @Property(tries = 3_000, seed = "7")
  void a_cell_has_no_pipe_that_ends_it(@ForAll("texts") String text) {
    assertThat(MarkdownText.cell(text).replace("\\|", "")).doesNotContain("|");
  }

  @Property(tries = 1_000, seed = "7")
  void a_shortened_text_keeps_its_characters_whole(@ForAll String text) {
    String shortened = MarkdownText.shortened(text, 5);

    assertThat(shortened.length() <= 5 || shortened.contains("…")).isTrue();
    assertThat(text).startsWith(shortened.replaceFirst("… \\(\\d+ characters\\)$", ""));
  }
}
