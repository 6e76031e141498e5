package dev.terrace.bridge;

import java.util.stream.Collectors;

/**
 * The README of a {@link BridgeModule}.
 *
 * @param examplePath the path of one of the system's environments
 */
record BridgeModuleReadme(BridgeContract contract, String examplePath) {

  String text() {
    String rows =
        contract.published().stream()
            .map(
                each ->
                    "| `%s` | %s | `%s` | %s | %s | %s |\n"
                        .formatted(
                            each.outputName(),
                            outputType(each.type()),
                            each.name(),
                            each.type(),
                            each.since(),
                            each.meaning()))
            .collect(Collectors.joining());
    return README
        .replace("@SYSTEM@", contract.system())
        .replace("@MODULE@", contract.module())
        .replace("@VERSION@", contract.version().toString())
        .replace("@MAJOR@", String.valueOf(contract.version().major()))
        .replace("@OUTPUT@", contract.published().get(0).outputName())
        .replace("@PATH@", examplePath)
        .replace("@ROWS@", rows);
  }

  private static String outputType(ParameterType type) {
    return switch (type) {
      case STRING_LIST, ID_LIST -> "list(string)";
      case NUMBER -> "number";
      case STRING, ARN, ID -> "string";
    };
  }

  private static final String README =
      """
      # Bridge of @SYSTEM@

      What an environment of `@SYSTEM@` publishes for Terraform workspaces outside of it, read from SSM parameters and typed.
      This module, this page and `contract.json` are generated from one declaration: version @VERSION@ of the contract. It
      only reads and creates nothing.

      ```hcl
      module "bridge" {
        source = "../../modules/@MODULE@"
        path   = "@PATH@"
      }

      # module.bridge.@OUTPUT@ …
      ```

      The caller's AWS provider determines account and region; its credentials need `ssm:GetParametersByPath` on the path.

      ## Inputs

      | name | type | description |
      |---|---|---|
      | `path` | string | Path that the environment publishes its parameters under, such as `@PATH@`. |

      ## Outputs

      | output | type | parameter | holds | since | meaning |
      |---|---|---|---|---|---|
      @ROWS@
      ## When it fails

      A plan fails, before anything is changed, when

      - a parameter is missing: every missing one is named;
      - the environment publishes another major version than @MAJOR@: use the module of that version. A higher minor version
        only adds parameters;
      - a parameter has another type than in the contract, such as a SecureString, which this module never decrypts.

      `./terrace bridge check @SYSTEM@/ENVIRONMENT` checks the same from the platform's side. If the platform is destroyed before its
      consumers, destroy them with `terraform destroy -refresh=false`, which reads nothing.
      """;
}
