package dev.terrace.eject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that stacks are written to. It stays where it is: everything is made in a folder
 * inside it, looked at, and then moved to its place file by file. A list of what was written lies
 * in it, so that a later run knows its own files: those are replaced, everything else in the folder
 * stays.
 */
public final class EjectedFolder implements AutoCloseable {
  /** The list: a SHA-256 for each file. */
  static final String RECORD = ".terrace-eject.json";

  /** Begins the name of the folder inside, so that a killed run's is known. */
  private static final String FRESH = ".terrace-eject-";

  /** Terraform writes it as well; what it has made of it stays. */
  private static final String LOCK_FILE = ".terraform.lock.hcl";

  private final Path folder;
  private final Path fresh;
  private final WrittenFiles earlier;

  /** Folders that were made for this run, the innermost first. */
  private final List<Path> made;

  private EjectedFolder(Path folder, Path fresh, WrittenFiles earlier, List<Path> made) {
    this.folder = folder;
    this.fresh = fresh;
    this.earlier = earlier;
    this.made = made;
  }

  /** The folder is not one that may be written to; the message says why. */
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Begins to write; none of the folder's files changes before {@link #finish}.
   *
   * @param stacks the folders that can be written again when they are there: one README is made for
   *     all of them
   * @throws RefusedException when something is there that was not written here, or was changed, or
   *     is none of the stacks
   */
  public static EjectedFolder begin(Path given, Collection<String> stacks) {
    try {
      Path folder = Files.exists(given) ? given.toRealPath() : given.toAbsolutePath().normalize();
      if (folder.getParent() == null) {
        throw new RefusedException("'" + given + "' is no folder of its own");
      }
      List<Path> missing = missing(folder);
      WrittenFiles earlier = missing.isEmpty() ? check(folder, stacks) : WrittenFiles.NONE;
      Files.createDirectories(folder);
      for (Path killed : leftBehind(folder)) {
        delete(killed);
      }
      return new EjectedFolder(folder, Files.createTempDirectory(folder, FRESH), earlier, missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folders that have to be made, the innermost first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      missing.add(there);
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new RefusedException(
          there
              + (Files.isSymbolicLink(there) ? " is a link to nothing" : " is a file")
              + "; give a folder that does not exist yet");
    }
    if (!Files.isWritable(there)) {
      throw new RefusedException(
          there + " cannot be written to; make it writable, or give another folder");
    }
    return missing;
  }

  private static WrittenFiles check(Path folder, Collection<String> stacks) throws IOException {
    Path record = folder.resolve(RECORD);
    if (!Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> there = Files.list(folder)) {
        List<Path> ours = leftBehind(folder);
        if (there.anyMatch(each -> !ours.contains(each))) {
          throw new RefusedException(
              folder
                  + " is not empty, and was not written by 'terrace eject'. Nothing was changed;"
                  + " give a folder that is empty or does not exist yet.");
        }
      }
      return WrittenFiles.NONE;
    }
    WrittenFiles earlier =
        read(record).only(file -> Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS));
    Set<String> others = new TreeSet<>(earlier.stacks());
    others.removeAll(Set.copyOf(stacks));
    if (!others.isEmpty()) {
      throw new RefusedException(
          folder
              + " holds stacks of something else, which its README.md would no longer tell of: "
              + String.join(", ", others)
              + ". Nothing was changed; give another folder, or eject all of them at once.");
    }
    List<String> changed =
        earlier.files().stream()
            .filter(file -> !isLockFile(file))
            .filter(file -> Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS))
            .filter(file -> !earlier.holds(folder, file))
            .toList();
    if (!changed.isEmpty()) {
      throw new RefusedException(
          folder
              + " holds files that were changed since 'terrace eject' wrote them: "
              + String.join(", ", changed)
              + ". Nothing was changed; give another folder, or delete those files if their changes"
              + " are not needed.");
    }
    return earlier;
  }

  private static WrittenFiles read(Path record) {
    try {
      return WrittenFiles.read(record);
    } catch (UncheckedIOException e) {
      throw new RefusedException(
          record
              + " cannot be read, so it is not known which files are whose; give another folder");
    }
  }

  /** What runs that were killed have made and not moved to its place. */
  private static List<Path> leftBehind(Path folder) throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there
          .filter(each -> each.getFileName().toString().startsWith(FRESH))
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  /** Where to write. */
  public Path fresh() {
    return fresh;
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /** The stacks that an earlier run has written here, by the names of their folders. */
  public Set<String> stacks() {
    return earlier.stacks();
  }

  /**
   * Puts what was written in its place, and takes away what earlier runs have written into the same
   * stacks' folders and this one has not.
   *
   * @throws RefusedException when something that somebody else has made is in the way
   */
  public void finish() {
    try {
      WrittenFiles written =
          WrittenFiles.below(fresh).only(file -> !isLockFileOfSomebodyElse(file));
      Set<String> tops =
          written.files().stream().map(EjectedFolder::top).collect(Collectors.toSet());
      WrittenFiles stale =
          earlier.only(
              file ->
                  tops.contains(top(file))
                      && !written.files().contains(file)
                      && obstacle(file).isEmpty());
      refuseWhatIsInTheWay(written);
      refuseWhatCannotBeWrittenTo(written.and(stale));
      put(written, stale, earlier.only(file -> !tops.contains(top(file))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  private void refuseWhatIsInTheWay(WrittenFiles written) {
    Set<String> inTheWay = new TreeSet<>();
    written.files().forEach(file -> obstacle(file).ifPresent(inTheWay::add));
    if (!inTheWay.isEmpty()) {
      throw new RefusedException(
          folder
              + " holds files of yours where new ones belong: "
              + String.join(", ", inTheWay)
              + ". Nothing was changed; move them away.");
    }
  }

  /** What is at a file's place or on the way to it and was not written here, in words. */
  private Optional<String> obstacle(String file) {
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
        return Optional.of(name + " (a file where a folder belongs)");
      }
    }
    return earlier.holds(folder, file) ? Optional.empty() : Optional.of(file);
  }

  private void refuseWhatCannotBeWrittenTo(WrittenFiles touched) {
    Set<String> locked = new TreeSet<>();
    for (String file : touched.files()) {
      Path there = folder.resolve(file).getParent();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      if (!Files.isWritable(there) || !Files.isExecutable(there)) {
        locked.add(there.toString());
      }
    }
    if (!locked.isEmpty()) {
      throw new RefusedException(
          "these folders cannot be written to: "
              + String.join(", ", locked)
              + ". Nothing was changed; make them writable, or give another folder.");
    }
  }

  /**
   * The list knows the old files and the new ones until all are moved: a killed run's are known.
   */
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
              + "). None of your files was changed; the same command can be run again.");
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
      return; // something else lies in it
    }
  }

  /** Takes away what {@link #finish} has not put in its place. */
  @Override
  public void close() {
    try {
      delete(fresh);
      for (Path each : made) {
        Files.deleteIfExists(each);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // what was made is in use
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isLockFileOfSomebodyElse(String file) {
    return isLockFile(file)
        && Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
        && !earlier.holds(folder, file);
  }

  private static boolean isLockFile(String file) {
    return Path.of(file).endsWith(LOCK_FILE);
  }

  /** The stack's folder, or the file itself where it lies in none. */
  private static String top(String file) {
    return Path.of(file).getName(0).toString();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
