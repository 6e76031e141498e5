package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The last step, in the old Terraform root: it lets go of what was adopted. */
public final class OldRoot {
  private OldRoot() {}

  /**
   * How many resources of today an old one stands for, which are adopted one by one; 0 for what is
   * adopted as itself.
   */
  public static int parts(String type, JsonNode attributes) {
    return OldRules.isWithoutId(type, attributes) ? OldRules.keys(attributes).size() : 0;
  }

  /**
   * The addresses of an old state that were adopted, whole.
   *
   * @param parts by address, as {@link #parts} counts them
   * @param names what was adopted, as adoption files say with {@code from}; a part's name begins
   *     with the address of the whole
   */
  public static Set<String> taken(Map<String, Integer> parts, Collection<String> names) {
    NavigableSet<String> sorted = new TreeSet<>(names);
    Set<String> taken = new TreeSet<>();
    parts.forEach(
        (address, count) -> {
          boolean whole =
              count == 0
                  ? sorted.contains(address)
                  : sorted.subSet(address + " ", address + "!").size() >= count;
          if (whole) {
            taken.add(address);
          }
        });
    return taken;
  }

  /**
   * {@code removed} blocks for review. They take no instance key, so that a resource of which some
   * instances stay is named with the command that takes the others out.
   *
   * @param addresses every address in the old state
   * @param taken those that were adopted
   */
  public static String removed(String source, Collection<String> addresses, Set<String> taken) {
    Map<String, List<String>> byResource = new LinkedHashMap<>();
    addresses.stream()
        .sorted()
        .forEach(
            address ->
                byResource
                    .computeIfAbsent(withoutKeys(address), key -> new ArrayList<>())
                    .add(address));
    StringBuilder text = new StringBuilder();
    List<String> partly = new ArrayList<>();
    StringBuilder blocks = new StringBuilder();
    byResource.forEach(
        (resource, instances) -> {
          if (taken.containsAll(instances)) {
            blocks.append("\nremoved {\n  from = ").append(resource).append("\n");
            blocks.append("  lifecycle {\n    destroy = false\n  }\n}\n");
          } else {
            instances.stream().filter(taken::contains).forEach(partly::add);
          }
        });
    text.append("# For the root of ").append(source).append(": what the stacks have adopted.\n");
    if (!partly.isEmpty()) {
      text.append(
          "# First run the 'terraform state rm' lines at the end of this file in that root:\n");
      text.append("# without them the next apply there destroys what they name.\n");
    }
    text.append(partly.isEmpty() ? "# Put" : "# Then put");
    text.append(" this file there, take the resource blocks of what it names out of the\n");
    text.append("# code, look at 'terraform plan' (0 to add, 0 to change, 0 to destroy), apply.\n");
    text.append(blocks);
    if (!partly.isEmpty()) {
      text.append("\n# Some instances of these stay, which a 'removed' block cannot say:\n");
      partly.forEach(
          address -> text.append("#   terraform state rm '").append(address).append("'\n"));
    }
    return text.toString();
  }

  /** {@code module.a["x"].aws_b.c[0]} as {@code module.a.aws_b.c}. */
  static String withoutKeys(String address) {
    return address.replaceAll("\\[(\\d+|\"(\\\\.|[^\"\\\\])*\")]", "");
  }
}
