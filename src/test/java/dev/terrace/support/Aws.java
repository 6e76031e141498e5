package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
    return run(words).exits(0);
  }

  /** What a command ends with. */
  public Launcher.Result run(String... words) {
    // Older versions of the CLI reach SQS under a name of its own, whatever the environment says.
    List<String> arguments =
        new ArrayList<>(
            List.of("--output", "json", "--endpoint-url", variables.get("AWS_ENDPOINT_URL")));
    arguments.addAll(List.of(words));
    Map<String, String> all = new TreeMap<>(System.getenv());
    all.keySet().removeIf(name -> name.startsWith("AWS_"));
    all.putAll(variables);
    return AwsCommands.run(all, arguments)
        .orElseGet(
            () -> {
              arguments.add(0, "aws");
              return terrace.run(variables, arguments);
            });
  }

  /**
   * What people are told to run, by a shell in a folder.
   *
   * @param bucket the variable BUCKET
   */
  public String script(Path folder, String bucket, String commands) {
    Map<String, String> all = new TreeMap<>(variables);
    all.put("BUCKET", bucket);
    String script = "set -euo pipefail; cd '" + folder.toAbsolutePath() + "'\n" + commands;
    return terrace.run(all, List.of("bash", "-c", script)).exits(0).output();
  }

  /**
   * {@code group port from peer} of each ingress rule, the groups without the prefix; every rule
   * has a description.
   */
  public List<String> admitted(String prefix) {
    Map<String, String> groups = new TreeMap<>();
    json("ec2 describe-security-groups")
        .path("SecurityGroups")
        .forEach(
            group -> groups.put(group.path("GroupId").asText(), group.path("GroupName").asText()));
    List<String> admitted = new ArrayList<>();
    for (JsonNode rule : json("ec2 describe-security-group-rules").path("SecurityGroupRules")) {
      String group = groups.get(rule.path("GroupId").asText());
      if (group == null || !group.startsWith(prefix)) {
        continue;
      }
      assertThat(rule.path("Description").asText()).as(rule.toString()).isNotEmpty();
      if (!rule.path("IsEgress").asBoolean()) {
        String peer = groups.get(rule.at("/ReferencedGroupInfo/GroupId").asText());
        admitted.add(
            group.substring(prefix.length())
                + " "
                + (rule.path("IpProtocol").asText().equals("-1")
                    ? "all"
                    : rule.path("FromPort").asText())
                + " from "
                + (peer == null
                    ? rule.path("CidrIpv4").asText()
                    : peer.substring(prefix.length())));
      }
    }
    return admitted;
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
