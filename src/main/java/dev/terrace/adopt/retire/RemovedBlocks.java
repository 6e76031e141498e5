package dev.terrace.adopt.retire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The file that removes adopted resources from the state of an old root, for review.
 *
 * <p>A {@code removed} block is refused while the code declares its resource, and takes no instance
 * key (<a href="https://developer.hashicorp.com/terraform/language/block/removed">reference</a>).
 * So a resource of the root that is adopted whole gets a block; a module gets one if all of it is
 * adopted, since its call can leave the code; everything else gets {@code terraform state rm}.
 */
final class RemovedBlocks {
  private static final String CALL = "module.";

  private final Map<String, Set<String>> dependencies;
  private final Set<String> taken;

  /** Addresses of modules and resources that get a block. */
  private final Set<String> blocks = new TreeSet<>();

  private final List<String> commands = new ArrayList<>();
  private final List<String> partly = new ArrayList<>();

  /**
   * @param dependencies every address in the old state, and what it depends on, without keys
   * @param taken the adopted addresses
   */
  RemovedBlocks(Map<String, Set<String>> dependencies, Set<String> taken) {
    this.dependencies = new TreeMap<>(dependencies);
    this.taken = taken;
    Map<String, List<String>> units = new LinkedHashMap<>();
    this.dependencies
        .keySet()
        .forEach(
            address -> units.computeIfAbsent(unit(address), u -> new ArrayList<>()).add(address));
    units.forEach(this::add);
  }

  private void add(String unit, List<String> addresses) {
    List<String> leaving = addresses.stream().filter(taken::contains).toList();
    if (leaving.isEmpty()) {
      return;
    }
    boolean isModule = unit.startsWith(CALL);
    if (addresses.stream().allMatch(a -> taken.contains(a) || (isModule && isStateOnly(a)))) {
      blocks.add(unit);
      return;
    }
    commands.addAll(leaving);
    if (isModule) {
      partly.add(
          unit
              + " keeps "
              + (addresses.size() - leaving.size())
              + " of "
              + addresses.size()
              + " resources");
    }
  }

  /** The outermost module call, or the resource of the root, without keys. */
  private static String unit(String address) {
    String whole = OldRoot.withoutKeys(address);
    if (!whole.startsWith(CALL)) {
      return whole;
    }
    int end = whole.indexOf('.', CALL.length());
    return whole.substring(0, end);
  }

  /** Whether a resource exists in the state alone, so that removing it changes nothing. */
  private static boolean isStateOnly(String address) {
    String resource = OldRoot.withoutKeys(address).replaceFirst("^(module\\.[^.]+\\.)+", "");
    return resource.matches("(random|null|time|template)_.*|terraform_data\\..*");
  }

  String text(String source) {
    StringBuilder text = new StringBuilder();
    line(text, "For the root of " + source + ": removes what the stacks adopted from its state.");
    if (!commands.isEmpty()) {
      line(
          text, "First run the 'terraform state rm' command at the end of this file in that root:");
      line(text, "without it, the next apply there destroys those resources.");
    }
    line(text, (commands.isEmpty() ? "Copy" : "Then copy") + " this file there, remove the blocks");
    line(
        text, "of these resources and the calls of these modules from the code, review 'terraform");
    line(text, "plan' (0 to add, 0 to change, 0 to destroy), apply.");
    readers(text);
    blocks.forEach(
        from ->
            text.append("\nremoved {\n  from = ")
                .append(from)
                .append("\n  lifecycle {\n    destroy = false\n  }\n}\n"));
    commands(text);
    return text.toString();
  }

  /** What remains and refers to something that leaves. */
  private void readers(StringBuilder text) {
    Set<String> leaving = new TreeSet<>();
    taken.forEach(address -> leaving.add(OldRoot.withoutKeys(address)));
    Map<String, Set<String>> readers = new TreeMap<>();
    dependencies.forEach(
        (address, on) -> {
          if (!taken.contains(address)) {
            on.stream()
                .filter(leaving::contains)
                .forEach(
                    each ->
                        readers
                            .computeIfAbsent(OldRoot.withoutKeys(address), a -> new TreeSet<>())
                            .add(each));
          }
        });
    if (readers.isEmpty()) {
      return;
    }
    line(text, "");
    line(
        text,
        "These remain and depend on what leaves, directly or through a module's outputs: give");
    line(text, "them ids, variables or data sources first.");
    readers.forEach((reader, of) -> line(text, "  " + reader + ": " + String.join(", ", of)));
  }

  private void commands(StringBuilder text) {
    if (commands.isEmpty()) {
      return;
    }
    text.append('\n');
    line(
        text,
        "A 'removed' block cannot express these: other instances of the resource remain, or a");
    line(text, "module still declares it. One command holds the lock of the state throughout:");
    line(text, "");
    line(text, "  terraform state rm \\");
    for (int i = 0; i < commands.size(); i++) {
      boolean last = i == commands.size() - 1;
      line(text, "    '" + commands.get(i) + "'" + (last ? "" : " \\"));
    }
    if (partly.isEmpty()) {
      return;
    }
    line(text, "");
    line(
        text,
        "Let nobody apply this root in between: the code of these modules still declares what");
    line(
        text,
        "leaves, so the next apply would create it a second time. Change their inputs or their");
    line(
        text,
        "code until 'terraform plan' creates nothing; see \"Modules\" in Terrace's recipe \"Adopt");
    line(text, "from Terraform\".");
    partly.forEach(each -> line(text, "  " + each));
  }

  private static void line(StringBuilder text, String comment) {
    text.append(comment.isEmpty() ? "#" : "# " + comment).append('\n');
  }
}
