package dev.terrace.actions.affected;

import dev.terrace.affected.SynthesizedStack;
import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Syntheses of environments as revisions describe them, by a key of everything that they depend on:
 * one that is there is never out of date. The most recently used ones are kept.
 */
final class KeptSyntheses {
  private static final int MOST = 40;

  private final Path folder;

  /**
   * @param folder is created when it is needed
   */
  KeptSyntheses(Path folder) {
    this.folder = folder;
  }

  /** The stacks of a key, by name. */
  Optional<Map<String, SynthesizedStack>> find(String key) {
    Path kept = folder.resolve(key);
    if (!Files.isDirectory(kept)) {
      return Optional.empty();
    }
    try {
      Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
      return Optional.of(read(list(kept)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + kept, e);
    }
  }

  /**
   * Copies the stacks of one environment.
   *
   * @param stacks the folder of each
   */
  void keep(String key, List<Path> stacks) {
    Path part = FileTrees.createFolder(folder.resolve(".part-" + UUID.randomUUID()));
    for (Path stack : stacks) {
      FileTrees.copy(stack, FileTrees.createFolder(part.resolve(stack.getFileName())));
    }
    Path kept = folder.resolve(key);
    try {
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      FileTrees.delete(part);
      if (!Files.isDirectory(kept)) { // else another command has kept the same
        throw new UncheckedIOException("cannot write " + kept, e);
      }
    }
    forgetOld();
  }

  /** The stacks in some folders, by name. */
  static Map<String, SynthesizedStack> read(List<Path> folders) {
    Map<String, SynthesizedStack> stacks = new HashMap<>();
    for (Path each : folders) {
      stacks.put(each.getFileName().toString(), SynthesizedStack.read(each));
    }
    return stacks;
  }

  private void forgetOld() {
    list(folder).stream()
        .sorted(Comparator.comparing(KeptSyntheses::used).reversed())
        .skip(MOST)
        .forEach(FileTrees::delete);
  }

  private static FileTime used(Path kept) {
    try {
      return Files.getLastModifiedTime(kept);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + kept, e);
    }
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
