package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that were written to a folder.
 *
 * @param hashes a SHA-256 for each file, by its path in the folder; several while files are moved
 *     in, since a killed run leaves either the old file or the new one
 */
record WrittenFiles(Map<String, Set<String>> hashes) {
  static final WrittenFiles NONE = new WrittenFiles(Map.of());

  /** The files below a folder. */
  static WrittenFiles below(Path folder) throws IOException {
    Map<String, Set<String>> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), Set.of(hash(file)));
      }
    }
    return new WrittenFiles(hashes);
  }

  /**
   * Reads the list.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  static WrittenFiles read(Path list) {
    Map<String, Set<String>> hashes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : Json.read(list).path("files").properties()) {
      Set<String> either = new TreeSet<>();
      if (file.getValue().isTextual()) {
        either.add(file.getValue().asText());
      }
      file.getValue().forEach(hash -> either.add(hash.asText()));
      hashes.put(file.getKey(), either);
    }
    return new WrittenFiles(hashes);
  }

  void write(Path list) {
    ObjectNode tree = Json.object().put("writtenBy", "terrace eject");
    ObjectNode files = tree.putObject("files");
    hashes.forEach(
        (file, either) -> {
          if (either.size() == 1) {
            files.put(file, either.iterator().next());
          } else {
            ArrayNode all = files.putArray(file);
            either.forEach(all::add);
          }
        });
    Json.write(list, tree);
  }

  Set<String> files() {
    return hashes.keySet();
  }

  /** The folders of the files, which have the names of their stacks. */
  Set<String> stacks() {
    return files().stream()
        .map(Path::of)
        .filter(file -> file.getNameCount() > 1)
        .map(file -> file.getName(0).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  WrittenFiles and(WrittenFiles others) {
    Map<String, Set<String>> all = new TreeMap<>();
    Stream.of(this, others)
        .forEach(
            each ->
                each.hashes.forEach(
                    (file, either) ->
                        all.computeIfAbsent(file, key -> new TreeSet<>()).addAll(either)));
    return new WrittenFiles(all);
  }

  WrittenFiles only(Predicate<String> wanted) {
    Map<String, Set<String>> some = new TreeMap<>(hashes);
    some.keySet().removeIf(wanted.negate());
    return new WrittenFiles(some);
  }

  /** Whether the file still exists as it was written. */
  boolean holds(Path folder, String file) {
    Path there = folder.resolve(file);
    return Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)
        && hashes.getOrDefault(file, Set.of()).contains(hash(there));
  }

  private static String hash(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
