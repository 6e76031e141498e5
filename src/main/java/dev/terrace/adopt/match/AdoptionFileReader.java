package dev.terrace.adopt.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.config.Problems;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads and validates adoption files. */
public final class AdoptionFileReader {
  private static final Set<String> KEYS =
      Set.of("address", "path", "source", "from", "import", "how", "sure", "differs");

  private static final Set<String> SURE =
      Arrays.stream(Confidence.values()).map(Confidence::label).collect(Collectors.toSet());

  private AdoptionFileReader() {}

  /**
   * Reads the file of a stack; empty if there is none.
   *
   * @param addresses every address of the stack
   * @throws dev.terrace.config.ConfigException with every problem in it
   */
  public static Optional<AdoptionFile> read(Path folder, StackId stack, Set<String> addresses) {
    return read(folder, stack, addresses, entry -> true);
  }

  /**
   * Reads manual entries only; {@code adopt plan} replaces the others, so they are not validated.
   *
   * @throws dev.terrace.config.ConfigException with every problem in it
   */
  public static Optional<AdoptionFile> readManual(
      Path folder, StackId stack, Set<String> addresses) {
    return read(folder, stack, addresses, entry -> sure(entry).equals(Confidence.MANUAL.label()));
  }

  private static String sure(JsonNode entry) {
    return entry.path("sure").asText(Confidence.MANUAL.label());
  }

  private static Optional<AdoptionFile> read(
      Path folder, StackId stack, Set<String> addresses, Predicate<JsonNode> wanted) {
    Path file = AdoptionFile.in(folder, stack);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    YamlFile yaml = YamlFile.read(file, "adoptions/" + stack + ".yaml");
    Problems problems = Problems.locatedBy(yaml::locate);
    for (String key : names(yaml.tree())) {
      if (!Set.of("adopt", "leave", "open").contains(key)) {
        problems.at(key).add("is not a known key; known keys: adopt, leave, open");
      }
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    Map<String, String> taken = new LinkedHashMap<>();
    SourcePaths paths = new SourcePaths(folder);
    JsonNode list = list(yaml.tree(), "adopt", problems);
    for (int i = 0; i < list.size(); i++) {
      if (!wanted.test(list.get(i))) {
        continue;
      }
      Problems at = problems.at("adopt").at(i);
      Optional<Entry> entry = entry(list.get(i), paths, at);
      entry.ifPresent(
          found -> {
            String address = found.address();
            if (!addresses.contains(address)) {
              at.at("address").add(unknown(stack), address);
            }
            if (seen.putIfAbsent(address, "") != null) {
              at.at("address").add("has two entries: keep one", address);
            }
            String other = taken.putIfAbsent(found.taken(), address);
            if (other != null) {
              at.at("from").add("is already taken by " + other, found.taken());
            }
          });
      entry.ifPresent(entries::add);
    }
    List<String> leave = new ArrayList<>();
    JsonNode left = list(yaml.tree(), "leave", problems);
    for (int i = 0; i < left.size(); i++) {
      String address = left.get(i).asText();
      leave.add(address);
      if (!addresses.contains(address)) {
        problems.at("leave").at(i).add(unknown(stack), address);
      } else if (seen.containsKey(address)) {
        problems.at("leave").at(i).add("also has an entry under 'adopt': keep one", address);
      }
    }
    problems.throwIfAny();
    return Optional.of(new AdoptionFile(stack, entries, leave));
  }

  /** Empty where the key is absent, or has no list. */
  private static JsonNode list(JsonNode tree, String key, Problems problems) {
    JsonNode list = tree.path(key);
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      problems.at(key).add("must be a list");
    }
    return list.isArray() ? list : JsonNodeFactory.instance.arrayNode();
  }

  private static String unknown(StackId stack) {
    return "is not a resource of "
        + stack
        + "; './terrace synth "
        + stack
        + "' writes all resources";
  }

  private static Optional<Entry> entry(JsonNode node, SourcePaths paths, Problems at) {
    if (!node.isObject()) {
      at.add("must have address, source and from");
      return Optional.empty();
    }
    for (String key : names(node)) {
      if (!KEYS.contains(key)) {
        at.at(key)
            .add("is not a known key; known keys: address, path, source, from, import, how, sure");
      }
    }
    boolean whole = true;
    for (String key : List.of("address", "source", "from")) {
      if (node.path(key).asText("").isEmpty()) {
        at.at(key).add("is missing");
        whole = false;
      }
    }
    String sure = sure(node);
    if (!SURE.contains(sure)) {
      at.at("sure").add("must be exact, identity, implied, name tag or hand", sure);
    }
    String source = node.path("source").asText("");
    if (whole && !source.matches("(state|cloudformation|ids) .+")) {
      at.at("source").add("must be 'state PATH', 'cloudformation STACK' or 'ids FILE'", source);
    }
    if (whole && !source.startsWith("state ") && node.path("import").asText("").isEmpty()) {
      at.at("import").add("is missing: only a resource in a Terraform state needs no import id");
    }
    return whole
        ? Optional.of(
            new Entry(
                node.path("address").asText(),
                node.path("path").asText(""),
                paths.normalized(source),
                node.path("from").asText(),
                Optional.of(node.path("import").asText("")).filter(id -> !id.isEmpty()),
                node.path("how").asText(""),
                sure))
        : Optional.empty();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
