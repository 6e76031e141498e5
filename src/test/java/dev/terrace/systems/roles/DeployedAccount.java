package dev.terrace.systems.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The roles and policies of an account as AWS stores them, whoever wrote them. */
final class DeployedAccount implements Account {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Aws aws;
  private final String region;
  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<String, String> arns = new HashMap<>();
  private final Map<String, JsonNode> resourcePolicies = new HashMap<>();

  /**
   * @param prefix of the names of the system's roles; other roles are not read
   */
  DeployedAccount(Aws aws, String region, String prefix) {
    this.aws = aws;
    this.region = region;
    JsonNode account = aws.json("iam get-account-authorization-details");
    Map<String, JsonNode> managed = new HashMap<>();
    for (JsonNode policy : account.path("Policies")) {
      for (JsonNode version : policy.path("PolicyVersionList")) {
        if (version.path("IsDefaultVersion").asBoolean()) {
          managed.put(policy.path("Arn").asText(), version.path("Document"));
        }
      }
    }
    for (JsonNode role : account.path("RoleDetailList")) {
      String name = role.path("RoleName").asText();
      if (name.startsWith(prefix)) {
        roles.put(
            name,
            new Role(
                name,
                role.path("Arn").asText(),
                role.path("AssumeRolePolicyDocument"),
                policies(role, managed)));
      }
    }
  }

  private static List<IamSimulator.Policy> policies(JsonNode role, Map<String, JsonNode> managed) {
    List<IamSimulator.Policy> policies = new ArrayList<>();
    for (JsonNode policy : role.path("RolePolicyList")) {
      policies.add(
          new IamSimulator.Policy(
              policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
    }
    for (JsonNode policy : role.path("AttachedManagedPolicies")) {
      String arn = policy.path("PolicyArn").asText();
      policies.add(new IamSimulator.Policy(arn, managed.get(arn)));
    }
    return policies;
  }

  @Override
  public Map<String, Role> roles() {
    return roles;
  }

  /**
   * The ARN of {@code secret NAME}, {@code key ALIAS}, {@code file-system NAME}, {@code
   * access-point PATH}, {@code bucket NAME}, {@code object BUCKET/KEY}, {@code target-group NAME},
   * {@code launch-template NAME}, {@code connection NAME} or {@code role NAME}; {@code account} is
   * the account's id, {@code SERVICE:REST} an ARN of this region and account. An ARN and {@code *}
   * are themselves.
   */
  @Override
  public String arn(String words) {
    if (words.equals("*") || words.startsWith("arn:")) {
      return words;
    }
    return arns.computeIfAbsent(words, this::find);
  }

  private String find(String words) {
    int blank = words.indexOf(' ');
    String name = words.substring(blank + 1);
    return switch (blank < 0 ? words : words.substring(0, blank)) {
      case "account" -> ID;
      case "bucket", "object" -> "arn:aws:s3:::" + name;
      case "role" -> "arn:aws:iam::" + ID + ":role/" + name;
      case "secret" ->
          aws.json("secretsmanager describe-secret --secret-id " + name).path("ARN").asText();
      case "key" ->
          aws.json("kms describe-key --key-id alias/" + name).at("/KeyMetadata/Arn").asText();
      case "file-system" ->
          one("efs describe-file-systems", "/FileSystems", "/Name", name)
              .path("FileSystemArn")
              .asText();
      case "access-point" ->
          one("efs describe-access-points", "/AccessPoints", "/RootDirectory/Path", name)
              .path("AccessPointArn")
              .asText();
      case "target-group" ->
          one("elbv2 describe-target-groups", "/TargetGroups", "/TargetGroupName", name)
              .path("TargetGroupArn")
              .asText();
      case "launch-template" ->
          ofThisAccount(
              "ec2:launch-template/"
                  + one(
                          "ec2 describe-launch-templates",
                          "/LaunchTemplates",
                          "/LaunchTemplateName",
                          name)
                      .path("LaunchTemplateId")
                      .asText());
      case "connection" ->
          one("codestar-connections list-connections", "/Connections", "/ConnectionName", name)
              .path("ConnectionArn")
              .asText();
      default -> ofThisAccount(words);
    };
  }

  private String ofThisAccount(String words) {
    int colon = words.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no ARN: " + words);
    }
    return "arn:aws:%s:%s:%s:%s"
        .formatted(words.substring(0, colon), region, ID, words.substring(colon + 1));
  }

  private JsonNode one(String command, String list, String pointer, String value) {
    for (JsonNode each : aws.json(command).at(list)) {
      if (each.at(pointer).asText().equals(value)) {
        return each;
      }
    }
    throw new IllegalArgumentException(command + ": nothing has " + pointer + " " + value);
  }

  @Override
  public JsonNode resourcePolicy(String arn) {
    return resourcePolicies.computeIfAbsent(arn, this::readResourcePolicy);
  }

  private JsonNode readResourcePolicy(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || arn.contains("*")) {
      return null;
    }
    String name = parts[5];
    return switch (parts[2]) {
      case "iam" -> {
        Role role = roles.get(name.substring(name.indexOf('/') + 1));
        yield role == null ? null : role.trust();
      }
      case "kms" ->
          document(aws.run("kms", "get-key-policy", "--key-id", arn, "--policy-name", "default"));
      case "s3" ->
          document(aws.run("s3api", "get-bucket-policy", "--bucket", name.replaceFirst("/.*", "")));
      case "elasticfilesystem" ->
          document(
              aws.run(
                  "efs",
                  "describe-file-system-policy",
                  "--file-system-id",
                  name.substring(name.indexOf('/') + 1)));
      default -> null;
    };
  }

  private static JsonNode document(Launcher.Result said) {
    if (said.exitCode() != 0) {
      return null; // AWS answers "not found" where a resource has no policy.
    }
    try {
      return MAPPER.readTree(said.json().path("Policy").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
