package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.LegacySecurityRules;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes adopted resources from the old Terraform root. */
public final class OldRoot {
  private static final Pattern MODULES =
      Pattern.compile("^(module\\.[^.]+(?:\\.module\\.[^.]+)*)\\.");

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
   * What removes the adopted resources from the old state, for review: {@code removed} blocks, and
   * a command for what they cannot express.
   *
   * @param dependencies every address in the old state, and what it depends on, without keys
   * @param taken the adopted ones
   */
  public static String removed(
      String source, Map<String, Set<String>> dependencies, Set<String> taken) {
    return new RemovedBlocks(dependencies, taken).text(source);
  }

  /**
   * The module and the type of a resource, such as {@code module.vpc aws_subnet}, for people.
   *
   * @param name an address in the state, or a name without a module
   */
  public static String group(String name, String type) {
    Matcher module = MODULES.matcher(withoutKeys(name));
    return module.lookingAt() ? module.group(1) + " " + type : type;
  }

  /** The addresses by their {@link #group}. */
  public static Map<String, Set<String>> groups(Collection<String> addresses) {
    Map<String, Set<String>> groups = new TreeMap<>();
    for (String address : addresses) {
      groups.computeIfAbsent(group(address, type(address)), g -> new TreeSet<>()).add(address);
    }
    return groups;
  }

  /** The type in an address, such as {@code aws_subnet}. */
  public static String type(String address) {
    String resource = MODULES.matcher(withoutKeys(address)).replaceFirst("");
    return resource.substring(0, Math.max(0, resource.indexOf('.')));
  }

  /** {@code module.a["x"].aws_b.c[0]} as {@code module.a.aws_b.c}. */
  static String withoutKeys(String address) {
    return address.replaceAll("\\[(\\d+|\"(\\\\.|[^\"\\\\])*\")]", "");
  }
}
