package dev.terrace.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.local.LocalAws.Running;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Requests to a simulated AWS. */
final class LocalServerClient {
  /** Answered in parallel with all other requests. */
  private static final String ALIVE = "/terrace/alive";

  /**
   * The first request of a service loads it, seconds on a busy machine; a fork waits for requests
   * that are at work, and a long poll of SQS takes at most 20 seconds.
   */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** Whether a server listens and answers. */
  boolean answers(String endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + ALIVE))
            .GET()
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // no server listens
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** An object of the simulated S3. */
  Optional<String> object(Running running, String bucket, String key) {
    return get(running, "/" + bucket + "/" + key);
  }

  /** The keys of all objects of the simulated S3, by bucket. */
  Map<String, List<String>> objects(Running running) {
    Map<String, List<String>> objects = new TreeMap<>();
    for (String bucket : texts("Name", get(running, "/").orElse(""))) {
      List<String> keys = new ArrayList<>();
      String from = "";
      do { // pages of 1000
        String page = get(running, "/" + bucket + "?list-type=2" + from).orElse("");
        keys.addAll(texts("Key", page));
        from =
            texts("NextContinuationToken", page).stream()
                .findFirst()
                .map(token -> "&continuation-token=" + URLEncoder.encode(token, UTF_8))
                .orElse("");
      } while (!from.isEmpty());
      objects.put(bucket, keys);
    }
    return objects;
  }

  private static List<String> texts(String element, String xml) {
    return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
        .matcher(xml)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** What the simulated S3 answers; empty where there is no such thing. */
  private Optional<String> get(Running running, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.endpoint() + path))
            .timeout(LIMIT)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated AWS does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Lets a simulated AWS fork its process.
   *
   * @param key from the ready file of the origin
   * @param folder of the new process, for its ready file and its log
   * @return {@code port} and {@code pid} of the new process
   */
  JsonNode fork(String endpoint, String key, Path folder) {
    JsonNode asked = Json.object().put("folder", folder.toString());
    return post(endpoint, "/terrace/fork", key, asked, "cannot be forked");
  }

  /**
   * Lets a simulated AWS write its estate.
   *
   * @param key from its ready file
   * @param file that only its owner can read afterwards
   */
  void save(String endpoint, String key, Path file) {
    JsonNode asked = Json.object().put("file", file.toString());
    post(endpoint, "/terrace/save", key, asked, "cannot be saved");
  }

  private JsonNode post(String endpoint, String path, String key, JsonNode asked, String fault) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .timeout(LIMIT)
            .header("X-Terrace-Key", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new LocalAwsException(
            "the simulated AWS at " + endpoint + " " + fault + ": " + response.body().strip());
      }
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated AWS at " + endpoint + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
