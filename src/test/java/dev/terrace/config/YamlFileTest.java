package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;

/** A value is found again by its path, whatever the name of its file. */
class YamlFileTest {

  @Property(tries = 200)
  void a_place_has_the_whole_name_of_its_file(
      @ForAll @NotEmpty @CharRange(from = ' ', to = '~') String file) {
    YamlFile yaml = YamlFile.parse("name: shop\nzones:\n  - a\n  - b: {c: 1}\n", file);

    assertThat(yaml.place("zones[1].b")).isEqualTo(new YamlFile.Place(file, 4));
    assertThat(yaml.place("zones[0].missing")).isEqualTo(new YamlFile.Place(file, 3));
    assertThat(yaml.locate("name")).isEqualTo(file + ":1 name");
    assertThat(yaml.locate("")).isEqualTo(file + ":1");
  }
}
