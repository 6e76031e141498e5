package dev.terrace.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes, copies and creates files and folders; failures name the path. */
public final class FileTrees {
  private FileTrees() {}

  /** Deletes a file, a link, or a folder with its content. Links are deleted, not followed. */
  public static void delete(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  /** Copies a folder's content over another folder's; files that are there are replaced. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
    }
  }

  /** Creates a folder and its parents where they are missing. */
  public static Path createFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }

  /**
   * Writes a file at once, so that a process that is killed leaves the old content or the new one;
   * creates its folder.
   */
  public static Path writeWhole(Path file, String text) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    createFolder(file.toAbsolutePath().getParent());
    try {
      Files.deleteIfExists(part);
      Files.writeString(part, text);
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deletePart(part, e);
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What a full disk took of a file goes with the file. */
  private static void deletePart(Path part, IOException failure) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Writes a new file that only its owner can read and write; one that is there is replaced. */
  public static Path writePrivate(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * A folder that only its owner can enter, and its parents like it as far as they are missing; one
   * that is there is left as it is.
   */
  public static Path createPrivateFolder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * A text that a killed process may have cut off, or that another program wrote in its own
   * encoding: what is no UTF-8 reads as U+FFFD, so that it is shown, or differs from what is
   * expected, and stops nobody.
   */
  public static String readLeniently(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
