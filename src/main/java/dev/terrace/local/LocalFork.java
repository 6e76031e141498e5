package dev.terrace.local;

import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Copies the folder of a simulated AWS for its fork. */
final class LocalFork {
  /** Of one process alone. */
  private static final Set<String> NOT_COPIED =
      Set.of("server.json", "ready.json", "server.log", "terraform.pid");

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
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
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
    try (var files = Files.walk(folder, 2)) {
      for (Path file : files.filter(each -> each.endsWith("terraform.pid")).toList()) {
        String pid = FileTrees.readLeniently(file).strip();
        if (pid.matches("\\d{1,18}")
            && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent()) {
          throw new LocalAwsException(
              "Terraform (process "
                  + pid
                  + ") is at work in "
                  + file.getParent()
                  + "; wait for it");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static boolean linksInto(Path folder, Path state) throws IOException {
    try (var files = Files.walk(folder)) {
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
