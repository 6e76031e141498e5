package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The AWS CLI against the simulated AWS: what is there, seen from outside. */
public final class Aws {
  private final Launcher terrace;
  private final Map<String, String> variables;

  public Aws(Launcher terrace, String region) {
    this.terrace = terrace;
    this.variables = terrace.localVariables();
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
  }

  /**
   * @param words such as {@code ec2 describe-vpcs}
   */
  public JsonNode json(String words) {
    return call(words.split(" ", -1)).json();
  }

  public Launcher.Result call(String... words) {
    // Older versions of the CLI reach SQS under a name of its own, whatever the environment says.
    List<String> command =
        new ArrayList<>(
            List.of(
                "aws", "--output", "json", "--endpoint-url", variables.get("AWS_ENDPOINT_URL")));
    command.addAll(List.of(words));
    return terrace.run(variables, command).exits(0);
  }

  /** The value of each secret, by name. */
  public Map<String, String> secretValues() {
    Map<String, String> values = new TreeMap<>();
    for (JsonNode secret : json("secretsmanager list-secrets").path("SecretList")) {
      String name = secret.path("Name").asText();
      values.put(
          name,
          json("secretsmanager get-secret-value --secret-id " + name)
              .path("SecretString")
              .asText());
    }
    return values;
  }

  /** The texts at a pointer in each element of an array. */
  public static List<String> texts(JsonNode array, String pointer) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.at(pointer).asText()));
    texts.sort(null);
    return texts;
  }
}
