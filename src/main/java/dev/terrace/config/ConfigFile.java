package dev.terrace.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A file of the configuration that is no environment, read as strictly as one.
 *
 * @param yaml knows the line of each value
 */
public record ConfigFile<C extends Checked>(YamlFile yaml, C value) {

  /**
   * @param shownAs the file's name in messages
   * @param schema the name of its schema, without {@code .schema.json}
   * @throws ConfigException with every problem of the file
   */
  public static <C extends Checked> ConfigFile<C> read(
      Path file, String shownAs, String schema, Class<C> type) {
    YamlFile yaml = YamlFile.read(file, shownAs);
    Problems problems = Problems.locatedBy(yaml::locate);
    ObjectNode tree = yaml.tree();
    RecordReader reader = new RecordReader(yaml, ConfigSchema.of(schema), problems);
    reader.checkSchema(tree);
    reader.checkValues(tree);
    problems.throwIfAny();
    C value = RecordReader.bind(tree, type, problems);
    value.check(problems);
    problems.throwIfAny();
    return new ConfigFile<>(yaml, value);
  }
}
