package dev.terrace.eject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides whether stacks may be written to a folder, before anything in it changes. */
final class FolderCheck {
  private FolderCheck() {}

  /**
   * The folders that have to be created, the innermost first.
   *
   * @throws RefusedFolderException when they cannot be created
   */
  static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      missing.add(there);
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new RefusedFolderException(
          there
              + (Files.isSymbolicLink(there) ? " is a broken link" : " is a file")
              + "; choose a folder that does not exist yet");
    }
    if (!Files.isWritable(there)) {
      throw new RefusedFolderException(
          there + " is not writable; make it writable, or choose another folder");
    }
    return missing;
  }

  /**
   * The files that an earlier run wrote and that still exist.
   *
   * @param stacks that may be written again
   * @throws RefusedFolderException when the folder holds anything else, or changed files
   */
  static WrittenFiles earlier(Path folder, Collection<String> stacks) throws IOException {
    Path record = folder.resolve(EjectedFolder.RECORD);
    if (!Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
      requireEmpty(folder);
      return WrittenFiles.NONE;
    }
    WrittenFiles earlier =
        read(record).only(file -> Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS));
    requireOnly(stacks, earlier, folder);
    requireUnchanged(earlier, folder);
    return earlier;
  }

  private static void requireEmpty(Path folder) throws IOException {
    List<Path> ours = leftBehind(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.anyMatch(each -> !ours.contains(each))) {
        throw new RefusedFolderException(
            folder
                + " is not empty, and was not written by 'terrace eject'. Nothing was changed;"
                + " choose a folder that is empty or does not exist yet.");
      }
    }
  }

  private static void requireOnly(Collection<String> stacks, WrittenFiles earlier, Path folder) {
    Set<String> others = new TreeSet<>(earlier.stacks());
    others.removeAll(Set.copyOf(stacks));
    if (!others.isEmpty()) {
      throw new RefusedFolderException(
          folder
              + " holds other stacks, which its README.md would no longer describe: "
              + String.join(", ", others)
              + ". Nothing was changed; choose another folder, or eject all of them at once.");
    }
  }

  private static void requireUnchanged(WrittenFiles earlier, Path folder) {
    List<String> changed =
        earlier.files().stream()
            .filter(file -> !EjectedFolder.isLockFile(file))
            .filter(file -> Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
            .filter(file -> !earlier.holds(folder, file))
            .toList();
    if (!changed.isEmpty()) {
      throw new RefusedFolderException(
          folder
              + " holds files that were changed since 'terrace eject' wrote them: "
              + String.join(", ", changed)
              + ". Nothing was changed; choose another folder, or delete those files if their"
              + " changes are not needed.");
    }
  }

  private static WrittenFiles read(Path record) {
    try {
      return WrittenFiles.read(record);
    } catch (UncheckedIOException e) {
      throw new RefusedFolderException(
          record
              + " cannot be read, so the files of 'terrace eject' cannot be told from others;"
              + " choose another folder");
    }
  }

  /** Temporary folders of killed runs. */
  static List<Path> leftBehind(Path folder) throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there
          .filter(each -> each.getFileName().toString().startsWith(EjectedFolder.FRESH))
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }
}
