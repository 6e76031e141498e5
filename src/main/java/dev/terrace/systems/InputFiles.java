package dev.terrace.systems;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that a synthesis may read. */
final class InputFiles extends SimpleFileVisitor<Path> {
  private final int most;
  private final Set<Path> others;
  private final SortedMap<Path, BasicFileAttributes> files = new TreeMap<>();

  /**
   * @param most how many there may be
   * @param others folders whose files do not count
   */
  InputFiles(int most, Set<Path> others) {
    this.most = most;
    this.others = others;
  }

  /**
   * All files below a folder, through links; none if there is no such folder. A link that leads
   * nowhere has attributes of its own.
   *
   * @throws IOException also if there are too many
   */
  SortedMap<Path, BasicFileAttributes> below(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
    }
    return Collections.unmodifiableSortedMap(files);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return others.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    files.put(file, attributes);
    if (files.size() > most) {
      throw new IOException("more than " + most + " files below the folder");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof FileSystemLoopException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
