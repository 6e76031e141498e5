package dev.terrace.constructs.data;

import dev.terrace.ref.DatabaseRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * The secrets of a {@link SecretCatalog}, all with one key. The id of each is its name, with
 * hyphens for slashes. A change of the prefix replaces all of them; a higher version of one writes
 * a new value, and a new value of what is composed from it.
 */
public final class SecretSet extends Construct {
  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final Props props;

  /**
   * @param prefix begins the whole names, with its separator
   * @param versions by name, 1 and up; without one: 1
   */
  public record Props(
      SecretCatalog catalog, String prefix, KeyRef key, Map<String, Integer> versions) {

    int version(String name) {
      return versions.getOrDefault(name, 1);
    }
  }

  public SecretSet(Construct scope, String id, Props props) {
    super(scope, id);
    this.props = props;
    props
        .catalog()
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() != null) {
                add(name, entry.value());
              }
            });
  }

  /** Gives a secret of the catalog the value that it was to get later. */
  public SecretSet add(String name, SecretValue value) {
    return add(name, value, props.version(name));
  }

  /**
   * The same with a text of other secrets.
   *
   * @param template with <code>{0}</code>, <code>{1}</code> … for the parts
   */
  public SecretSet compose(String name, String template, String... parts) {
    // A new value of a part gives a new text.
    int version =
        props.version(name) + Stream.of(parts).mapToInt(part -> props.version(part) - 1).sum();
    List<Secret> values = Stream.of(parts).map(this::get).toList();
    return add(name, new SecretValue.Composed(template, values), version);
  }

  /**
   * The same with the connection string of a database.
   *
   * @param password name of the secret with the user's password
   */
  public SecretSet connect(
      String name, DatabaseRef server, String user, String password, String database) {
    return compose(
        name,
        "postgresql://"
            + user
            + ":{0}@"
            + server.address()
            + ":"
            + server.port()
            + "/"
            + database
            + "?sslmode=require",
        password);
  }

  private SecretSet add(String name, SecretValue value, int version) {
    SecretCatalog.Entry entry = props.catalog().entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException("the catalog has no secret '" + name + "'");
    }
    secrets.put(
        name,
        new Secret(
            this,
            name.replace('/', '-'),
            new Secret.Props(
                props.prefix() + name, entry.description(), props.key(), value, version)));
    return this;
  }

  public Secret get(String name) {
    return secrets.get(name);
  }

  /** The version that a value of a secret was written with. */
  public int version(String name) {
    return props.version(name);
  }

  public Map<String, SecretRef> refs() {
    Map<String, SecretRef> refs = new LinkedHashMap<>();
    secrets.forEach((name, secret) -> refs.put(name, secret.ref()));
    return refs;
  }
}
