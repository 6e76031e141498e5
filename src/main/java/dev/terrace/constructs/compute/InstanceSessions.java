package dev.terrace.constructs.compute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicy;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicyConfig;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocument;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocumentConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Arns;
import dev.terrace.grants.SessionGrants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/**
 * Shells on instances: the documents of sessions, and who may start one. A change of a name
 * replaces its document or policy.
 *
 * <p>It is no level of the construct tree: the scope gets {@code session-document}, {@code
 * default-session-document} and {@code developer-access}.
 */
public final class InstanceSessions {
  /**
   * Sessions that name no document use this one of the account and region: Systems Manager user
   * guide, "Start a default shell session by specifying the default session document in IAM
   * policies".
   */
  private static final String DEFAULT_DOCUMENT = "SSM-SessionManagerRunShell";

  private final Construct scope;
  private final Props props;
  private final List<String> documents = new ArrayList<>();
  private final String developerPolicyArn;

  /**
   * @param logGroup that takes what is typed and shown
   * @param key that encrypts it
   * @param ownsDefault the account's default document logs as well; one environment of an account
   *     and region
   * @param developers null: no policy for people
   */
  public record Props(
      Names names, String logGroup, KeyRef key, boolean ownsDefault, Developers developers) {}

  /**
   * A policy for people.
   *
   * @param instanceName tag Name of the instances that they reach
   * @param logGroups that they read
   * @param parameters path of the parameters that they read
   */
  public record Developers(
      String instanceName, List<String> logGroups, String parameters, Arns arns) {}

  public InstanceSessions(Construct scope, Props props) {
    this.scope = scope;
    this.props = props;
    document("session-document", props.names().prefix() + "-session");
    if (props.ownsDefault()) {
      document("default-session-document", DEFAULT_DOCUMENT);
    }
    developerPolicyArn = props.developers() == null ? null : policy(props.developers());
  }

  /** Systems Manager user guide, "Session document schema": what is typed and shown is logged. */
  private void document(String id, String name) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("schemaVersion", "1.0")
        .put("description", "A shell whose session is logged")
        .put("sessionType", "Standard_Stream")
        .putObject("inputs")
        .put("cloudWatchLogGroupName", props.logGroup())
        .put("cloudWatchEncryptionEnabled", true)
        .put("cloudWatchStreamingEnabled", true)
        .put("idleSessionTimeout", "20")
        .put("kmsKeyId", props.key().arn())
        .put("runAsEnabled", false);
    new SsmDocument(
        scope,
        id,
        SsmDocumentConfig.builder()
            .name(name)
            .documentType("Session")
            .documentFormat("JSON")
            .content(document.toString())
            .build());
    documents.add(name);
  }

  private String policy(Developers developers) {
    return new IamPolicy(
            scope,
            "developer-access",
            IamPolicyConfig.builder()
                .name(props.names().of(Names.Kind.POLICY, "developer-ssm-access"))
                .description("Sessions and port forwarding on the instances")
                .policy(
                    Statement.document(
                        SessionGrants.people(
                            developers.instanceName(),
                            documents,
                            props.key(),
                            developers.logGroups(),
                            developers.parameters(),
                            developers.arns())))
                .build())
        .getArn();
  }

  /** The document of this environment. */
  public String document() {
    return documents.get(0);
  }

  /** Policy to attach to the roles of people; absent without developers. */
  public Optional<String> developerPolicyArn() {
    return Optional.ofNullable(developerPolicyArn);
  }
}
