package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Problems;
import dev.terrace.config.StackId;
import dev.terrace.config.YamlFile;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The reviewed mapping of one stack, {@code adoptions/<system>/<environment>/<layer>.yaml}.
 *
 * @param entries by address
 * @param leave addresses that people do not want adopted
 */
public record AdoptionFile(StackId stack, List<Entry> entries, List<String> leave) {
  private static final Set<String> KEYS =
      Set.of("address", "path", "source", "from", "import", "how", "sure", "differs");

  private static final Set<String> SURE =
      Set.of("exact", "identity", "implied", "name tag", "hand");

  /**
   * One resource.
   *
   * @param path of the construct, for people
   * @param source such as {@code state legacy/coder}
   * @param from the name in the source
   * @param importId given where it is imported; empty where it is moved out of the old state
   * @param how it was matched, for people
   * @param sure how surely; {@code hand} is kept by the next {@code adopt plan}
   */
  public record Entry(
      String address,
      String path,
      String source,
      String from,
      Optional<String> importId,
      String how,
      String sure) {

    public boolean isByHand() {
      return sure.equals("hand");
    }

    /** Such as {@code aws_vpc}. */
    public String type() {
      return address.substring(0, Math.max(0, address.indexOf('.')));
    }

    /** For people: the construct's path, where it is known, and the address. */
    public String words() {
      return path.isEmpty() ? address : path + " (" + address + ")";
    }

    /** What it takes out of the source; no two entries may have the same. */
    public String taken() {
      return importId
          .map(id -> "the " + type() + " with the import id " + id)
          .orElse(from + " (" + source + ")");
    }
  }

  /** Where the file of a stack lies, below the folder {@code adoptions}. */
  public static Path in(Path folder, StackId stack) {
    return folder.resolve(stack + ".yaml");
  }

  /**
   * Reads the file of a stack; empty where there is none.
   *
   * @param addresses every address that the stack describes
   * @throws dev.terrace.config.ConfigException with everything that is wrong in it
   */
  public static Optional<AdoptionFile> read(Path folder, StackId stack, Set<String> addresses) {
    return read(folder, stack, addresses, entry -> true);
  }

  /**
   * The same, of what people have said alone: all else is found anew, so that nothing of it can be
   * wrong.
   *
   * @throws dev.terrace.config.ConfigException with everything that is wrong in it
   */
  public static Optional<AdoptionFile> readByHand(
      Path folder, StackId stack, Set<String> addresses) {
    return read(folder, stack, addresses, entry -> sure(entry).equals("hand"));
  }

  private static String sure(JsonNode entry) {
    return entry.path("sure").asText("hand");
  }

  private static Optional<AdoptionFile> read(
      Path folder, StackId stack, Set<String> addresses, Predicate<JsonNode> wanted) {
    Path file = in(folder, stack);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    YamlFile yaml = YamlFile.read(file, "adoptions/" + stack + ".yaml");
    Problems problems = Problems.locatedBy(yaml::locate);
    for (String key : names(yaml.tree())) {
      if (!Set.of("adopt", "leave", "open").contains(key)) {
        problems.at(key).add("is no known key; there are: adopt, leave, open");
      }
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    Map<String, String> taken = new LinkedHashMap<>();
    JsonNode list = yaml.tree().path("adopt");
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      problems.at("adopt").add("must be a list");
    }
    for (int i = 0; i < list.size(); i++) {
      if (!wanted.test(list.get(i))) {
        continue;
      }
      Problems at = problems.at("adopt").at(i);
      Optional<Entry> entry = entry(list.get(i), at);
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
              at.at("from").add("is taken by " + other + " already", found.taken());
            }
          });
      entry.ifPresent(entries::add);
    }
    List<String> leave = new ArrayList<>();
    JsonNode left = yaml.tree().path("leave");
    for (int i = 0; i < left.size(); i++) {
      String address = left.get(i).asText();
      leave.add(address);
      if (!addresses.contains(address)) {
        problems.at("leave").at(i).add(unknown(stack), address);
      } else if (seen.containsKey(address)) {
        problems.at("leave").at(i).add("has an entry under adopt as well: keep one", address);
      }
    }
    problems.throwIfAny();
    return Optional.of(new AdoptionFile(stack, entries, leave));
  }

  private static String unknown(StackId stack) {
    return "is no resource of " + stack + "; './terrace synth " + stack + "' writes what there is";
  }

  private static Optional<Entry> entry(JsonNode node, Problems at) {
    if (!node.isObject()) {
      at.add("must hold address, source and from");
      return Optional.empty();
    }
    for (String key : names(node)) {
      if (!KEYS.contains(key)) {
        at.at(key)
            .add("is no known key; there are: address, path, source, from, import, how, sure");
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
      at.at("import").add("is missing: only what lies in a Terraform state needs no import id");
    }
    return whole
        ? Optional.of(
            new Entry(
                node.path("address").asText(),
                node.path("path").asText(""),
                source,
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

  /**
   * The file's text; the same input gives the same bytes.
   *
   * @param differs words by address: what the configuration says otherwise
   * @param open what could not be matched, for people; nothing of it is read back
   */
  public String text(Map<String, List<String>> differs, List<Matching.Open> open) {
    StringBuilder text = new StringBuilder();
    text.append("# Which existing resource becomes which one of ").append(stack).append(".\n");
    text.append(
        "# Written by './terrace adopt plan', read by './terrace adopt apply'. Edit it, and\n");
    text.append("# give what you have changed 'sure: hand': the next 'adopt plan' keeps it.\n");
    text.append("adopt:").append(entries.isEmpty() ? " []" : "").append("\n");
    for (Entry entry : entries.stream().sorted(Comparator.comparing(Entry::address)).toList()) {
      text.append("  - address: ").append(quoted(entry.address())).append("\n");
      line(text, "path", entry.path());
      line(text, "source", entry.source());
      line(text, "from", entry.from());
      entry.importId().ifPresent(id -> line(text, "import", id));
      line(text, "how", entry.how());
      line(text, "sure", entry.sure());
      list(text, "differs", differs.getOrDefault(entry.address(), List.of()));
    }
    if (!leave.isEmpty()) {
      text.append("leave:\n");
      leave.stream()
          .sorted()
          .forEach(address -> text.append("  - ").append(quoted(address)).append("\n"));
    }
    text.append("open:").append(open.isEmpty() ? " []" : "").append("\n");
    for (Matching.Open each :
        open.stream().sorted(Comparator.comparing(o -> o.wanted().address())).toList()) {
      text.append("  - address: ").append(quoted(each.wanted().address())).append("\n");
      line(text, "path", each.wanted().path());
      line(text, "why", why(each));
      list(text, "candidates", each.candidates().stream().map(AdoptionFile::words).toList());
    }
    return text.toString();
  }

  /** Why something is open, in words. */
  public static String why(Matching.Open open) {
    if (open.candidates().isEmpty()) {
      return "nothing like it exists; the next deploy makes it";
    }
    if (!open.tied() && open.candidates().get(0).differences().isEmpty()) {
      return "it exists, and its import id is not known: give it, with 'import' and 'sure: hand'";
    }
    if (!open.tied()) {
      return "nothing agrees with it; the nearest differ";
    }
    return open.candidates().size() == 1
        ? "one agrees with it, and nothing says that it is this one; say so, with 'sure: hand'"
        : open.candidates().size() + " agree with it equally well; say which, with 'sure: hand'";
  }

  /** A candidate, in words. */
  public static String words(Matching.Candidate candidate) {
    String differences =
        String.join("; ", candidate.differences().stream().map(Difference::toString).toList());
    String id = candidate.existing().importId().map(given -> " (" + given + ")").orElse("");
    return candidate.existing().name() + id + (differences.isEmpty() ? "" : ": " + differences);
  }

  /** Writes the text; only where it differs. */
  public void write(Path folder, String text) {
    Path file = in(folder, stack);
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void line(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append("    ").append(key).append(": ").append(quoted(value)).append("\n");
    }
  }

  private static void list(StringBuilder text, String key, List<String> values) {
    if (!values.isEmpty()) {
      text.append("    ").append(key).append(":\n");
      values.forEach(value -> text.append("      - ").append(quoted(value)).append("\n"));
    }
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_/][\\w./|+=@-]*( [\\w./|+=@(,)-]+)*")
            && !text.matches("(?i)(true|false|null|yes|no|on|off)")
        ? text
        : Json.quoted(text);
  }
}
