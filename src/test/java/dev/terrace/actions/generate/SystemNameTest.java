package dev.terrace.actions.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.systems.Systems;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SystemNameTest {
  @ParameterizedTest
  @CsvSource({"shop,shop,Shop", "my-shop,myshop,MyShop", "v2-shop,v2shop,V2Shop"})
  void a_name_gives_a_package_and_classes(String text, String packageName, String className) {
    SystemName name = SystemName.checked("system name", text);

    assertThat(name.packageName()).isEqualTo(packageName);
    assertThat(name.className()).isEqualTo(className);
    assertThat(SourceVersion.isName("com.example." + packageName)).isTrue();
    assertThat(SourceVersion.isIdentifier(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "S", "Shop", "shop-", "-shop", "1shop", "a--b", "sh_op", "sh.op", "a/b", "ä"})
  void a_malformed_name_is_refused_with_the_rule(String text) {
    assertThatThrownBy(() -> SystemName.checked("system name", text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("system name")
        .hasMessageContaining("must be lower-case letters, digits and hyphens");
  }

  @Test
  void a_name_that_leaves_no_room_for_services_is_refused() {
    assertThat(SystemName.checked("system name", "a".repeat(12)).text()).hasSize(12);
    assertThatThrownBy(() -> SystemName.checked("system name", "a".repeat(13)))
        .hasMessageContaining("must have at most 12 characters");
  }

  static Stream<String> reservedWords() {
    return Stream.of("class", "new", "int", "true", "null", "default", "package", "en-um");
  }

  @ParameterizedTest
  @MethodSource("reservedWords")
  void a_reserved_word_of_java_is_refused(String text) {
    assertThatThrownBy(() -> SystemName.checked("system name", text))
        .hasMessageContaining("must not be a reserved word of Java");
  }

  static Stream<String> existingSystems() {
    return Systems.all().stream()
        .map(system -> system.name())
        .flatMap(name -> Stream.of(name, name.substring(0, 2) + "-" + name.substring(2)));
  }

  @ParameterizedTest
  @MethodSource("existingSystems")
  void the_name_and_the_package_of_a_system_that_exists_are_refused(String text) {
    assertThatThrownBy(() -> SystemName.checked("system name", text))
        .hasMessageContaining("of a system that exists; there are: coder");
  }
}
