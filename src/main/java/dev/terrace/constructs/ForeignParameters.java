package dev.terrace.constructs;

import com.hashicorp.cdktf.Postcondition;
import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.data_aws_ssm_parameter.DataAwsSsmParameter;
import com.hashicorp.cdktf.providers.aws.data_aws_ssm_parameter.DataAwsSsmParameterConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.TopicRef;
import java.util.List;
import software.constructs.Construct;

/**
 * SSM parameters that Terraform workspaces outside of this project publish, read at each plan. What
 * is read is checked by Terraform: synthesis never sees a value. A SecureString is not decrypted
 * and so never fits.
 */
public final class ForeignParameters extends Construct {

  public ForeignParameters(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * The topic whose ARN a parameter holds.
   *
   * @param id of what is read, such as {@code alert-topic}
   * @param name the parameter's whole name, starting with a slash
   */
  public TopicRef topic(String id, String name) {
    return new TopicRef(
        read(
            id,
            name,
            "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$",
            "the ARN of an SNS topic"));
  }

  private String read(String id, String name, String form, String words) {
    return new DataAwsSsmParameter(
            this,
            id,
            DataAwsSsmParameterConfig.builder()
                .name(Names.exact(Names.Kind.PARAMETER, name))
                .withDecryption(false)
                .lifecycle(
                    TerraformResourceLifecycle.builder()
                        .postcondition(
                            List.of(
                                Postcondition.builder()
                                    .condition(
                                        "${can(regex(\"" + form + "\", self.insecure_value))}")
                                    .errorMessage(
                                        "The SSM parameter "
                                            + name
                                            + ", which another workspace publishes, must be a"
                                            + " String that holds "
                                            + words
                                            + ".")
                                    .build()))
                        .build())
                .build())
        // Not value: Terraform takes that for a secret and hides what it is used in.
        .getInsecureValue();
  }
}
