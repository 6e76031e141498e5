package dev.terrace.actions.generate;

import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that gets all of its files at once: they are written next to it and then moved.
 *
 * @param path absolute
 */
record NewFolder(Path path) {

  /** What {@code git clone} of an empty repository, {@code git init} and a worktree leave. */
  private static final String GIT = ".git";

  /**
   * @throws UserError unless the folder does not exist, or has nothing but what git has put there
   */
  static NewFolder of(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (path.getFileName() == null) {
      throw UserError.usage("'" + given + "' cannot be the folder of a project: name another one");
    }
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw UserError.usage("'" + given + "' is a file: name a folder that does not exist");
    }
    List<Path> there = entries(path).stream().filter(each -> !each.endsWith(GIT)).toList();
    if (!there.isEmpty()) {
      throw UserError.usage(
          "the folder '"
              + given
              + "' is not empty ("
              + there.get(0).getFileName()
              + (there.size() == 1 ? "" : " and " + (there.size() - 1) + " more")
              + "): name one that is empty or does not exist; nothing was written");
    }
    return new NewFolder(path);
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * @param files texts by path
   * @param programs those of them that are run
   */
  void write(Map<String, String> files, Set<String> programs) {
    Path staged =
        path.resolveSibling("." + path.getFileName() + ".new-" + ProcessHandle.current().pid());
    boolean isNew = !Files.exists(path);
    List<Path> moved = new ArrayList<>();
    try {
      files.forEach((name, text) -> FileTrees.writeWhole(staged.resolve(name), text));
      programs.forEach(name -> allowToRun(staged.resolve(name)));
      if (isNew) {
        Files.move(staged, path, StandardCopyOption.ATOMIC_MOVE);
      } else { // it stays: a shell may stand in it
        for (Path entry : entries(staged)) {
          Path target = path.resolve(entry.getFileName());
          Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
          moved.add(target);
        }
      }
    } catch (IOException e) {
      moved.forEach(FileTrees::delete);
      throw new UncheckedIOException("cannot write " + path, e);
    } finally {
      FileTrees.delete(staged);
    }
  }

  private static void allowToRun(Path file) {
    if (!file.toFile().setExecutable(true, false)) {
      throw new UncheckedIOException(new IOException("cannot make " + file + " executable"));
    }
  }
}
