package dev.terrace.affected;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a synthesis wrote for one stack.
 *
 * @param tree of {@code cdk.tf.json}
 * @param assets the other files by path, each with its content
 */
public record SynthesizedStack(JsonNode tree, Map<String, Content> assets) {

  /** The bytes of a file. */
  public record Content(String bytes) {}

  /**
   * @param folder with {@code cdk.tf.json}
   */
  public static SynthesizedStack read(Path folder) {
    Map<String, Content> assets = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        // The checksums of providers say nothing about what is deployed.
        if (!name.equals("cdk.tf.json") && !name.equals(".terraform.lock.hcl")) {
          assets.put(
              name, new Content(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return new SynthesizedStack(Json.read(folder.resolve("cdk.tf.json")), assets);
  }
}
