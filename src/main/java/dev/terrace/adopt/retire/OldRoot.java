package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.LegacySecurityRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Removes adopted resources from the old Terraform root. */
public final class OldRoot {
  private OldRoot() {}

  /**
   * How many resources a legacy resource corresponds to, each of which is adopted separately; 0 for
   * a resource that is adopted as it is.
   */
  public static int parts(String type, JsonNode attributes) {
    return LegacySecurityRules.isWithoutId(type, attributes)
        ? LegacySecurityRules.keys(attributes).size()
        : 0;
  }

  /**
   * The addresses in an old state that are completely adopted.
   *
   * @param parts by address, as {@link #parts} counts them
   * @param names of the adopted resources, {@code from} in adoption files; the name of an inline
   *     resource begins with the address of its resource
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
   * {@code removed} blocks for review. They cannot have an instance key, so a resource that remains
   * with some instances is listed with the command that removes the others.
   *
   * @param addresses every address in the old state
   * @param taken the adopted ones
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
    text.append("# For the root of ")
        .append(source)
        .append(": removes what the stacks adopted from its state.\n");
    if (!partly.isEmpty()) {
      text.append(
          "# First run the 'terraform state rm' lines at the end of this file in that root:\n");
      text.append("# without them, the next apply there destroys those resources.\n");
    }
    text.append(partly.isEmpty() ? "# Copy" : "# Then copy");
    text.append(" this file there, remove the resource blocks of these resources from the\n");
    text.append("# code, review 'terraform plan' (0 to add, 0 to change, 0 to destroy), apply.\n");
    text.append(blocks);
    if (!partly.isEmpty()) {
      text.append("\n# Other instances of these remain, which a 'removed' block cannot express:\n");
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
