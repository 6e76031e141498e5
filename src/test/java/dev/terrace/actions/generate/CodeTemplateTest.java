package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CodeTemplateTest {
  private static final CodeTemplate SHOP =
      new CodeTemplate(Map.of("Class", "Shop", "price", "$1\\2"));

  @Test
  void placeholders_are_filled_and_other_signs_stay() {
    assertThat(SHOP.fill("@Class@Stack costs @price@\nactions/checkout@v4, a@b.c ${x}"))
        .isEqualTo("ShopStack costs $1\\2\nactions/checkout@v4, a@b.c ${x}\n");
  }

  @Test
  void a_line_breaks_at_its_marks_only_if_it_is_too_long() {
    String line =
        "  final class @Class@@|@ extends "
            + "x".repeat(100 - "  final class Shop extends ".length());

    assertThat(SHOP.fill(line)).isEqualTo(line.replace("@Class@@|@", "Shop") + "\n");
    assertThat(SHOP.fill(line + "x"))
        .isEqualTo(
            "  final class Shop\n      extends " + line.substring(line.indexOf("xx")) + "x\n");
  }

  @Test
  void a_placeholder_without_a_value_is_an_error() {
    assertThatThrownBy(() -> SHOP.fill("@name@"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for @name@");
  }
}
