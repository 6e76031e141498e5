package dev.terrace.systems.orcha;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.DeliveryValues;
import dev.terrace.config.value.Is;
import dev.terrace.spec.StandardKeys;
import java.util.List;

/** What the pipeline builds, and what its builds read. */
record OrchaDelivery(
    @StandardKeys.Repository String repository,
    @JsonPropertyDescription("Branch whose pushes start the pipeline.")
        @Is(DeliveryValues.GitBranch.class)
        String branch,
    @OptionalKey
        @JsonPropertyDescription(
            "Repository of CodeArtifact that builds read dependencies from, domain/repository;"
                + " default: none.")
        @Is(DeliveryValues.CodeArtifactRepository.class)
        String codeArtifact,
    @OptionalKey
        @JsonPropertyDescription(
            "Repositories of this account's ECR that builds pull base images from; default:"
                + " none.")
        @Is(value = DeliveryValues.ImageRepositoryName.class, distinct = true)
        List<String> baseImages) {
  OrchaDelivery {
    baseImages = baseImages == null ? List.of() : baseImages;
  }
}
