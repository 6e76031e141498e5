package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.config.ConfigException;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.support.OtherSystems;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemsTest {
  @TempDir private Path folder;

  @Test
  void every_system_has_a_name_and_layers_of_its_own() {
    assertThat(Systems.all()).extracting(SystemDefinition::name).doesNotHaveDuplicates();
    assertThat(Systems.all()).allSatisfy(system -> assertThat(system.layers()).isNotEmpty());
    assertThat(Systems.named("coder").layers())
        .containsExactly("network", "data", "platform", "observability");
  }

  @Test
  void a_system_that_there_is_none_of_is_named_with_those_there_are() {
    assertThatThrownBy(() -> Systems.named("codr"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("system 'codr': does not exist; there are: coder");
  }

  @Test
  void own_systems_follow_those_of_terrace_by_name() throws IOException {
    List<String> all = new ArrayList<>(Systems.all().stream().map(SystemDefinition::name).toList());
    all.addAll(List.of("bakery", "florist"));

    assertThat(with(OtherSystems.Florist.class, OtherSystems.Bakery.class))
        .extracting(SystemDefinition::name)
        .containsExactlyElementsOf(all);
    assertThat(all).startsWith("coder", "orcha", "alva");
  }

  @Test
  void a_system_publishes_nothing_unless_it_declares_a_bridge() {
    assertThat(new OtherSystems.Bakery().bridge()).isEmpty();
    assertThat(Systems.named("coder").bridge().orElseThrow().contract().system())
        .isEqualTo("coder");
  }

  @Test
  void a_bridge_is_published_by_a_layer_that_the_system_has() throws IOException {
    assertThat(with(OtherSystems.DataPublisher.class))
        .extracting(SystemDefinition::name)
        .contains("publisher");
    assertThatThrownBy(() -> with(OtherSystems.PlatformPublisher.class))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "bridge of publisher: must be published by one of the layers data, got 'platform': name"
                + " it in new SystemBridge<>(contract, path, layer)");
  }

  @Test
  void two_systems_of_the_same_name_are_an_error_with_both_classes() {
    assertThatThrownBy(() -> with(OtherSystems.SecondCoder.class))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "system 'coder': is defined by two classes: dev.terrace.systems.coder.CoderSystem and"
                + " dev.terrace.support.OtherSystems$SecondCoder; rename one of them");
  }

  @Test
  void a_listed_class_that_is_missing_or_fails_is_an_error_with_its_name() {
    assertThatThrownBy(() -> withListed("com.example.Missing"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "META-INF/services/dev.terrace.layers.SystemDefinition: lists a system that cannot be"
                + " loaded: dev.terrace.layers.SystemDefinition: Provider com.example.Missing not"
                + " found");
    assertThatThrownBy(() -> with(OtherSystems.Failing.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("OtherSystems$Failing could not be instantiated")
        .hasMessageEndingWith("(java.lang.IllegalStateException: no licence)");
  }

  @Test
  void a_name_that_no_folder_can_have_is_an_error_with_its_class() {
    assertThatThrownBy(() -> with(OtherSystems.Shouting.class))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "system dev.terrace.support.OtherSystems$Shouting: must have a name of 1-31 lower-case"
                + " letters, digits and hyphens, got 'SHOP'");
  }

  /** The systems where a jar more is on the class path. */
  private List<SystemDefinition<?>> with(Class<?>... systems) throws IOException {
    return withListed(Stream.of(systems).map(Class::getName).toArray(String[]::new));
  }

  private List<SystemDefinition<?>> withListed(String... classes) throws IOException {
    Path list = folder.resolve(Systems.LIST);
    Files.createDirectories(list.getParent());
    Files.write(list, List.of(classes));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {url(folder)}, SystemsTest.class.getClassLoader())) {
      return Systems.load(loader);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}
