package dev.terrace.constructs.service;

import dev.terrace.constructs.compute.Container;
import java.util.Map;

/**
 * Where images are pulled from, and with which credentials.
 *
 * @param dockerHub what stands before the name of a cached image of Docker Hub; null: no cache
 * @param credentials ARN of a secret by registry
 */
public record ImageSources(String dockerHub, Map<String, String> credentials) {
  /** What Docker calls its own registry. */
  public static final String DOCKER_HUB = "docker.io";

  /** Images are pulled as they are named. */
  public static ImageSources none() {
    return new ImageSources(null, Map.of());
  }

  Container of(Container container) {
    if (dockerHub == null && credentials.isEmpty()) {
      return container; // its image may be an expression, which nobody reads
    }
    String image = container.image();
    String registry = registry(image);
    if (dockerHub != null && registry.equals(DOCKER_HUB)) {
      return container.withImage(dockerHub + "/" + repository(image));
    }
    String secret = credentials.get(registry);
    return secret == null ? container : container.withCredentials(secret);
  }

  /** Docker's rule: what begins with a host has a dot, a port or localhost before the slash. */
  private static String registry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : DOCKER_HUB;
  }

  /** Official images lie below library: ECR user guide, "Pulling an image with a cache rule". */
  private static String repository(String image) {
    String name = image.replaceFirst("^docker\\.io/", "");
    return name.contains("/") ? name : "library/" + name;
  }
}
