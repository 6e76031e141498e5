package dev.terrace.state;

import dev.terrace.aws.Bucket;
import dev.terrace.terraform.Terraform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The versions of one stack's state in a versioned bucket; restores one of them. */
public final class StateHistory implements StateVersions {
  private final StateObject object;
  private final List<Entry> entries = new ArrayList<>();
  private final int total;

  /**
   * Reads the newest versions.
   *
   * @param limit how many of them, at least 1
   */
  public StateHistory(StateObject object, int limit) {
    this.object = object;
    List<Bucket.Version> versions = object.bucket().versions(object.key());
    total = versions.size();
    versions.stream().limit(limit).map(this::entry).forEach(entries::add);
  }

  private Entry entry(Bucket.Version version) {
    Optional<StoredState> state =
        version.deleteMarker()
            ? Optional.empty()
            : StoredState.parse(object.bucket().read(object.key(), version));
    return new Entry(
        version.id(),
        version.written(),
        version.bytes(),
        version.current(),
        version.deleteMarker(),
        state);
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public int total() {
    return total;
  }

  @Override
  public Optional<Entry> named(String id) {
    return entries.stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .or(
            () ->
                object.bucket().versions(object.key()).stream()
                    .filter(version -> version.id().equals(id))
                    .findFirst()
                    .map(this::entry));
  }

  @Override
  public boolean isIntact() {
    return object.tablesWithAnotherDigest().isEmpty();
  }

  @Override
  public long restore(Entry chosen, Supplier<Terraform> opener) {
    StoredState earlier =
        chosen
            .state()
            .orElseThrow(
                () -> new IllegalArgumentException("version " + chosen.id() + " is no state"));
    Entry seen = current().orElseThrow(() -> new IllegalArgumentException("there is no state"));
    StateObject.Held held = object.lock("backend restore");
    try {
      requireUnchanged(seen);
      long last = lastSerial(earlier);
      makeReadable(seen, earlier.withSerial(last + 1));
      Terraform terraform = opener.get();
      if (seen.state().isPresent()) {
        earlier
            .withSerial(last)
            .pushUnderOwnLock(terraform); // Terraform stores it with the next serial
      }
      Optional<StoredState> there = StoredState.parse(terraform.pull());
      if (there.isEmpty() || !there.get().holdsTheSameAs(earlier) || there.get().serial() < last) {
        throw new IllegalStateException(
            object.stack() + ": the backend does not return what was written to it");
      }
      return there.get().serial();
    } finally {
      held.close();
    }
  }

  private void requireUnchanged(Entry seen) {
    Bucket.Version newest = object.bucket().versions(object.key()).get(0);
    if (!newest.id().equals(seen.id())) {
      throw new RefusedException(
          object.stack()
              + ": its state was written at "
              + newest.written()
              + ", after its versions were listed; list them again");
    }
  }

  /**
   * Terraform reads the current state before it writes, and fails if it cannot; and it changes the
   * lineage of a state that it writes to an empty place. Then the state is written without it.
   */
  private void makeReadable(Entry seen, StoredState next) {
    if (seen.state().isPresent()) {
      object.tablesWithAnotherDigest().forEach(object::deleteDigest);
      return;
    }
    if (!seen.deletion()) {
      object.bucket().delete(object.key());
    }
    if (!object.create(next.text())) {
      throw new RefusedException(
          object.stack() + ": its state was changed meanwhile; list its versions again");
    }
  }
}
