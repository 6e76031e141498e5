package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
  @TempDir Path folder;

  @BeforeEach
  void makeSystem() throws IOException {
    Files.createDirectories(folder.resolve("coder"));
  }

  @Test
  void the_environments_of_a_system_are_its_files_by_name() throws IOException {
    for (String name :
        new String[] {"production.yaml", "development.yaml", "waivers.yaml", "README.md"}) {
      Files.writeString(folder.resolve("coder").resolve(name), "");
    }

    assertThat(new Environments(folder).of("coder"))
        .containsExactly(
            new EnvironmentId("coder", "development"), new EnvironmentId("coder", "production"));
    assertThat(new Environments(folder).of("nothing")).isEmpty();
  }

  @Test
  void a_file_remembers_where_each_value_stands() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(
        file,
        """
        # a comment
        vpc:
          cidr: 10.0.0.0/16
          zones:
            - a
            - b
        routes: [{priority: 1}, {priority: 2}]
        """);
    YamlFile yaml = YamlFile.read(file, "a.yaml");

    assertThat(yaml.locate("vpc.cidr")).isEqualTo("a.yaml:3 vpc.cidr");
    assertThat(yaml.locate("vpc.zones[1]")).isEqualTo("a.yaml:6 vpc.zones[1]");
    assertThat(yaml.locate("routes[1].priority")).isEqualTo("a.yaml:7 routes[1].priority");
    assertThat(yaml.locate("vpc.unknown.deep")).isEqualTo("a.yaml:2 vpc.unknown.deep");
  }

  @Test
  void a_file_laid_over_another_merges_maps_and_replaces_all_else() throws IOException {
    Path base = folder.resolve("base.yaml");
    Path over = folder.resolve("over.yaml");
    Files.writeString(base, "map: {kept: 1, changed: 1, gone: 1}\nlist: [1, 2]\nscalar: a\n");
    Files.writeString(
        over, "map: {changed: 2, gone: null, added: 3}\nlist: [3]\nscalar: {now: a map}\n");

    assertThat(YamlFile.read(over, "over.yaml").over(YamlFile.read(base, "base.yaml")).tree())
        .hasToString(
            "{\"map\":{\"kept\":1,\"changed\":2,\"added\":3},\"list\":[3],\"scalar\":{\"now\":\"a map\"}}");
  }

  @Test
  void yaml_texts_stay_texts_and_numbers_numbers() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(
        file, "a: \"8100\"\nb: 8100\nc: true\nd: \"true\"\ne: 1.5\nf: null\ng: no\nh: 16.4.1\n");

    assertThat(YamlFile.read(file, "a.yaml").tree())
        .hasToString(
            "{\"a\":\"8100\",\"b\":8100,\"c\":true,\"d\":\"true\",\"e\":1.5,\"f\":null,\"g\":\"no\",\"h\":\"16.4.1\"}");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> YamlFile.read(folder.resolve("x.yaml"), "x.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("x.yaml: does not exist");
  }
}
