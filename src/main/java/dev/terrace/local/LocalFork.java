package dev.terrace.local;

import dev.terrace.files.FileTrees;
import dev.terrace.terraform.LeftAtWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Copies the folder of a simulated AWS for its fork. */
final class LocalFork {
  /** Of one process alone. */
  private static final Set<String> NOT_COPIED =
      Set.of("server.json", "ready.json", "server.log", "terraform.pid", "run.json", "run.lock");

  private LocalFork() {}

  /**
   * Copies states and working folders. A {@code .terraform} whose providers lie in the state folder
   * of the origin is left out, since it breaks when that folder goes: {@code init} makes it again.
   *
   * @param from the folder {@code local} in the state folder of the origin
   */
  static void copy(Path from, Path to) throws IOException {
    Path state = from.toAbsolutePath().getParent();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.endsWith(".terraform") && linksInto(folder, state)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            FileTrees.createPrivateFolder(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file).toString()),
                  LinkOption.NOFOLLOW_LINKS,
                  java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Its states and the estate would not be of the same moment. */
  static void refuseTerraformIn(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.filter(Files::isDirectory).sorted().toList()) {
        Optional<ProcessHandle> left = LeftAtWork.in(each);
        if (left.isPresent()) {
          throw new LocalAwsException(
              "Terraform (process %d) is at work in %s; wait for it, or end it: kill %1$d"
                  .formatted(left.get().pid(), each));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static boolean linksInto(Path folder, Path state) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        if (target.startsWith(state)) {
          return true;
        }
      }
    }
    return false;
  }
}
