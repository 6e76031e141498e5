package dev.terrace.systems.orcha;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicy;
import com.hashicorp.cdktf.providers.aws.iam_policy.IamPolicyConfig;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocument;
import com.hashicorp.cdktf.providers.aws.ssm_document.SsmDocumentConfig;
import dev.terrace.config.Names;
import dev.terrace.grants.Statement;
import dev.terrace.ref.KeyRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** Shells on the instances: the documents of sessions, and who may start one. */
final class OrchaSessions {
  /**
   * Sessions that name no document use this one of the account and region: Systems Manager user
   * guide, "Start a default shell session by specifying the default session document in IAM
   * policies".
   */
  private static final String DEFAULT_DOCUMENT = "SSM-SessionManagerRunShell";

  private final Construct scope;
  private final OrchaConfig config;
  private final KeyRef key;
  private final List<String> documents = new ArrayList<>();
  private final String developerPolicyArn;

  /**
   * @param key that what is typed and shown is encrypted with
   */
  OrchaSessions(Construct scope, OrchaConfig config, KeyRef key, OrchaGrants grants) {
    this.scope = scope;
    this.config = config;
    this.key = key;
    document("session-document", config.names().prefix() + "-session");
    if (config.options().defaultSessionDocument()) {
      document("default-session-document", DEFAULT_DOCUMENT);
    }
    developerPolicyArn = config.options().developerAccess() ? developerPolicy(grants) : null;
  }

  /** Systems Manager user guide, "Session document schema": what is typed and shown is logged. */
  private void document(String id, String name) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document
        .put("schemaVersion", "1.0")
        .put("description", "A shell whose session is logged")
        .put("sessionType", "Standard_Stream")
        .putObject("inputs")
        .put("cloudWatchLogGroupName", config.path("ssm-sessions"))
        .put("cloudWatchEncryptionEnabled", true)
        .put("cloudWatchStreamingEnabled", true)
        .put("idleSessionTimeout", "20")
        .put("kmsKeyId", key.arn())
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

  private String developerPolicy(OrchaGrants grants) {
    return new IamPolicy(
            scope,
            "developer-access",
            IamPolicyConfig.builder()
                .name(config.names().of(Names.Kind.POLICY, "developer-ssm-access"))
                .description("Sessions and port forwarding on the instances")
                .policy(
                    Statement.document(grants.developers(config.instanceName(), documents, key)))
                .build())
        .getArn();
  }

  /** The document of this environment. */
  String document() {
    return documents.get(0);
  }

  /** Policy to attach to developers' roles; absent without {@code options.developerAccess}. */
  Optional<String> developerPolicyArn() {
    return Optional.ofNullable(developerPolicyArn);
  }
}
