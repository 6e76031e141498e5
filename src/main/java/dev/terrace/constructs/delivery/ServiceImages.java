package dev.terrace.constructs.delivery;

import dev.terrace.ref.KeyRef;
import dev.terrace.ref.ParameterRef;
import dev.terrace.ref.RepositoryRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * A repository for each service of a system, and the tag that each one runs, which its releases
 * leave in SSM parameters: one of the last release as a whole, one of each service. A service that
 * was never released by itself runs the tag of the whole.
 *
 * <p>It is no level of the construct tree: the scope gets {@code image-tag}, and {@code
 * NAME-image-tag} and {@code NAME-repository} of each service. A change of the prefix replaces all
 * of them, with the images.
 */
public final class ServiceImages {
  private final Map<String, RepositoryRef> repositories = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final List<ParameterRef> parameters = new ArrayList<>();

  /**
   * @param prefix begins the names of repositories, {@code PREFIX/NAME}, and with a slash those of
   *     the parameters
   * @param key that encrypts the images
   * @param keepImages that each repository keeps, 2-1000
   * @param keepReleasedImages that each keeps however many builds follow, 2-1000
   */
  public record Props(
      String prefix, List<String> services, KeyRef key, int keepImages, int keepReleasedImages) {}

  public ServiceImages(Construct scope, Props props) {
    String path = "/" + props.prefix() + "/";
    ReleasedTag whole =
        new ReleasedTag(scope, "image-tag", new ReleasedTag.Props(path + "image-tag"));
    parameters.add(whole.ref());
    for (String name : props.services()) {
      ReleasedTag tag =
          new ReleasedTag(
              scope,
              name + "-image-tag",
              new ReleasedTag.Props(path + "image-tags/" + name, whole.value()));
      parameters.add(tag.ref());
      tags.put(name, tag.value());
      repositories.put(
          name,
          new ImageRepository(
                  scope,
                  name + "-repository",
                  new ImageRepository.Props(
                      props.prefix() + "/" + name,
                      props.key(),
                      props.keepImages(),
                      props.keepReleasedImages()))
              .ref());
    }
  }

  /** The image that a service runs, as an expression. */
  public String image(String service) {
    return repositories.get(service).url() + ":" + tags.get(service);
  }

  /** By service. */
  public Map<String, RepositoryRef> repositories() {
    return repositories;
  }

  /** The tag of the last release that succeeded as a whole. */
  public ParameterRef released() {
    return parameters.get(0);
  }

  /** Every tag, that of the whole first. */
  public List<ParameterRef> parameters() {
    return List.copyOf(parameters);
  }
}
