package dev.terrace.systems.coder;

import dev.terrace.constructs.compute.Container;
import java.util.Map;

/**
 * Where images are pulled from, and with which credentials.
 *
 * @param dockerHub what stands before the name of a cached image of Docker Hub; null: no cache
 * @param credentials ARN of a secret by registry
 */
record ImageSources(String dockerHub, Map<String, String> credentials) {

  Container of(Container container) {
    String image = container.image();
    String registry = registry(image);
    if (dockerHub != null && registry.equals(Registries.DOCKER_HUB)) {
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
        : Registries.DOCKER_HUB;
  }

  /** Official images lie below library: ECR user guide, "Pulling an image with a cache rule". */
  private static String repository(String image) {
    String name = image.replaceFirst("^docker\\.io/", "");
    return name.contains("/") ? name : "library/" + name;
  }
}
