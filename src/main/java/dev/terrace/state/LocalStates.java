package dev.terrace.state;

import dev.terrace.config.StackId;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** States in local files, as the backend {@code local} keeps them, and their move to a bucket. */
public final class LocalStates {
  private final Path folder;

  /**
   * @param folder holds {@code <stack>.tfstate}
   */
  public LocalStates(Path folder) {
    this.folder = folder;
  }

  /** A stack's state in a file. */
  public record Found(StackId stack, Path file, StoredState state) {}

  /**
   * The states that are not empty.
   *
   * @throws RefusedException when a file is not a complete state
   * @throws LockedException when one is locked
   */
  public List<Found> find(List<StackId> stacks) {
    List<Found> found = new ArrayList<>();
    for (StackId stack : stacks) {
      Path file = folder.resolve(stack.stackName() + ".tfstate");
      if (!Files.isRegularFile(file)) {
        continue;
      }
      Path lock = folder.resolve("." + file.getFileName() + ".lock.info");
      Optional<LockInfo> holder =
          Files.exists(lock) ? LockInfo.parse(read(lock)) : Optional.empty();
      if (holder.isPresent()) {
        throw new LockedException(stack, holder.get());
      }
      StoredState state =
          StoredState.parse(read(file))
              .orElseThrow(
                  () ->
                      new RefusedException(
                          stack
                              + ": "
                              + file
                              + " is not a complete state; Terraform keeps the previous one in "
                              + file.getFileName()
                              + ".backup"));
      if (!state.isEmpty()) {
        found.add(new Found(stack, file, state));
      }
    }
    return found;
  }

  /**
   * Refuses to overwrite another state.
   *
   * @throws RefusedException when the bucket holds a state of another lineage, or a newer one
   */
  public static void check(Found found, StateObject there) {
    Optional<byte[]> bytes = there.read();
    if (bytes.isEmpty()) {
      return;
    }
    String what = null;
    Optional<StoredState> state = StoredState.parse(bytes.get());
    if (state.isEmpty()) {
      what = "something that is not a complete state";
    } else if (!state.get().lineage().equals(found.state().lineage())) {
      what =
          "another state, of lineage "
              + state.get().lineage()
              + " with "
              + state.get().resources().size()
              + " resources";
    } else if (state.get().serial() >= found.state().serial()
        && !state.get().holdsTheSameAs(found.state())) {
      what = "a newer version of this state, serial " + state.get().serial();
    }
    if (what != null) {
      throw new RefusedException(
          found.stack()
              + ": the bucket already holds "
              + what
              + "; the file has lineage "
              + found.state().lineage()
              + ", serial "
              + found.state().serial()
              + ", "
              + found.state().resources().size()
              + " resources: "
              + found.file());
    }
  }

  /**
   * Writes a state to the bucket, lets Terraform read it back, compares lineage, serial, resources
   * and outputs, and only then moves the file away. Holds the state's lock meanwhile.
   *
   * @param opener gives Terraform that knows the state in the bucket
   * @return where the file is now
   * @throws RefusedException as {@link #check}
   * @throws LockedException when the state in the bucket is locked
   * @throws IllegalStateException when Terraform reads another state; the file is kept
   */
  public static Path move(Found found, StateObject object, Supplier<Terraform> opener) {
    StateObject.Held held = object.lock("backend migrate");
    try {
      check(found, object);
      boolean created = object.create(read(found.file()));
      Terraform terraform = opener.get();
      if (!created && isBehind(object, found.state())) {
        terraform.pushUnderOwnLock(found.file());
      }
      Optional<StoredState> there = StoredState.parse(terraform.pull());
      if (there.isEmpty()
          || !there.get().holdsTheSameAs(found.state())
          || there.get().serial() < found.state().serial()) {
        throw new IllegalStateException(
            found.stack()
                + ": the backend does not return what was written to it; "
                + found.file()
                + " is kept");
      }
    } finally {
      held.close();
    }
    return moveAway(found);
  }

  private static boolean isBehind(StateObject object, StoredState state) {
    return object
        .read()
        .flatMap(StoredState::parse)
        .filter(there -> there.serial() < state.serial())
        .isPresent();
  }

  private static Path moveAway(Found found) {
    Path folder = found.file().resolveSibling("migrated");
    Path away = folder.resolve(found.file().getFileName());
    try {
      Files.createDirectories(folder);
      for (int number = 2; Files.exists(away); number++) {
        away = folder.resolve(found.file().getFileName() + "." + number);
      }
      return Files.move(found.file(), away);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + found.file(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
