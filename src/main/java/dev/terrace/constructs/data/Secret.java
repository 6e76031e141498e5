package dev.terrace.constructs.data;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecret;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret.SecretsmanagerSecretConfig;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret_version.SecretsmanagerSecretVersion;
import com.hashicorp.cdktf.providers.aws.secretsmanager_secret_version.SecretsmanagerSecretVersionConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.constructs.Construct;

/**
 * A secret of Secrets Manager whose value is in no state, plan or log: random parts come from an
 * ephemeral resource, and the value is written through the write-only attribute {@code
 * secret_string_wo}. Others read it back through {@link #read}, so that the secret is the one
 * truth.
 *
 * <p>Raising the version writes a new value. A change of the name replaces the secret.
 */
public final class Secret extends Construct {
  private static final String PLACEHOLDER = "placeholder";

  /**
   * Keep Terraform's own version alive after others have put theirs, so that Terraform never
   * recreates it.
   */
  private static final String PLACEHOLDER_STAGE = "TERRACE_PLACEHOLDER";

  private static final String INITIAL_STAGE = "TERRACE_INITIAL";

  private final SecretRef ref;
  private final SecretsmanagerSecret secret;
  private final SecretsmanagerSecretVersion value;
  private String reader;

  /**
   * @param name the whole name, such as prod/coder/oidc
   * @param version 1 and up; a higher one writes a new value
   */
  public record Props(
      String name, String description, KeyRef key, SecretValue value, int version) {}

  public Secret(Construct scope, String id, Props props) {
    super(scope, id);
    secret =
        new SecretsmanagerSecret(
            this,
            "secret",
            SecretsmanagerSecretConfig.builder()
                .name(Names.exact(Names.Kind.SECRET, props.name()))
                .description(props.description())
                .kmsKeyId(props.key().arn())
                .recoveryWindowInDays(7)
                .build());
    SecretsmanagerSecretVersionConfig.Builder config =
        SecretsmanagerSecretVersionConfig.builder().secretId(secret.getId());
    if (props.value() instanceof SecretValue.Placeholder) {
      config
          .versionStages(List.of("AWSCURRENT", PLACEHOLDER_STAGE))
          .lifecycle(ignoring("version_stages", "secret_string_wo_version"));
    }
    if (props.value() instanceof SecretValue.Rotated) {
      config
          .versionStages(List.of("AWSCURRENT", INITIAL_STAGE))
          .lifecycle(ignoring("version_stages"));
    }
    value = new SecretsmanagerSecretVersion(this, "value", config.build());
    // The bindings know neither attribute.
    value.addOverride("secret_string_wo", expression(props.value()));
    value.addOverride("secret_string_wo_version", props.version());
    ref = new SecretRef(secret.getArn());
  }

  private static TerraformResourceLifecycle ignoring(String... attributes) {
    return TerraformResourceLifecycle.builder().ignoreChanges(List.of(attributes)).build();
  }

  private String expression(SecretValue secretValue) {
    if (secretValue instanceof SecretValue.Generated generated) {
      return generated.prefix() + "${" + random("random", generated) + "}";
    }
    if (secretValue instanceof SecretValue.Rotated rotated) {
      return expression(rotated.initial());
    }
    if (secretValue instanceof SecretValue.GeneratedFields generated) {
      StringJoiner object = new StringJoiner(", ", "${jsonencode({", "})}");
      generated.fixed().forEach((field, text) -> object.add(field(field, text)));
      generated
          .fields()
          .forEach(
              (field, part) ->
                  object.add(
                      field(
                          field,
                          part.prefix()
                              + "${"
                              + random("random-" + field.replace('_', '-'), part)
                              + "}")));
      return object.toString();
    }
    if (secretValue instanceof SecretValue.Placeholder placeholder) {
      if (placeholder.fields().isEmpty()) {
        return PLACEHOLDER;
      }
      StringBuilder object = new StringBuilder("{");
      for (String field : placeholder.fields()) {
        object
            .append(object.length() == 1 ? "" : ",")
            .append('"')
            .append(field)
            .append("\":\"")
            .append(PLACEHOLDER)
            .append('"');
      }
      return object.append('}').toString();
    }
    return ((SecretValue.Composed) secretValue).resolve();
  }

  private static String field(String name, String text) {
    return '"' + name + "\" = \"" + text + '"';
  }

  /**
   * An ephemeral random text: in no state, another one at each run, used by none but the write that
   * needs it.
   */
  private String random(String id, SecretValue.Generated generated) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("password_length", generated.length());
    arguments.put("exclude_punctuation", true);
    if (generated.alphabet() == SecretValue.Alphabet.HEX) {
      arguments.put("exclude_uppercase", true);
      arguments.put("exclude_characters", "ghijklmnopqrstuvwxyz");
      arguments.put("require_each_included_type", false);
    }
    return ephemeral("aws_secretsmanager_random_password", id, arguments) + ".random_password";
  }

  /**
   * A Terraform expression for the value, for write-only attributes of the same stack and for
   * nothing else.
   */
  public String read() {
    if (reader == null) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      // The version's ARN of the secret is unknown until there is a version, also where the secret
      // is
      // there already: the read waits for it.
      arguments.put("secret_id", value.getArn());
      arguments.put(
          "depends_on",
          List.of(value.getTerraformResourceType() + "." + value.getFriendlyUniqueId()));
      reader = ephemeral("aws_secretsmanager_secret_version", "read", arguments) + ".secret_string";
    }
    return reader;
  }

  /** The same of one field, where the value is a JSON object. */
  public String read(String field) {
    return "jsondecode(" + read() + ")." + field;
  }

  /**
   * cdktf has no ephemeral blocks: this writes one, named after its construct path as cdktf names
   * resources.
   */
  private String ephemeral(String type, String id, Map<String, Object> arguments) {
    TerraformStack stack = TerraformStack.of(this);
    String path = getNode().getPath().substring(stack.getNode().getPath().length() + 1);
    String label = (path + "_" + id).replaceAll("[^A-Za-z0-9_-]", "_");
    stack.addOverride("ephemeral." + type + "." + label, arguments);
    return "ephemeral." + type + "." + label;
  }

  /** What a data source that reads the value waits for. */
  public ITerraformDependable dependable() {
    return value;
  }

  public SecretRef ref() {
    return ref;
  }
}
