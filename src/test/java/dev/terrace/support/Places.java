package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every text in which a secret could have been left: each version of each state in the bucket,
 * working folders, logs, synthesized JSON.
 */
public final class Places {
  private final Map<String, String> texts = new TreeMap<>();

  public Places(Launcher terrace, Aws aws, String stateBucket) throws IOException {
    for (JsonNode version :
        aws.json("s3api list-object-versions --bucket " + stateBucket).path("Versions")) {
      addState(aws, stateBucket, version.path("Key").asText(), version.path("VersionId").asText());
    }
    addFolder(terrace.stateFolder());
  }

  /** The same, with what the deploy left that the environment was forked from. */
  public static Places of(Launcher terrace, Aws aws, String stateBucket, String target)
      throws IOException {
    Places places = new Places(terrace, aws, stateBucket);
    places.addFolder(Prepared.stateFolder(target));
    return places;
  }

  private void addState(Aws aws, String bucket, String key, String version) throws IOException {
    Path copy = Files.createTempFile("state", ".json");
    aws.call(
        "s3api",
        "get-object",
        "--bucket",
        bucket,
        "--key",
        key,
        "--version-id",
        version,
        copy.toString());
    texts.put("state " + key + " " + version, Files.readString(copy));
    Files.delete(copy);
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean provider = file.toString().contains("registry.terraform.io");
        if (!provider) {
          texts.put(
              "file " + folder.relativize(file),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  /** Where a text stands. */
  public List<String> with(String text) {
    return texts.entrySet().stream()
        .filter(place -> place.getValue().contains(text))
        .map(Map.Entry::getKey)
        .toList();
  }

  public int count() {
    return texts.size();
  }
}
