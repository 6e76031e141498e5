package dev.terrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.local.LocalAws.Running;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Requests to a simulated AWS. */
final class LocalServerClient {
  /** Answered in parallel with all other requests. */
  private static final String ALIVE = "/terrace/alive";

  /** A fork waits for requests that are at work; a long poll of SQS takes at most 20 seconds. */
  private static final Duration FORK_LIMIT = Duration.ofMinutes(2);

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

  /** Whether a bucket of the simulated S3 holds an object. */
  boolean holds(Running running, String bucket, String key) {
    URI uri = URI.create(running.endpoint() + "/" + bucket + "/" + key);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request,"
                    + " SignedHeaders=host, Signature=none")
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          && !Json.parse(response.body()).path("resources").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated AWS does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/terrace/fork"))
            .timeout(FORK_LIMIT)
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
}
