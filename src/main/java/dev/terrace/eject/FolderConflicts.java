package dev.terrace.eject;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses to overwrite what {@code eject} did not write, before any file is moved.
 *
 * @param earlier the files of earlier runs
 */
record FolderConflicts(Path folder, WrittenFiles earlier) {

  /**
   * @param written new files that are moved into the folder
   * @param stale files of earlier runs that are deleted
   * @throws RefusedFolderException when a new file would overwrite another one, or a folder is not
   *     writable
   */
  void refuse(WrittenFiles written, WrittenFiles stale) {
    refuseObstacles(written);
    refuseReadOnlyFolders(written.and(stale));
  }

  private void refuseObstacles(WrittenFiles written) {
    Set<String> obstacles = new TreeSet<>();
    written.files().forEach(file -> obstacle(file).ifPresent(obstacles::add));
    if (!obstacles.isEmpty()) {
      throw new RefusedFolderException(
          folder
              + " holds files of yours that new files would overwrite: "
              + String.join(", ", obstacles)
              + ". Nothing was changed; move them away.");
    }
  }

  /** What occupies a file's path, or a parent of it, and was not written by {@code eject}. */
  Optional<String> obstacle(String file) {
    Path path = Path.of(file);
    for (int names = 1; names <= path.getNameCount(); names++) {
      String name = path.subpath(0, names).toString();
      Path there = folder.resolve(name);
      boolean last = names == path.getNameCount();
      if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (Files.isSymbolicLink(there)) {
        return Optional.of(name + " (a link)");
      }
      if (last && Files.isDirectory(there)) {
        return Optional.of(name + " (a folder)");
      }
      if (!last && !Files.isDirectory(there)) {
        return Optional.of(name + " (a file where a folder is needed)");
      }
    }
    return earlier.holds(folder, file) ? Optional.empty() : Optional.of(file);
  }

  private void refuseReadOnlyFolders(WrittenFiles touched) {
    Set<String> readOnly = new TreeSet<>();
    for (String file : touched.files()) {
      Path there = folder.resolve(file).getParent();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      if (!Files.isWritable(there) || !Files.isExecutable(there)) {
        readOnly.add(there.toString());
      }
    }
    if (!readOnly.isEmpty()) {
      throw new RefusedFolderException(
          "these folders are not writable: "
              + String.join(", ", readOnly)
              + ". Nothing was changed; make them writable, or choose another folder.");
    }
  }
}
