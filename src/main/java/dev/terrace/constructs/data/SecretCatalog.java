package dev.terrace.constructs.data;

import dev.terrace.config.Problems;
import dev.terrace.constructs.data.SecretValue.Generated;
import dev.terrace.constructs.data.SecretValue.GeneratedFields;
import dev.terrace.constructs.data.SecretValue.Placeholder;
import dev.terrace.spec.web.SecretSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of a system, as its configuration refers to them: their names without the prefix,
 * what they are for, and how their values are created. {@link SecretSet} creates them.
 *
 * @param owner the system
 * @param entries by name, in the order in which they are created
 */
public record SecretCatalog(String owner, Map<String, Entry> entries) {

  /**
   * @param value null: it is given once the resources are there that it needs
   */
  public record Entry(String description, SecretValue value) {}

  public SecretCatalog {
    entries = new LinkedHashMap<>(entries);
  }

  /** No secrets yet. */
  public static SecretCatalog of(String owner) {
    return new SecretCatalog(owner, Map.of());
  }

  /** A random text of letters and digits. */
  public SecretCatalog generated(String name, int length, String description) {
    return with(name, description, Generated.ofLength(length));
  }

  /** The same with a description that says no more than that. */
  public SecretCatalog generated(String name, int length) {
    return generated(name, Generated.ofLength(length));
  }

  public SecretCatalog generated(String name, Generated value) {
    return with(name, "Generated: " + name, value);
  }

  /** Random texts as a JSON object. */
  public SecretCatalog generated(String name, Map<String, Generated> fields, String description) {
    return with(name, description, new GeneratedFields(fields));
  }

  /**
   * A value that people fill in.
   *
   * @param fields of a JSON object; none: one plain text
   */
  public SecretCatalog placeholder(String name, String description, String... fields) {
    return with(name, description, new Placeholder(List.of(fields)));
  }

  /** A value that {@link SecretSet} is given later, such as a connection string. */
  public SecretCatalog later(String name, String description) {
    return with(name, description, null);
  }

  /** The secrets of a configuration, by name. */
  public SecretCatalog with(Map<String, SecretSpec> configured) {
    SecretCatalog all = this;
    for (Map.Entry<String, SecretSpec> each : configured.entrySet()) {
      String description = each.getValue().describe(each.getKey());
      Integer length = each.getValue().generated();
      all =
          length == null
              ? all.placeholder(each.getKey(), description)
              : all.generated(each.getKey(), length, description);
    }
    return all;
  }

  public SecretCatalog with(String name, String description, SecretValue value) {
    Map<String, Entry> more = new LinkedHashMap<>(entries);
    more.put(name, new Entry(description, value));
    return new SecretCatalog(owner, more);
  }

  /** Every name, sorted. */
  public List<String> names() {
    return entries.keySet().stream().sorted().toList();
  }

  private List<String> fieldsOf(String name) {
    Entry entry = entries.get(name);
    if (entry != null && entry.value() instanceof Placeholder placeholder) {
      return placeholder.fields();
    }
    return entry != null && entry.value() instanceof GeneratedFields generated
        ? new ArrayList<>(generated.fields().keySet())
        : List.of();
  }

  private boolean isKnown(String reference) {
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    List<String> fields = fieldsOf(name);
    return entries.containsKey(name)
        && (hash < 0 ? fields.isEmpty() : fields.contains(reference.substring(hash + 1)));
  }

  /**
   * Reports references that name no secret, or no field of one that has fields.
   *
   * @param problems at the map
   * @param references by variable
   */
  public void checkReferences(Problems problems, Map<String, String> references) {
    boolean hasFields = entries.keySet().stream().anyMatch(name -> !fieldsOf(name).isEmpty());
    references.forEach(
        (variable, reference) -> {
          if (!isKnown(reference)) {
            problems
                .at(variable)
                .add(
                    (hasFields
                            ? "must name a secret of " + owner + ", and #field where it has fields"
                            : "is no secret of " + owner)
                        + known(),
                    reference);
          }
        });
  }

  /**
   * Reports versions of secrets that there are not.
   *
   * @param problems at the map
   * @param versions by name
   */
  public void checkVersions(Problems problems, Map<String, Integer> versions) {
    for (String name : versions.keySet()) {
      if (!entries.containsKey(name)) {
        problems.at(name).add("is no secret of " + owner + known());
      }
    }
  }

  private String known() {
    return "; there are: " + String.join(", ", names());
  }
}
