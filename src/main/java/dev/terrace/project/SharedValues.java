package dev.terrace.project;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one environment alone may have: names of resources, and host names. */
public final class SharedValues {
  private final Environments folder;
  private final Environment<?> one;
  private final List<Problem> problems = new ArrayList<>();

  private SharedValues(Environments folder, Environment<?> one) {
    this.folder = folder;
    this.one = one;
  }

  /**
   * The names that an environment has in common with another one of its system, and the hosts that
   * it has in common with any other one, each with the file and line of both.
   *
   * @param folder that the environments were read from
   * @param all environments, the one included
   */
  public static List<Problem> of(
      Environments folder, Environment<?> one, List<Environment<?>> all) {
    SharedValues shared = new SharedValues(folder, one);
    for (Environment<?> other : all) {
      if (one.id().equals(other.id())) {
        continue;
      }
      if (one.id().system().equals(other.id().system())) {
        shared.addNames(other);
      }
      shared.addHosts(other);
    }
    return shared.problems;
  }

  private void addNames(Environment<?> other) {
    one.config()
        .ownNames()
        .forEach(
            (key, name) -> {
              if (name.equals(other.config().ownNames().get(key))) {
                add(
                    key,
                    "must differ from that of "
                        + other.id()
                        + " ("
                        + place(other.id(), key)
                        + "): both would own the same resources");
              }
            });
  }

  private void addHosts(Environment<?> other) {
    Map<String, List<String>> others = other.config().ownHosts();
    one.config()
        .ownHosts()
        .forEach(
            (key, hosts) ->
                others.forEach(
                    (otherKey, otherHosts) -> {
                      Optional<String> host =
                          hosts.stream().filter(otherHosts::contains).sorted().findFirst();
                      host.ifPresent(
                          found ->
                              add(
                                  key,
                                  "must lead to other hosts than "
                                      + otherKey
                                      + " of "
                                      + other.id()
                                      + " ("
                                      + place(other.id(), otherKey)
                                      + "): both have "
                                      + found));
                    }));
  }

  /** Named with its line where the value is in the environment's own file. */
  private void add(String key, String rule) {
    String file = "environments/" + one.id() + ".yaml";
    YamlFile.Place place = place(one.id(), key);
    String where = place.file().equals(file) ? place.toString() : file;
    problems.add(new Problem(where + " " + key, rule, null));
  }

  private YamlFile.Place place(EnvironmentId id, String key) {
    return folder.written(id).place(key);
  }
}
