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
import java.util.function.Function;

/** States in files of this machine, as the backend {@code local} keeps them, on their way out. */
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
   * The states that hold something.
   *
   * @throws RefusedException when a file is no whole state
   * @throws LockedException when somebody is at work on one
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
                              + " is no whole state; Terraform keeps the one before in "
                              + file.getFileName()
                              + ".backup"));
      if (!state.isEmpty()) {
        found.add(new Found(stack, file, state));
      }
    }
    return found;
  }

  /**
   * Refuses what would be written over.
   *
   * @param opener Terraform that knows a stack's state in the backend it goes to
   * @throws RefusedException when a state of another lineage, or a newer one, is there
   */
  public static void check(List<Found> found, Function<StackId, Terraform> opener) {
    for (Found each : found) {
      Optional<StoredState> there = StoredState.parse(opener.apply(each.stack()).pull());
      if (there.isEmpty()) {
        continue;
      }
      String what = null;
      if (!there.get().lineage().equals(each.state().lineage())) {
        what =
            "another state already, of lineage "
                + there.get().lineage()
                + " with "
                + there.get().resources().size()
                + " resources";
      } else if (there.get().serial() > each.state().serial()
          || (there.get().serial() == each.state().serial() && !there.get().sameAs(each.state()))) {
        what = "a newer write of this state already, serial " + there.get().serial();
      }
      if (what != null) {
        throw new RefusedException(
            each.stack()
                + ": the backend holds "
                + what
                + "; the file has lineage "
                + each.state().lineage()
                + ", serial "
                + each.state().serial()
                + ", "
                + each.state().resources().size()
                + " resources: "
                + each.file());
      }
    }
  }

  /**
   * Writes a state into the backend, reads it back, compares lineage, serial, resources and
   * outputs, and only then sets the file aside.
   *
   * @return where the file lies now
   * @throws IllegalStateException when the backend gives back another state; the file stays
   */
  public static Path move(Found found, Terraform terraform) {
    terraform.push(found.file());
    Optional<StoredState> there = StoredState.parse(terraform.pull());
    if (there.isEmpty() || !there.get().sameAs(found.state())) {
      throw new IllegalStateException(
          found.stack()
              + ": the backend does not give back what was written into it; "
              + found.file()
              + " stays");
    }
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
