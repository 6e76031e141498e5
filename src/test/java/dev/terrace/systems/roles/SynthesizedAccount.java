package dev.terrace.systems.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.support.Stack;
import dev.terrace.support.Stack.Resource;
import dev.terrace.support.Synthesized;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The roles and policies of a synthesized environment, for those that no deployed environment has:
 * references have the ARN that AWS would give the resource, with invented ids.
 */
final class SynthesizedAccount implements Account {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Whose role the owners attach a policy to: one that people of the account assume. */
  private static final String TRUST =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
          + " \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::"
          + ID
          + ":root\"}}]}";

  /** What {@link Stack#readable} writes for a reference: layer, path, attribute. */
  private static final Pattern REFERENCE = Pattern.compile("<(?:(\\w+): )?([^<>]+)\\.(\\w+)>");

  private final Synthesized environment;
  private final String region;
  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<String, JsonNode> resourcePolicies = new HashMap<>();

  SynthesizedAccount(Synthesized environment) {
    this.environment = environment;
    this.region = environment.environment().config().region();
    for (Stack stack : environment.stacks()) {
      stack.ofType("aws_iam_role").forEach(role -> addRole(stack, role));
      stack.ofType("aws_iam_policy").forEach(policy -> addHolder(stack, policy));
      stack.ofType("aws_kms_key").stream()
          .filter(key -> key.body().has("policy"))
          .forEach(
              key -> resourcePolicies.put(arn(stack, key), document(stack, key.text("policy"))));
    }
    roles.values().forEach(role -> resourcePolicies.put(role.arn(), role.trust()));
  }

  private void addRole(Stack stack, Resource role) {
    String reference = role.reference("name");
    List<IamSimulator.Policy> policies =
        stack.ofType("aws_iam_role_policy").stream()
            .filter(policy -> policy.text("role").equals(reference))
            .map(
                policy ->
                    new IamSimulator.Policy(
                        policy.text("name"), document(stack, policy.text("policy"))))
            .toList();
    String name = role.text("name");
    roles.put(
        name,
        new Role(
            name, arn(stack, role), document(stack, role.text("assume_role_policy")), policies));
  }

  /** A policy that the owners attach to a role of theirs: that role, with the policy's name. */
  private void addHolder(Stack stack, Resource policy) {
    String name = policy.text("name");
    roles.put(
        name,
        new Role(
            name,
            "arn:aws:iam::" + ID + ":role/" + name,
            document(stack, TRUST),
            List.of(new IamSimulator.Policy(name, document(stack, policy.text("policy"))))));
  }

  private JsonNode document(Stack stack, String text) {
    try {
      // In Terraform's texts, $${ is a literal ${: a variable of IAM.
      return MAPPER.readTree(resolved(stack, text).replace("$${", "${"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String resolved(Stack stack, String text) {
    return REFERENCE
        .matcher(stack.readable(text))
        .replaceAll(
            match -> {
              Stack other = match.group(1) == null ? stack : environment.stack(match.group(1));
              return Matcher.quoteReplacement(value(other, match.group(2), match.group(3)));
            });
  }

  private String value(Stack stack, String path, String attribute) {
    if (attribute.equals("account_id")) {
      return ID;
    }
    Resource resource = stack.at(path);
    return switch (attribute) {
      case "arn" -> arn(stack, resource);
      case "id" ->
          resource.type().replace("aws_", "") + "-" + resource.path().replaceAll("\\W", "-");
      default -> resolved(stack, resource.text(attribute));
    };
  }

  private String arn(Stack stack, Resource resource) {
    String name = resolved(stack, resource.text("name"));
    return switch (resource.type()) {
      case "aws_kms_key" -> arn("kms:key/" + resource.path().replace('/', '-'));
      case "aws_s3_bucket" -> "arn:aws:s3:::" + resource.text("bucket");
      case "aws_secretsmanager_secret" -> secret(name);
      case "aws_iam_role" -> "arn:aws:iam::" + ID + ":role/" + name;
      case "aws_ecr_repository" -> arn("ecr:repository/" + name);
      case "aws_sqs_queue" -> arn("sqs:" + name);
      case "aws_sns_topic" -> arn("sns:" + name);
      case "aws_codebuild_project" -> arn("codebuild:project/" + name);
      case "aws_codestarconnections_connection" -> arn("codestar-connections:connection/" + name);
      case "aws_launch_template" -> arn("ec2:launch-template/lt-" + name);
      case "aws_lb_target_group" -> arn("elasticloadbalancing:targetgroup/" + name + "/1");
      case "aws_cloudwatch_log_group" -> arn("logs:log-group:" + name);
      default -> throw new IllegalArgumentException("no ARN of a " + resource.type());
    };
  }

  private String secret(String name) {
    return arn("secretsmanager:secret:" + name + "-AbCdEf");
  }

  @Override
  public Map<String, Role> roles() {
    return roles;
  }

  /**
   * The ARN of {@code secret NAME}, {@code key PATH}, {@code bucket NAME}, {@code object
   * BUCKET/KEY} or {@code role NAME}; {@code SERVICE:REST} is one of this region and account.
   */
  @Override
  public String arn(String words) {
    if (words.equals("*") || words.startsWith("arn:")) {
      return words;
    }
    int blank = words.indexOf(' ');
    String name = words.substring(blank + 1);
    return switch (blank < 0 ? "" : words.substring(0, blank)) {
      case "bucket", "object" -> "arn:aws:s3:::" + name;
      case "role" -> "arn:aws:iam::" + ID + ":role/" + name;
      case "secret" -> secret(name);
      case "key" -> arn("kms:key/" + name);
      default -> {
        int colon = words.indexOf(':');
        yield "arn:aws:%s:%s:%s:%s"
            .formatted(words.substring(0, colon), region, ID, words.substring(colon + 1));
      }
    };
  }

  @Override
  public JsonNode resourcePolicy(String arn) {
    return resourcePolicies.get(arn);
  }
}
