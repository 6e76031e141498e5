package dev.terrace.actions.deploy.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.SignedCalls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a killed apply's resources are looked up.
 *
 * @param aws in the stack's region
 * @param provider the stack's configuration of the provider
 * @param outputs an output of another stack, by the name of the data source that reads it and its
 *     own; empty where it is not there
 */
public record Lookup(
    SignedCalls aws, JsonNode provider, BiFunction<String, String, Optional<String>> outputs) {
  private static final Pattern OUTPUT =
      Pattern.compile("\\$\\{data\\.terraform_remote_state\\.([\\w-]+)\\.outputs\\.([\\w-]+)}");

  /** Terraform's ids of what AWS has; usually none or one. */
  List<String> find(String type, JsonNode body, KnownResources known) {
    Finder finder = InFlight.finders().get(type);
    return finder == null
        ? List.of()
        : finder
            .find(new AwsLists(aws), new Wanted(body, defaultTags(), known::value))
            .distinct()
            .toList();
  }

  /** Empty if the text is no reference to an output, or the output is not there. */
  Optional<String> output(String text) {
    Matcher output = OUTPUT.matcher(text);
    return output.matches() ? outputs.apply(output.group(1), output.group(2)) : Optional.empty();
  }

  private Map<String, String> defaultTags() {
    Map<String, String> tags = new LinkedHashMap<>();
    provider
        .path("default_tags")
        .path(0)
        .path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
