package dev.terrace.check.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.config.Glob;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** IAM policies of an environment, as statements. */
public final class Policies {
  /** Types with a policy that says who may use the resource, and its attribute. */
  private static final Map<String, String> RESOURCE_POLICIES =
      new TreeMap<>(
          Map.of(
              "aws_ecr_repository_policy", "policy",
              "aws_efs_file_system_policy", "policy",
              "aws_kms_key", "policy",
              "aws_kms_key_policy", "policy",
              "aws_s3_bucket_policy", "policy",
              "aws_secretsmanager_secret_policy", "policy",
              "aws_sns_topic_policy", "policy",
              "aws_sqs_queue_policy", "policy"));

  /** A resource has one attribute with a policy. */
  private record Index(
      Map<Resource, List<Statement>> roles, Map<Resource, List<Statement>> holders) {}

  private Policies() {}

  private static Index index(Model model) {
    return model.once(
        Policies.class, () -> new Index(new IdentityHashMap<>(), new IdentityHashMap<>()));
  }

  /**
   * One statement.
   *
   * @param holder the resource whose attribute has the policy
   * @param written the actions as the policy writes them
   * @param actions the same in lower case: IAM does not tell cases apart
   * @param resources with expressions filled in
   */
  public record Statement(
      Resource holder,
      String attribute,
      String sid,
      boolean allows,
      List<String> written,
      List<String> actions,
      List<String> resources,
      JsonNode principal,
      JsonNode condition) {

    /** Whether it names an action, such as {@code ecs:runtask}. */
    public boolean names(String action) {
      return actions.stream().anyMatch(each -> Glob.matchesSingle(each, action));
    }

    /**
     * What it writes for actions, such as {@code ecs:RunTask} or {@code ecs:*}.
     *
     * @param wanted in lower case
     */
    public List<String> naming(List<String> wanted) {
      return written.stream()
          .filter(
              each ->
                  wanted.stream()
                      .anyMatch(one -> Glob.matchesSingle(each.toLowerCase(Locale.ROOT), one)))
          .toList();
    }

    /** Whether it holds for a resource; an expression of the model counts as a literal. */
    public boolean reaches(String resource) {
      return resources.stream().anyMatch(each -> Glob.matchesSingle(each, resource));
    }

    /** Whether it limits any of these condition keys, such as {@code aws:SourceArn}. */
    public boolean limits(String... keys) {
      for (JsonNode operator : condition) {
        for (String key : keys) {
          for (String name : names(operator)) {
            if (name.equalsIgnoreCase(key)) {
              return true;
            }
          }
        }
      }
      return false;
    }

    /** The services among its principals. */
    public List<String> services() {
      return Resource.texts(principal.path("Service"));
    }

    /** How messages name it. */
    public String describe() {
      return sid.isEmpty() ? "a statement without Sid" : "statement " + sid;
    }

    private static List<String> names(JsonNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      return names;
    }
  }

  /**
   * Whether statements allow an action on a resource and no statement without a condition denies
   * it.
   *
   * @param action in lower case
   */
  public static boolean allow(List<Statement> statements, String action, String resource) {
    boolean denied =
        statements.stream()
            .anyMatch(
                each ->
                    !each.allows()
                        && each.condition().isMissingNode()
                        && each.names(action)
                        && each.reaches(resource));
    return !denied
        && statements.stream()
            .anyMatch(each -> each.allows() && each.names(action) && each.reaches(resource));
  }

  /** What each role may do: its own policies, and attached ones that are in the stacks. */
  public static List<Statement> of(Model model, Resource role) {
    return index(model).roles.computeIfAbsent(role, key -> ofRole(model, role));
  }

  private static List<Statement> ofRole(Model model, Resource role) {
    List<Statement> statements = new ArrayList<>();
    for (Resource policy : byRole(model, role, "aws_iam_role_policy")) {
      statements.addAll(of(model, policy, "policy"));
    }
    for (Resource attachment : byRole(model, role, "aws_iam_role_policy_attachment")) {
      for (Resource policy : model.targets(attachment, "policy_arn")) {
        statements.addAll(of(model, policy, "policy"));
      }
    }
    return statements;
  }

  /** Resources that belong to a role; a policy that only names its ARN does not. */
  private static List<Resource> byRole(Model model, Resource role, String type) {
    return model.referencesTo(role).stream()
        .filter(each -> each.path().equals("role") && each.from().type().equals(type))
        .map(Reference::from)
        .toList();
  }

  /** The names of AWS's own policies that are attached to a role. */
  public static List<String> managed(Model model, Resource role) {
    return byRole(model, role, "aws_iam_role_policy_attachment").stream()
        .map(attachment -> attachment.text("policy_arn"))
        .filter(arn -> arn.startsWith("arn:aws:iam::aws:policy/"))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .toList();
  }

  /** The statements of every policy that is given to roles. */
  public static List<Statement> given(Model model) {
    List<Statement> statements = new ArrayList<>();
    model
        .all("aws_iam_role_policy")
        .forEach(policy -> statements.addAll(of(model, policy, "policy")));
    model.all("aws_iam_policy").forEach(policy -> statements.addAll(of(model, policy, "policy")));
    return statements;
  }

  /** The statements of every trust policy. */
  public static List<Statement> trust(Model model) {
    List<Statement> statements = new ArrayList<>();
    model
        .all("aws_iam_role")
        .forEach(role -> statements.addAll(of(model, role, "assume_role_policy")));
    return statements;
  }

  /** The statements of every policy of a resource. */
  public static List<Statement> ofResources(Model model) {
    List<Statement> statements = new ArrayList<>();
    RESOURCE_POLICIES.forEach(
        (type, attribute) ->
            model.all(type).forEach(holder -> statements.addAll(of(model, holder, attribute))));
    return statements;
  }

  /** The statements of one policy. */
  public static List<Statement> of(Model model, Resource holder, String attribute) {
    return index(model).holders.computeIfAbsent(holder, key -> read(model, holder, attribute));
  }

  private static List<Statement> read(Model model, Resource holder, String attribute) {
    List<Statement> statements = new ArrayList<>();
    for (JsonNode each : Resource.list(holder.document(attribute).path("Statement"))) {
      statements.add(
          new Statement(
              holder,
              attribute,
              each.path("Sid").asText(""),
              each.path("Effect").asText().equals("Allow"),
              Resource.texts(each.path("Action")),
              Resource.texts(each.path("Action")).stream()
                  .map(action -> action.toLowerCase(Locale.ROOT))
                  .toList(),
              Resource.texts(each.path("Resource")).stream()
                  .map(resource -> model.expand(holder, resource))
                  .toList(),
              each.path("Principal"),
              each.path("Condition")));
    }
    return statements;
  }
}
