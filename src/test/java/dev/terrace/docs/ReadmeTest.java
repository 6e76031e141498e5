package dev.terrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The front page. */
class ReadmeTest {
  private static final Path EXAMPLE = Path.of("src/test/java/dev/terrace/docs/OrdersStack.java");
  private static final String START = "// The README quotes the class from here to the end.\n";

  @Test
  void the_front_page_has_at_most_80_lines() throws IOException {
    assertThat(Readme.text().lines()).hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void the_java_in_the_readme_is_the_class_that_is_compiled() throws IOException {
    String source = Files.readString(EXAMPLE);
    String quoted = source.substring(source.indexOf(START) + START.length());

    assertThat(Readme.block("extends LayerStack")).isEqualTo(quoted);
  }
}
