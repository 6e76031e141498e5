package dev.terrace.bridge;

import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a contract differs from a release, and whether its version reflects that.
 *
 * @param released what consumers know
 * @param declared what would be published
 * @param changes in the order of the released parameters, additions last
 */
public record ContractChanges(
    BridgeContract released, BridgeContract declared, List<Change> changes) {

  /** The kinds of changes; only additions are compatible with consumers. */
  public enum Kind {
    REMOVED("removed"),
    RENAMED("renamed"),
    TYPE_CHANGED("type changed"),
    ADDED("added");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    boolean breaks() {
      return this != ADDED;
    }

    @Override
    public String toString() {
      return description;
    }
  }

  /**
   * One change.
   *
   * @param name as it was released; of an addition, the new name
   * @param description such as {@code renamed to shared-files-id: breaking}
   */
  public record Change(Kind kind, String name, String description) {

    /** {@code efs-id: renamed to shared-files-id: breaking}. */
    @Override
    public String toString() {
      return name + ": " + description;
    }
  }

  public static ContractChanges between(BridgeContract released, BridgeContract declared) {
    List<Parameter> added = new ArrayList<>(declared.parameters());
    added.removeIf(each -> released.parameter(each.name()).isPresent());
    List<Change> changes = new ArrayList<>();
    for (Parameter before : released.parameters()) {
      Optional<Parameter> after = declared.parameter(before.name());
      if (after.isPresent()) {
        if (after.get().type() != before.type()) {
          changes.add(
              new Change(
                  Kind.TYPE_CHANGED,
                  before.name(),
                  "type changed from "
                      + before.type()
                      + " to "
                      + after.get().type()
                      + ": breaking"));
        }
        continue;
      }
      Optional<Parameter> renamed = sameThing(before, added);
      if (renamed.isPresent()) {
        added.remove(renamed.get());
        changes.add(
            new Change(
                Kind.RENAMED, before.name(), "renamed to " + renamed.get().name() + ": breaking"));
      } else {
        changes.add(new Change(Kind.REMOVED, before.name(), "removed: breaking"));
      }
    }
    added.forEach(each -> changes.add(new Change(Kind.ADDED, each.name(), "added")));
    return new ContractChanges(released, declared, List.copyOf(changes));
  }

  /** The same value under another name: with the same source or meaning. */
  private static Optional<Parameter> sameThing(Parameter before, List<Parameter> added) {
    Optional<Parameter> bySource =
        added.stream()
            .filter(each -> each.type() == before.type())
            .filter(each -> each.source().equals(before.source()))
            .findFirst();
    return bySource.isPresent()
        ? bySource
        : added.stream()
            .filter(each -> each.type() == before.type())
            .filter(each -> each.meaning().equalsIgnoreCase(before.meaning()))
            .findFirst();
  }

  public boolean breaking() {
    return changes.stream().anyMatch(change -> change.kind().breaks());
  }

  /**
   * Why this contract must not be published under its version; empty if it may.
   *
   * @return such as {@code version 1.0 breaks consumers of 1.0: it must be 2.0}
   */
  public Optional<String> refusal() {
    ContractVersion was = released.version();
    ContractVersion is = declared.version();
    if (is.compareTo(was) < 0) {
      return Optional.of("version " + is + " is lower than the released " + was);
    }
    if (breaking() && is.major() == was.major()) {
      return Optional.of(
          "version " + is + " breaks consumers of " + was + ": it must be " + was.nextMajor());
    }
    if (!changes.isEmpty() && is.equals(was)) {
      return Optional.of(
          "version "
              + is
              + " is already released without the additions: it must be "
              + was.nextMinor());
    }
    return Optional.empty();
  }
}
