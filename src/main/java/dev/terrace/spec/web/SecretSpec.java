package dev.terrace.spec.web;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.TextValues;

/**
 * A secret of the configuration: a random text, or a value that people fill in after the first
 * deploy.
 */
public record SecretSpec(
    @OptionalKey
        @JsonPropertyDescription("What it is for, in one line; absent: its name.")
        @Is(TextValues.Description.class)
        String description,
    @OptionalKey
        @JsonPropertyDescription(
            "Letters and digits of a random text, 8-1024; absent: people fill it in.")
        @Between(least = 8, most = 1024)
        Integer generated) {

  /**
   * What AWS shows of it.
   *
   * @param name of the secret
   */
  public String describe(String name) {
    return description != null
        ? description
        : (generated == null ? "Filled in by people: " : "Generated: ") + name;
  }
}
