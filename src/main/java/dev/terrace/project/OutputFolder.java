package dev.terrace.project;

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
