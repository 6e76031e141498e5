package dev.terrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** No text of a file, of AWS or of another program commands the terminal. */
final class TerminalTextTest {
  /** Styles, and what takes a passing line away. */
  private static final String OWN = "\u001b\\[(?:[012]|3[123])m|\r\u001b\\[K";

  private static final String OBEYED =
      "(?s).*[\\p{Cc}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]].*";

  @Property(tries = 300)
  @Label("no way to print passes anything on that a terminal obeys")
  void nothing_is_obeyed(@ForAll("hostile") String text) {
    for (Consumer<Console> way : ways(text)) {
      assertThat(printed(way, false)).doesNotMatch(OBEYED);
      assertThat(printed(way, true).replaceAll(OWN, "")).doesNotMatch(OBEYED);
    }
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "name",
            "\n",
            "\t",
            "ä",
            "\u001b[2J",
            "\u001b]0;title\u0007",
            "\r",
            "\b",
            "\u009b1m",
            "\u202e",
            "\u2066",
            "\u2028",
            "\u0000",
            "\u007f",
            "\u001b[31m",
            "\ud83d\ude80");
    return parts.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list));
  }

  private static Iterable<Consumer<Console>> ways(String text) {
    return Stream.<Consumer<Console>>of(
            console -> console.result(text),
            console -> console.note(text),
            console -> console.warn(text),
            console -> console.error(text),
            console -> console.lastWord(text),
            console -> console.result(console.bold(text)),
            console -> {
              console.passing(text);
              console.beat();
            })
        .toList();
  }

  @Test
  void styles_line_ends_tabs_and_letters_stay_as_they_are() {
    assertThat(printed(console -> console.result("a\n\tb: ä \ud83d\ude80"), false))
        .isEqualTo("a\n\tb: ä \ud83d\ude80\n");
    assertThat(printed(console -> console.result(console.good("yes") + " \u001b[2J"), true))
        .isEqualTo("\u001b[32myes\u001b[0m \\u001b[2J\n");
    assertThat(printed(console -> console.error("bad \u001b[31mname"), false))
        .isEqualTo("error: bad \\u001b[31mname\n");
  }

  /**
   * @param colours on a terminal, whose passing lines are rewritten
   */
  private static String printed(Consumer<Console> way, boolean colours) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    way.accept(new Console(stream, stream, colours, colours));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
