package dev.terrace.actions.deploy;

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
record Lookup(
    SignedCalls aws, JsonNode provider, BiFunction<String, String, Optional<String>> outputs) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(aws_\\w+\\.[\\w-]+)\\.(?:id|arn|name|key_id)}");

  private static final Pattern OUTPUT =
      Pattern.compile("\\$\\{data\\.terraform_remote_state\\.([\\w-]+)\\.outputs\\.([\\w-]+)}");

  /**
   * @param ids of resources that are known, by address; grows while more are found
   */
  List<String> find(String type, JsonNode body, Map<String, String> ids) {
    Map<String, String> tags = new LinkedHashMap<>();
    provider
        .path("default_tags")
        .path(0)
        .path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new InFlight(aws)
        .find(type, new Wanted(body, tags, (each, attribute) -> value(each, attribute, ids)));
  }

  /** A configured attribute; a reference is resolved to a known id or output. */
  Optional<String> value(JsonNode body, String attribute, Map<String, String> ids) {
    String text = body.path(attribute).asText("");
    Matcher reference = REFERENCE.matcher(text);
    if (reference.matches()) {
      return Optional.ofNullable(ids.get(reference.group(1)));
    }
    Matcher output = OUTPUT.matcher(text);
    if (output.matches()) {
      return outputs.apply(output.group(1), output.group(2));
    }
    return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
  }
}
