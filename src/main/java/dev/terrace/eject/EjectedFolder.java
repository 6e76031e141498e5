package dev.terrace.eject;

import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folder that stacks are written to. Files are written to a temporary folder inside it,
 * checked, and then moved into place one by one. A list of the written files stays in the folder,
 * so that a later run replaces its own files and leaves all others unchanged.
 */
public final class EjectedFolder implements AutoCloseable {
  /** The list: a SHA-256 for each file. */
  static final String RECORD = ".terrace-eject.json";

  /** Prefix of the temporary folder, by which a killed run's folder is recognized. */
  static final String FRESH = ".terrace-eject-";

  /** Terraform writes it, too; its changes stay. */
  private static final String LOCK_FILE = ".terraform.lock.hcl";

  private final Path folder;
  private final Path fresh;
  private final WrittenFiles earlier;

  /** Folders that this run created, the innermost first. */
  private final List<Path> created;

  private EjectedFolder(Path folder, Path fresh, WrittenFiles earlier, List<Path> created) {
    this.folder = folder;
    this.fresh = fresh;
    this.earlier = earlier;
    this.created = created;
  }

  /**
   * Begins to write; no file of the folder changes before {@link #finish}.
   *
   * @param stacks folders that may be overwritten if they exist: one README covers all of them
   * @throws RefusedFolderException when the folder holds other files, changed files or other stacks
   */
  public static EjectedFolder begin(Path given, Collection<String> stacks) {
    try {
      Path folder = Files.exists(given) ? given.toRealPath() : given.toAbsolutePath().normalize();
      if (folder.getParent() == null) {
        throw new RefusedFolderException("'" + given + "' is the root folder; choose another one");
      }
      List<Path> missing = FolderCheck.missing(folder);
      WrittenFiles earlier =
          missing.isEmpty() ? FolderCheck.earlier(folder, stacks) : WrittenFiles.NONE;
      Files.createDirectories(folder);
      FolderCheck.leftBehind(folder).forEach(FileTrees::delete);
      return new EjectedFolder(folder, Files.createTempDirectory(folder, FRESH), earlier, missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The temporary folder to write to. */
  public Path fresh() {
    return fresh;
  }

  /** The final folder. */
  public Path folder() {
    return folder;
  }

  /** Folder names of the stacks that earlier runs wrote here. */
  public Set<String> stacks() {
    return earlier.stacks();
  }

  /**
   * Moves the written files into place, and deletes files of earlier runs in the same stacks'
   * folders that this run did not write.
   *
   * @throws RefusedFolderException when a file that {@code eject} did not write is in the way
   */
  public void finish() {
    try {
      WrittenFiles written = WrittenFiles.below(fresh).only(file -> !isChangedLockFile(file));
      FolderConflicts conflicts = new FolderConflicts(folder, earlier);
      Set<String> tops =
          written.files().stream().map(EjectedFolder::top).collect(Collectors.toSet());
      WrittenFiles stale =
          earlier.only(
              file ->
                  tops.contains(top(file))
                      && !written.files().contains(file)
                      && conflicts.obstacle(file).isEmpty());
      conflicts.refuse(written, stale);
      put(written, stale, earlier.only(file -> !tops.contains(top(file))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  /** Until all files are moved, the list names old and new ones, in case the run is killed. */
  private void put(WrittenFiles written, WrittenFiles stale, WrittenFiles others) {
    try {
      list(earlier.and(written));
      for (String file : written.files()) {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.move(fresh.resolve(file), target, StandardCopyOption.ATOMIC_MOVE);
      }
      for (String file : stale.files()) {
        Files.deleteIfExists(folder.resolve(file));
        deleteEmpty(folder.resolve(file).getParent());
      }
      list(others.and(written));
    } catch (IOException e) {
      throw new EjectException(
          folder
              + " was written in part ("
              + e
              + "). None of your files was changed; run the same command again.");
    }
  }

  private void list(WrittenFiles files) throws IOException {
    Path list = fresh.resolve(RECORD);
    files.write(list);
    Files.move(list, folder.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
  }

  private void deleteEmpty(Path emptied) throws IOException {
    try {
      for (Path each = emptied; !each.equals(folder); each = each.getParent()) {
        Files.deleteIfExists(each);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // it holds other files
    }
  }

  /** Deletes what {@link #finish} did not move into place. */
  @Override
  public void close() {
    try {
      FileTrees.delete(fresh);
      for (Path each : created) {
        Files.deleteIfExists(each);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // a created folder is in use
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isChangedLockFile(String file) {
    return isLockFile(file)
        && Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
        && !earlier.holds(folder, file);
  }

  static boolean isLockFile(String file) {
    return Path.of(file).endsWith(LOCK_FILE);
  }

  /** The stack's folder, or the file itself at the top level. */
  private static String top(String file) {
    return Path.of(file).getName(0).toString();
  }
}
