package dev.terrace.project;

import dev.terrace.error.UserError;
import dev.terrace.files.FileFaults;
import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder {@code cdktf.out}. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Creates the folder before a synthesis writes to it.
   *
   * @throws UserError if it cannot be written, or a link would lead what is written elsewhere
   */
  public static Path prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", ""));
      refuseLink(folder.resolve("manifest.json"));
      Path stacks = folder.resolve("stacks");
      refuseLink(stacks);
      if (Files.isDirectory(stacks)) {
        try (Stream<Path> found = Files.list(stacks)) {
          for (Path stack : found.sorted().toList()) {
            refuseLink(stack);
            refuseLink(stack.resolve("cdk.tf.json"));
            refuseLink(stack.resolve("assets"));
            refuseLink(stack.resolve(ProviderLock.FILE));
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw UserError.failed(
          "cannot write to the output folder "
              + folder
              + ": "
              + FileFaults.reason(e)
              + "; run it in a checkout that can be written");
    }
  }

  private static void refuseLink(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw UserError.failed(
          path
              + " is a link to "
              + Files.readSymbolicLink(path)
              + ": nothing is written through links in the output folder; remove it");
    }
  }

  /**
   * Takes away the JSON of stacks that are not described any more or were not asked for; what
   * Terraform keeps in such a folder, and states next to it, stay.
   */
  public static void removeStale(Path folder, List<Stack> stacks) {
    Set<String> names =
        stacks.stream().map(stack -> stack.id().stackName()).collect(Collectors.toSet());
    try (Stream<Path> found = Files.list(folder.resolve("stacks"))) {
      for (Path stackFolder : found.filter(Files::isDirectory).sorted().toList()) {
        if (!names.contains(stackFolder.getFileName().toString())) {
          Files.deleteIfExists(stackFolder.resolve("cdk.tf.json"));
          ProviderLock.deleteIfAlone(stackFolder);
          FileTrees.delete(stackFolder.resolve("assets"));
          try (Stream<Path> left = Files.list(stackFolder)) {
            if (left.findAny().isEmpty()) {
              Files.delete(stackFolder);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean " + folder, e);
    }
  }
}
