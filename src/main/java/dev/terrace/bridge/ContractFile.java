package dev.terrace.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Problems;
import dev.terrace.config.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file of a released contract, which {@link BridgeContract#toJson} writes. */
final class ContractFile {
  private static final String TEXT = "must be a text that is not empty";

  private final Problems problems;

  private ContractFile(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param shownAs the file's name in messages
   * @throws ConfigException with every problem of the file and its line
   */
  static BridgeContract read(Path file, String shownAs) {
    YamlFile yaml = YamlFile.read(file, shownAs);
    Problems problems = Problems.locatedBy(yaml::locate);
    Optional<BridgeContract> contract = new ContractFile(problems).of(yaml.tree());
    problems.throwIfAny();
    return contract.orElseThrow();
  }

  /** Empty where a problem was added. */
  private Optional<BridgeContract> of(JsonNode tree) {
    Optional<String> system = text(problems, tree, "system");
    Optional<String> module = text(problems, tree, "module");
    Optional<ContractVersion> version = version(problems, tree, "version");
    List<BridgeContract.Parameter> parameters = new ArrayList<>();
    JsonNode list = tree.path("parameters");
    if (!list.isArray()) {
      problems.at("parameters").add("must be a list", shown(list));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      Problems at = problems.at("parameters").at(i);
      Optional<String> name = text(at, list.get(i), "name");
      if (name.filter(BridgeContract.VERSION.name()::equals).isPresent()) {
        continue; // every contract has it
      }
      if (name.filter(each -> !each.matches(BridgeContract.NAME)).isPresent()) {
        at.at("name").add("must be lower-case words separated by hyphens", name.get());
      } else if (name.filter(each -> !names.add(each)).isPresent()) {
        at.at("name").add("must be declared once", name.get());
      }
      parameter(at, list.get(i), name, version).ifPresent(parameters::add);
    }
    return problems.isEmpty()
        ? Optional.of(
            new BridgeContract(
                system.orElseThrow(), module.orElseThrow(), version.orElseThrow(), parameters))
        : Optional.empty();
  }

  private static Optional<BridgeContract.Parameter> parameter(
      Problems at, JsonNode node, Optional<String> name, Optional<ContractVersion> version) {
    Optional<ParameterType> type = type(at, node);
    Optional<String> meaning = text(at, node, "meaning");
    Optional<ContractVersion> since = version(at, node, "since");
    Optional<String> source = text(at, node, "source");
    if (since.isPresent() && version.isPresent() && since.get().compareTo(version.get()) > 0) {
      at.at("since").add("must be " + version.get() + " or earlier", since.get());
    }
    boolean whole =
        name.isPresent()
            && type.isPresent()
            && meaning.isPresent()
            && since.isPresent()
            && source.isPresent();
    return whole
        ? Optional.of(
            new BridgeContract.Parameter(
                name.get(), type.get(), meaning.get(), since.get(), source.get()))
        : Optional.empty();
  }

  private static Optional<ParameterType> type(Problems at, JsonNode node) {
    return text(at, node, "type")
        .flatMap(
            text -> {
              Optional<ParameterType> type = ParameterType.named(text);
              if (type.isEmpty()) {
                at.at("type").add("must be one of " + ParameterType.names(), text);
              }
              return type;
            });
  }

  private static Optional<ContractVersion> version(Problems at, JsonNode node, String key) {
    return text(at, node, key)
        .flatMap(
            text -> {
              if (text.matches(ContractVersion.FORM)) {
                return Optional.of(ContractVersion.parse(text));
              }
              at.at(key).add("must be major.minor such as 1.0", text);
              return Optional.empty();
            });
  }

  private static Optional<String> text(Problems at, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual() || value.asText().isBlank()) {
      at.at(key).add(TEXT, shown(value));
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  private static Object shown(JsonNode value) {
    return value.isMissingNode() ? null : value.isTextual() ? value.asText() : value;
  }
}
