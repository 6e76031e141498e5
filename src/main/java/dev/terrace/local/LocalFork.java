package dev.terrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;

/** Copies a simulated AWS: the folder of its states, and its process with everything in memory. */
final class LocalFork {
  /** A fork waits for requests that are at work; a long poll of SQS takes at most 20 seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of one process alone. */
  private static final Set<String> NOT_COPIED =
      Set.of("server.json", "ready.json", "server.log", "terraform.pid");

  private LocalFork() {}

  /**
   * @param key from the ready file of the origin
   * @param folder of the new process, for its ready file and its log
   * @return {@code port} and {@code pid} of the new process
   */
  static JsonNode ask(HttpClient http, String endpoint, String key, Path folder) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/terrace/fork"))
            .timeout(LIMIT)
            .header("X-Terrace-Key", key)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.object().put("folder", folder.toString()).toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new LocalAwsException(
            "the simulated AWS at " + endpoint + " cannot be forked: " + response.body().strip());
      }
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated AWS at " + endpoint + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

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
