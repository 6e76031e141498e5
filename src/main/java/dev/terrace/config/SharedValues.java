package dev.terrace.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one environment alone may have: names of resources, and host names. Every environment is
 * looked at once, however many are compared.
 */
public final class SharedValues {
  private final Environments folder;
  private final Map<Name, List<Owner>> names = new HashMap<>();
  private final Map<String, List<Owner>> hosts = new HashMap<>();
  private final Map<String, List<EnvironmentId>> stacks = new HashMap<>();

  private final OwnNames namesInAws;

  /** A name that one environment of a system alone may have. */
  private record Name(String system, String key, String name) {}

  private static Name nameOf(EnvironmentId id, String key, String name) {
    return new Name(id.system(), key, name);
  }

  /**
   * Who has a value.
   *
   * @param key that decides it
   */
  private record Owner(EnvironmentId id, String key) {}

  /**
   * @param folder that the environments were read from
   * @param all environments that are compared with
   */
  public SharedValues(Environments folder, List<Environment<?>> all) {
    this.folder = folder;
    this.namesInAws = new OwnNames(all);
    for (Environment<?> each : all) {
      EnvironmentId id = each.id();
      stacks.computeIfAbsent(stacksOf(id), absent -> new ArrayList<>()).add(id);
      each.config()
          .ownNames()
          .forEach((key, name) -> add(names, nameOf(id, key, name), new Owner(id, key)));
      each.config()
          .ownHosts()
          .forEach(
              (key, own) ->
                  own.stream().distinct().forEach(host -> add(hosts, host, new Owner(id, key))));
    }
  }

  /** What the names of its stacks begin with, see {@link StackId#stackName}. */
  private static String stacksOf(EnvironmentId id) {
    return id.system() + "-" + id.environment();
  }

  private static <K> void add(Map<K, List<Owner>> owners, K value, Owner owner) {
    owners.computeIfAbsent(value, absent -> new ArrayList<>()).add(owner);
  }

  /** The same for one environment alone. */
  public static List<Problem> of(
      Environments folder, Environment<?> one, List<Environment<?>> all) {
    return new SharedValues(folder, all).of(one);
  }

  /**
   * The names that an environment has in common with another one of its system, and the names in
   * AWS and the hosts that it has in common with any other one, each with the file and line of
   * both.
   */
  public List<Problem> of(Environment<?> one) {
    List<Problem> problems = new ArrayList<>();
    for (EnvironmentId other : stacks.getOrDefault(stacksOf(one.id()), List.of())) {
      if (!other.equals(one.id())) {
        problems.add(
            new Problem(
                one.id().file(),
                "must have another name: its stacks and those of "
                    + other.file()
                    + " would both be named "
                    + stacksOf(other)
                    + "-…",
                null));
      }
    }
    Map<String, Set<Owner>> reported = new HashMap<>();
    one.config()
        .ownNames()
        .forEach(
            (key, name) ->
                others(one, names.get(nameOf(one.id(), key, name)))
                    .forEach(
                        other -> {
                          reported.computeIfAbsent(key, k -> new HashSet<>()).add(other);
                          problems.add(
                              problem(
                                  one,
                                  key,
                                  "must differ from that of "
                                      + shown(other)
                                      + ": both would own the same resources"));
                        }));
    for (OwnNames.Clash clash : namesInAws.of(one)) {
      Owner other = new Owner(clash.other(), clash.otherKey());
      if (!clash.isDoubt() && !isReported(reported, clash.key(), other)) {
        reported.computeIfAbsent(clash.key(), key -> new HashSet<>()).add(other);
        problems.add(problem(one, clash.key(), rule(clash, other)));
      }
    }
    one.config()
        .ownHosts()
        .forEach(
            (key, own) ->
                firstShared(one, own)
                    .forEach(
                        (other, host) -> {
                          if (!isReported(reported, key, other)) {
                            problems.add(
                                problem(
                                    one,
                                    key,
                                    "must lead to other hosts than "
                                        + other.key()
                                        + " of "
                                        + shown(other)
                                        + ": both have "
                                        + host));
                          }
                        }));
    return problems;
  }

  /** What an environment has in common with another one, unless they are in different accounts. */
  public List<String> doubts(Environment<?> one) {
    return namesInAws.of(one).stream()
        .filter(OwnNames.Clash::isDoubt)
        .map(
            clash ->
                clash.key()
                    + ": "
                    + shown(new Owner(clash.other(), clash.otherKey()))
                    + " creates "
                    + clash.name().shown()
                    + " as well, which an account has once: one of the two creates it, unless they are"
                    + " in different accounts")
        .toList();
  }

  private static boolean isReported(Map<String, Set<Owner>> reported, String key, Owner other) {
    return reported.getOrDefault(key, Set.of()).contains(other);
  }

  private String rule(OwnNames.Clash clash, Owner other) {
    return "must differ from "
        + (clash.key().equals(clash.otherKey()) ? "that" : clash.otherKey())
        + " of "
        + shown(other)
        + ": both would own "
        + clash.name().shown()
        + (clash.sameAccountUnsure()
            ? "; an account that a file does not say counts as the same"
            : "");
  }

  /** The first host, in the order of the alphabet, that each other owner has as well. */
  private Map<Owner, String> firstShared(Environment<?> one, List<String> own) {
    Map<Owner, String> first = new LinkedHashMap<>();
    own.stream()
        .sorted()
        .forEach(
            host -> others(one, hosts.get(host)).forEach(other -> first.putIfAbsent(other, host)));
    return first;
  }

  /**
   * @param owners null: none
   */
  private static List<Owner> others(Environment<?> one, List<Owner> owners) {
    return owners == null
        ? List.of()
        : owners.stream().filter(each -> !each.id().equals(one.id())).toList();
  }

  private String shown(Owner other) {
    return other.id() + " (" + place(other.id(), other.key()) + ")";
  }

  /** Named with its line where the value is in the environment's own file. */
  private Problem problem(Environment<?> one, String key, String rule) {
    String file = one.id().file();
    YamlFile.Place place = place(one.id(), key);
    String where = place.file().equals(file) ? place.toString() : file;
    return new Problem(where + " " + key, rule, null);
  }

  private YamlFile.Place place(EnvironmentId id, String key) {
    return folder.written(id).place(key);
  }
}
