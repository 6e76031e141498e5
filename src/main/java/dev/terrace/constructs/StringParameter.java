package dev.terrace.constructs;

import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameter;
import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameterConfig;
import dev.terrace.config.Names;
import software.constructs.Construct;

/** A parameter of Systems Manager that others read. A change of the name replaces it. */
public final class StringParameter extends Construct {

  /**
   * @param name the whole name, starting with a slash
   * @param list the value is a comma-separated list
   */
  public record Props(String name, String description, String value, boolean list) {}

  public StringParameter(Construct scope, String id, Props props) {
    super(scope, id);
    new SsmParameter(
        this,
        "parameter",
        SsmParameterConfig.builder()
            .name(Names.exact(Names.Kind.PARAMETER, props.name()))
            .description(props.description())
            .type(props.list() ? "StringList" : "String")
            .value(props.value())
            .build());
  }
}
