package dev.terrace.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sizes that families of instances have. */
final class InstanceSizes {
  private InstanceSizes() {}

  /** Of a family that is not on the list: burstable ones have small sizes, the others have not. */
  static Optional<String> refusal(String families, String family, String size) {
    List<String> sizes = new ArrayList<>();
    AwsFacts.entry(families, family).forEach(each -> sizes.add(each.asText()));
    boolean isSmall = List.of("micro", "small", "medium").contains(size);
    boolean exists = sizes.isEmpty() ? isSmall == family.matches("t\\d+.*") : sizes.contains(size);
    return exists
        ? Optional.empty()
        : Optional.of(
            "must have a size that exists: "
                + family
                + (sizes.isEmpty() ? " has no " + size : " has " + String.join(", ", sizes)));
  }
}
