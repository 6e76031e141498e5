package dev.terrace.systems;

import dev.terrace.config.Environment;
import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What syntheses wrote, by the digest of their inputs. The most recently used ones are kept, each
 * with a list of its environments and the checksums of its files: a file that a crash of the
 * machine has cut off is not used.
 */
final class KeptStacks {
  private static final int MOST = 20;
  private static final String CONTENT = "content";
  private static final String FILES = "files";

  private final Path folder;

  /**
   * @param folder is created when it is needed
   */
  KeptStacks(Path folder) {
    this.folder = folder;
  }

  boolean has(String digest) {
    return Files.isDirectory(folder.resolve(digest));
  }

  /** Copies what is kept over an output folder; false if it cannot be used. */
  boolean copy(String digest, List<Environment<?>> environments, Path output) {
    Path kept = folder.resolve(digest);
    try {
      if (!Files.readString(kept.resolve(CONTENT))
          .equals(content(environments, kept.resolve(FILES)))) {
        FileTrees.delete(kept);
        return false;
      }
      Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
    } catch (IOException | UncheckedIOException e) {
      return false; // another command has removed it, or it cannot be read: synthesized again
    }
    FileTrees.copy(kept.resolve(FILES), output);
    return true;
  }

  /**
   * Keeps what a synthesis has written. Where that fails, as on a full disk, nothing is kept; nor
   * are stacks with assets, whose files may come from anywhere.
   *
   * @param stacks the names of the stacks that it wrote; the folder can have others
   */
  void keep(String digest, List<Environment<?>> environments, Set<String> stacks, Path output) {
    if (stacks.stream().anyMatch(each -> Files.exists(stack(output, each).resolve("assets")))) {
      return;
    }
    Path part = folder.resolve(".part-" + UUID.randomUUID());
    try {
      Path files = FileTrees.createFolder(part.resolve(FILES));
      Files.copy(output.resolve("manifest.json"), files.resolve("manifest.json"));
      for (String stack : stacks) {
        Path from = stack(output, stack);
        Path to = FileTrees.createFolder(stack(files, stack));
        Files.copy(from.resolve("cdk.tf.json"), to.resolve("cdk.tf.json"));
      }
      Files.writeString(part.resolve(CONTENT), content(environments, files));
      Files.move(part, folder.resolve(digest), StandardCopyOption.ATOMIC_MOVE);
      forgetOld();
    } catch (IOException | UncheckedIOException e) {
      forget(part);
    }
  }

  private static Path stack(Path output, String name) {
    return output.resolve("stacks").resolve(name);
  }

  private static void forget(Path part) {
    try {
      FileTrees.delete(part);
    } catch (UncheckedIOException e) {
      return; // a later command removes it as an old one
    }
  }

  private void forgetOld() throws IOException {
    Map<Path, FileTime> used = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        used.put(each, Files.getLastModifiedTime(each));
      }
    }
    used.entrySet().stream()
        .sorted(Map.Entry.<Path, FileTime>comparingByValue(Comparator.reverseOrder()))
        .skip(MOST)
        .forEach(each -> FileTrees.delete(each.getKey()));
  }

  /** The environments, and each file with its checksum. */
  private static String content(List<Environment<?>> environments, Path files) throws IOException {
    StringBuilder content = new StringBuilder();
    environments.forEach(each -> content.append(each.id()).append('\n'));
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.sorted().toList()) {
        if (Files.isRegularFile(file)) {
          content.append(checksum(file)).append(' ').append(files.relativize(file)).append('\n');
        }
      }
    }
    return content.toString();
  }

  private static String checksum(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
