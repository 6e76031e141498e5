package dev.terrace.config.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What registries ask of the names of their images, beyond the grammar. */
final class ImageRegistries {
  /** ECR user guide, "Amazon ECR private registry": account, region, domain. */
  private static final Pattern ECR =
      Pattern.compile("([^.]*)\\.dkr\\.ecr(?:-fips)?\\.([^.]*)\\.(amazonaws\\.com)");

  private ImageRegistries() {}

  /**
   * @param name a host where there is one, and a repository, without tag and digest
   */
  static Optional<String> refusal(String name) {
    String host = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
    if (host.isEmpty()) {
      return withoutHost(name);
    }
    // ECR API of public registries, GetRepositoryCatalogData: each one has an alias.
    if (host.equals("public.ecr.aws") && name.split("/", -1).length < 3) {
      return Optional.of("must name the registry's alias as well: public.ecr.aws/ALIAS/REPOSITORY");
    }
    return host.contains(".dkr.ecr") ? ofEcr(host) : Optional.empty();
  }

  /** An image of Docker Hub's own: github.com/distribution/reference, ParseNormalizedNamed. */
  private static Optional<String> withoutHost(String name) {
    if (name.indexOf('.') >= 0) {
      return Optional.of("must name a repository after the registry's host, such as ghcr.io/a/b");
    }
    return name.equals("scratch") || name.matches("[0-9a-f]{64}")
        ? Optional.of("must be the name of an image that can be pulled")
        : Optional.empty();
  }

  private static Optional<String> ofEcr(String host) {
    Matcher parts = ECR.matcher(host);
    if (!parts.matches()) {
      return Optional.of(
          "must be in ECR of the partition 'aws': ACCOUNT.dkr.ecr.REGION.amazonaws.com");
    }
    Optional<String> account = new AwsIds.AccountId().refusal(parts.group(1));
    boolean isFilledIn = parts.group(1).equals(ContainerValues.ImageReference.FILLED_IN);
    if (account.isPresent() && !isFilledIn) {
      return Optional.of("must be in the ECR of an account that exists: its id has 12 digits");
    }
    String region = parts.group(2);
    return AwsFacts.isRegion(region) || region.equals(ContainerValues.ImageReference.FILLED_IN)
        ? Optional.empty()
        : Optional.of("must be in the ECR of a region that exists");
  }
}
