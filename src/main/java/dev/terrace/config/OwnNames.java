package dev.terrace.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has which name that AWS has once in a place, across all systems. Two environments are taken
 * to be in one account unless both say theirs and these differ.
 */
final class OwnNames {
  private final Map<OwnName, List<Owner>> owners = new HashMap<>();

  /**
   * An environment that has a name.
   *
   * @param key that decides the name
   * @param account null: the configuration does not say it
   */
  private record Owner(EnvironmentId id, String key, String account, String region) {

    private boolean isInAnotherAccountThan(Owner other) {
      return account != null && other.account != null && !account.equals(other.account);
    }

    private boolean isWhere(Owner other, OwnName.Place place) {
      return switch (place) {
        case EVERYWHERE -> true;
        case ACCOUNT -> !isInAnotherAccountThan(other);
        case REGION -> !isInAnotherAccountThan(other) && region.equals(other.region);
      };
    }
  }

  /**
   * A name that another environment has as well.
   *
   * @param key of the first environment
   * @param otherKey of the other one
   * @param sameAccountUnsure whether only the account could tell them apart, and one of them does
   *     not say it
   */
  record Clash(
      String key, OwnName name, EnvironmentId other, String otherKey, boolean sameAccountUnsure) {

    /** Whether other accounts are as usual as one: each of them needs a provider of its own. */
    boolean isDoubt() {
      return sameAccountUnsure && name.kind() == OwnName.Kind.IDENTITY_PROVIDER;
    }
  }

  OwnNames(List<Environment<?>> all) {
    for (Environment<?> each : all) {
      each.config()
          .namesInAws()
          .forEach(
              (key, names) ->
                  names.stream()
                      .distinct()
                      .forEach(
                          name ->
                              owners
                                  .computeIfAbsent(name, absent -> new ArrayList<>())
                                  .add(owner(each, key))));
    }
  }

  private static Owner owner(Environment<?> environment, String key) {
    SystemConfig config = environment.config();
    return new Owner(environment.id(), key, config.accountId(), config.region());
  }

  /** One clash for each pair of keys, in the order of the environment's keys. */
  List<Clash> of(Environment<?> one) {
    Map<List<Object>, Clash> clashes = new LinkedHashMap<>();
    one.config()
        .namesInAws()
        .forEach(
            (key, names) -> {
              Owner own = owner(one, key);
              for (OwnName name : names) {
                for (Owner other : having(name)) {
                  if (!other.id().equals(one.id()) && own.isWhere(other, name.place())) {
                    clashes.putIfAbsent(
                        List.of(key, other.id(), other.key()), clash(own, name, other));
                  }
                }
              }
            });
    return List.copyOf(clashes.values());
  }

  private static Clash clash(Owner own, OwnName name, Owner other) {
    boolean unsure =
        name.place() != OwnName.Place.EVERYWHERE
            && (own.account() == null || other.account() == null);
    return new Clash(own.key(), name, other.id(), other.key(), unsure);
  }

  /** A bucket of states may be shared by environments, but none of them may create it. */
  private List<Owner> having(OwnName name) {
    List<Owner> having = new ArrayList<>();
    switch (name.kind()) {
      case STATE_BUCKET -> having.addAll(with(OwnName.Kind.BUCKET, name));
      case BUCKET -> {
        having.addAll(with(OwnName.Kind.BUCKET, name));
        having.addAll(with(OwnName.Kind.STATE_BUCKET, name));
      }
      default -> having.addAll(with(name.kind(), name));
    }
    return having;
  }

  private List<Owner> with(OwnName.Kind kind, OwnName name) {
    return owners.getOrDefault(new OwnName(kind, name.name()), List.of());
  }
}
