package dev.terrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of environments: {@code <system>/<environment>.yaml}. */
public final class Environments {
  private static final Set<String> OTHERS = Set.of("waivers", MovesFile.NAME);

  private final Path folder;
  private final Map<EnvironmentId, String> drafts;

  public Environments(Path folder) {
    this(folder, Map.of());
  }

  private Environments(Path folder, Map<EnvironmentId, String> drafts) {
    this.folder = folder;
    this.drafts = Map.copyOf(drafts);
  }

  /** The folder as it would be with another text in a file, or with a new file; none is written. */
  public Environments with(EnvironmentId id, String text) {
    Map<EnvironmentId, String> all = new TreeMap<>(drafts);
    all.put(id, text);
    return new Environments(folder, all);
  }

  /** Whether a file of that name is something else than an environment. */
  public static boolean isReserved(String name) {
    return OTHERS.contains(name);
  }

  /**
   * The environments of a system, by name. The files {@code waivers.yaml} and {@code moves.yaml}
   * are something else.
   */
  public List<EnvironmentId> of(String system) {
    Stream<EnvironmentId> drafted =
        drafts.keySet().stream().filter(each -> each.system().equals(system));
    Path systemFolder = folder.resolve(system);
    if (!Files.isDirectory(systemFolder)) {
      return drafted.sorted().toList();
    }
    try (Stream<Path> files = Files.list(systemFolder)) {
      Stream<EnvironmentId> written =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.substring(0, name.length() - 5))
              .filter(name -> !isReserved(name))
              .map(name -> new EnvironmentId(system, name));
      return Stream.concat(written, drafted).distinct().sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + systemFolder, e);
    }
  }

  /**
   * Reads an environment: its file laid over the one it {@code extends}, checked against the
   * schema, then by the records themselves. The texts of the result are escaped as literals of
   * Terraform; the checks see them as they stand in the file.
   *
   * @throws ConfigException with every problem of the file
   */
  public <C extends SystemConfig> Environment<C> read(EnvironmentId id, ConfigType<C> type) {
    return read(id, type, List.of());
  }

  /**
   * Reads an environment as it would be with some of its values changed; the file stays as it is.
   *
   * @throws ConfigException with every problem of the changed environment
   */
  public <C extends SystemConfig> Environment<C> read(
      EnvironmentId id, ConfigType<C> type, List<ConfigChange> changes) {
    YamlFile yaml = withBases(id, new LinkedHashSet<>());
    Problems problems = Problems.locatedBy(yaml::locate);
    ObjectNode tree = yaml.tree();
    tree.remove("extends");
    changes.forEach(change -> change.apply(tree));
    problems.matches(
        "environment name '" + id.environment() + "'",
        id.environment(),
        "[a-z][a-z0-9-]{0,30}",
        "the file's name must be 1-31 lower-case letters, digits and hyphens");
    RecordReader reader = new RecordReader(yaml, ConfigSchema.of(id.system()), problems);
    reader.checkSchema(tree);
    TerraformText.check(tree, problems);
    List<String> warnings = reader.checkValues(tree);
    RecordReader.bind(tree, type.configType(), problems).check(problems);
    problems.throwIfAny();
    Problems examples = Problems.locatedBy(yaml::locate);
    ExampleValues.report(tree, examples);
    // What goes into Terraform is bound once more, with every text as a literal.
    ObjectNode escaped = (ObjectNode) TerraformText.literals(tree);
    ZoneOrder.sort(escaped);
    C literals = RecordReader.bind(escaped, type.configType(), problems);
    return new Environment<>(
        id,
        literals,
        warnings,
        examples.list(),
        MovesFile.read(folder, id.system(), type.layers()));
  }

  /**
   * The file of an environment over those it {@code extends}, as they are written: for where a
   * value comes from.
   *
   * @throws ConfigException when a file cannot be read or is no YAML mapping
   */
  public YamlFile written(EnvironmentId id) {
    return withBases(id, new LinkedHashSet<>());
  }

  /** The environment whose file this one's {@code extends}, empty for none. */
  public Optional<EnvironmentId> base(EnvironmentId id) {
    JsonNode base = written(id).tree().path("extends");
    return base.isTextual()
        ? Optional.of(new EnvironmentId(id.system(), base.asText()))
        : Optional.empty();
  }

  private YamlFile withBases(EnvironmentId id, Set<EnvironmentId> seen) {
    Path file = folder.resolve(id.system()).resolve(id.environment() + ".yaml");
    String shownAs = id.file();
    if (!of(id.system()).contains(id)) {
      throw new ConfigException(shownAs, "does not exist; there are: " + names(of(id.system())));
    }
    int most = YamlLimits.MAX_VALUES_OF_ENVIRONMENT;
    YamlFile yaml =
        drafts.containsKey(id)
            ? YamlFile.parse(drafts.get(id), shownAs, most)
            : YamlFile.read(file, shownAs, most);
    JsonNode base = yaml.tree().path("extends");
    if (base.isMissingNode()) {
      return yaml;
    }
    if (!seen.add(id)) {
      throw new ConfigException(yaml.locate("extends"), "must not lead back to this file");
    }
    EnvironmentId baseId = new EnvironmentId(id.system(), base.asText());
    if (!of(id.system()).contains(baseId)) {
      throw new ConfigException(
          yaml.locate("extends"),
          "must name an environment of this system ("
              + names(of(id.system()))
              + "), got '"
              + (base.isTextual() ? base.asText() : base)
              + "'");
    }
    return yaml.over(withBases(baseId, seen));
  }

  /** Files that would be environments of the system if their names ended with {@code .yaml}. */
  public List<String> ignored(String system) {
    Path systemFolder = folder.resolve(system);
    if (!Files.isDirectory(systemFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(systemFolder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("(?i).*\\.ya?ml") && !name.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + systemFolder, e);
    }
  }

  /** The names of the folders in this one. */
  public List<String> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  boolean hasMoves(String system) {
    return Files.exists(MovesFile.path(folder, system));
  }

  private static String names(List<EnvironmentId> ids) {
    List<String> names = new ArrayList<>();
    ids.forEach(id -> names.add(id.environment()));
    return String.join(", ", names);
  }
}
