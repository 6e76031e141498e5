package dev.terrace.spec.web;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;

/**
 * A secret of the configuration: a random text, or a value that people fill in after the first
 * deploy.
 */
public record SecretSpec(
    @JsonPropertyDescription("What it is for.") String description,
    @OptionalKey
        @JsonPropertyDescription(
            "Letters and digits of a random text, 8-1024; absent: people fill it in.")
        @Between(least = 8, most = 1024)
        Integer generated) {}
