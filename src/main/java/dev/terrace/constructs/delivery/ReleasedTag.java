package dev.terrace.constructs.delivery;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameter;
import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameterConfig;
import dev.terrace.config.Names;
import dev.terrace.ref.ParameterRef;
import java.util.List;
import software.constructs.Construct;

/**
 * The tag of the images that were released last, as a parameter of Systems Manager. It is created
 * with a tag that no image has; after that each release writes it, and Terraform only reads it, so
 * that a change of a task definition keeps the image that runs.
 */
public final class ReleasedTag extends Construct {
  /** A repository is empty until the first release: tasks start only after it. */
  private static final String NOTHING_YET = "none";

  private final SsmParameter parameter;

  /**
   * @param name the whole name, starting with a slash
   * @param first value that it is created with
   */
  public record Props(String name, String first) {
    public Props(String name) {
      this(name, NOTHING_YET);
    }
  }

  public ReleasedTag(Construct scope, String id, Props props) {
    super(scope, id);
    parameter =
        new SsmParameter(
            this,
            "parameter",
            SsmParameterConfig.builder()
                .name(Names.exact(Names.Kind.PARAMETER, props.name()))
                .description("Tag of the images that were released last; written by the delivery")
                .type("String")
                // Not value: Terraform takes that for a secret and hides what it is used in.
                .insecureValue(props.first())
                .lifecycle(
                    TerraformResourceLifecycle.builder()
                        .ignoreChanges(List.of("insecure_value"))
                        .build())
                .build());
  }

  /** Expression of the tag. */
  public String value() {
    return parameter.getInsecureValue();
  }

  public ParameterRef ref() {
    return new ParameterRef(parameter.getArn(), parameter.getName());
  }
}
