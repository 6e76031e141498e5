package dev.terrace.systems.alva;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.DeliveryValues;
import dev.terrace.config.value.Is;
import dev.terrace.spec.StandardKeys;

/** GitHub Actions. */
record AlvaDelivery(
    @StandardKeys.Repository String repository,
    @JsonPropertyDescription("Branch whose workflow runs may deploy.")
        @Is(DeliveryValues.GitBranch.class)
        String branch,
    @JsonPropertyDescription(
            "made: this environment creates the account's identity provider for GitHub; given:"
                + " the account has one already. AWS takes one an account.")
        OidcProvider oidcProvider,
    @JsonPropertyDescription("Images that each repository keeps, 2-1000.")
        @Between(least = 2, most = 1000)
        Integer keepImages,
    @OptionalKey
        @JsonPropertyDescription(
            "Released images that each repository keeps, however many builds follow, 2-1000;"
                + " default: 10.")
        @Between(least = 2, most = 1000)
        Integer keepReleasedImages) {
  AlvaDelivery {
    keepReleasedImages = keepReleasedImages == null ? 10 : keepReleasedImages;
  }

  enum OidcProvider {
    made,
    given
  }
}
