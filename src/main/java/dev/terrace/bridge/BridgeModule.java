package dev.terrace.bridge;

import dev.terrace.bridge.BridgeContract.Parameter;
import dev.terrace.terraform.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The HCL module that reads what a contract publishes, as files by name. Formatted as {@code
 * terraform fmt} formats.
 */
public final class BridgeModule {
  private final BridgeContract contract;

  /** Where the module stands among the environments: for its documentation. */
  private final String examplePath;

  /**
   * @param examplePath the path of one of the system's environments, such as {@code
   *     /coder-production}
   */
  public BridgeModule(BridgeContract contract, String examplePath) {
    this.contract = contract;
    this.examplePath = examplePath;
  }

  /** {@code main.tf}, {@code variables.tf} … by name. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("main.tf", GENERATED.formatted(contract.system(), contract.version()) + main());
    files.put("variables.tf", VARIABLES.replace("@PATH@", examplePath));
    files.put("outputs.tf", outputs());
    files.put("versions.tf", VERSIONS);
    files.put("README.md", readme());
    files.put("contract.json", Json.pretty(contract.toJson()));
    return files;
  }

  private static final String GENERATED =
      "# Generated from the contract of %s, version %s. A change belongs there, not here.\n\n";

  private String main() {
    return MAIN.replace("@TYPES@", types())
        .replace("@VERSION@", BridgeContract.VERSION.name())
        .replace("@MAJOR@", String.valueOf(contract.version().major()))
        .replace("@SYSTEM@", contract.system())
        .replace("@MODULE@", contract.module());
  }

  private static final String MAIN =
      """
      locals {
        types = {
      @TYPES@  }
      }

      # By path, not one by one: a parameter that is not there is named below, all of them at once.
      # Nothing is decrypted: a SecureString is no part of the contract and is refused.
      data "aws_ssm_parameters_by_path" "bridge" {
        path            = var.path
        recursive       = false
        with_decryption = false

        lifecycle {
          postcondition {
            condition = alltrue([
              for name in keys(local.types) : contains(self.names, "${var.path}/${name}")
            ])
            error_message = format(
              "Bridge parameters are missing under %s: %s. Deploy the platform that publishes them, or see what is there with: ./terrace bridge check @SYSTEM@/ENVIRONMENT",
              var.path,
              join(", ", [
                for name in keys(local.types) : name if !contains(self.names, "${var.path}/${name}")
              ])
            )
          }

          postcondition {
            condition = alltrue([
              for index, name in self.names : split(".", nonsensitive(self.values)[index])[0] == "@MAJOR@"
              if name == "${var.path}/@VERSION@"
            ])
            error_message = format(
              "The bridge under %s is of version %s, and this module reads version @MAJOR@. Take the module of the same major version; what changed is in its README.",
              var.path,
              join("", [
                for index, name in self.names : nonsensitive(self.values)[index]
                if name == "${var.path}/@VERSION@"
              ])
            )
          }

          postcondition {
            condition = alltrue([
              for index, name in self.names : self.types[index] == lookup(local.types, basename(name), self.types[index])
            ])
            error_message = format(
              "Bridge parameters under %s have another type than in the contract: %s.",
              var.path,
              join(", ", [
                for index, name in self.names : "${basename(name)} is a ${self.types[index]} and must be a ${local.types[basename(name)]}"
                if self.types[index] != lookup(local.types, basename(name), self.types[index])
              ])
            )
          }
        }
      }

      locals {
        # No parameter of the contract is a secret; the provider takes every one for one.
        values = {
          for index, name in data.aws_ssm_parameters_by_path.bridge.names :
          basename(name) => nonsensitive(data.aws_ssm_parameters_by_path.bridge.values)[index]
        }
      }
      """;

  private String types() {
    List<Parameter> parameters = contract.published();
    int width = parameters.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    return parameters.stream()
        .map(
            each ->
                "    \""
                    + each.name()
                    + "\""
                    + " ".repeat(width - each.name().length())
                    + " = \""
                    + each.type().ssmType()
                    + "\"\n")
        .collect(Collectors.joining());
  }

  private static final String VARIABLES =
      """
      variable "path" {
        description = "Path that the environment publishes its parameters under, such as @PATH@."
        type        = string
        nullable    = false

        validation {
          condition     = can(regex("^(/[A-Za-z0-9._-]+)+$", var.path))
          error_message = "Must start with a slash and not end with one, such as @PATH@; got ${var.path}."
        }
      }
      """;

  private String outputs() {
    return contract.published().stream()
        .map(
            each ->
                """
                output "%s" {
                  description = "%s."
                  value       = %s
                }
                """
                    .formatted(each.outputName(), each.meaning(), value(each)))
        .collect(Collectors.joining("\n"));
  }

  private static String value(Parameter parameter) {
    String value = "local.values[\"" + parameter.name() + "\"]";
    return switch (parameter.type()) {
      case STRING_LIST, ID_LIST -> "tolist(split(\",\", " + value + "))";
      case NUMBER -> "tonumber(" + value + ")";
      case STRING, ARN, ID -> value;
    };
  }

  private static String outputType(ParameterType type) {
    return switch (type) {
      case STRING_LIST, ID_LIST -> "list(string)";
      case NUMBER -> "number";
      case STRING, ARN, ID -> "string";
    };
  }

  private static final String VERSIONS =
      """
      terraform {
        required_version = ">= 1.5"

        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = ">= 5.0"
          }
        }
      }
      """;

  private String readme() {
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

  private static final String README =
      """
      # Bridge of @SYSTEM@

      What an environment of `@SYSTEM@` publishes for Terraform workspaces outside of it, read from SSM parameters and typed.
      This module, this page and `contract.json` are generated from one declaration: version @VERSION@ of the contract. It
      only reads: it makes nothing.

      ```hcl
      module "bridge" {
        source = "../../modules/@MODULE@"
        path   = "@PATH@"
      }

      # module.bridge.@OUTPUT@ …
      ```

      The caller's AWS provider says which account and region; its credentials need `ssm:GetParametersByPath` on the path.

      ## Inputs

      | name | type | description |
      |---|---|---|
      | `path` | string | Path that the environment publishes its parameters under, such as `@PATH@`. |

      ## Outputs

      | output | type | parameter | holds | since | meaning |
      |---|---|---|---|---|---|
      @ROWS@
      ## When it fails

      A plan fails, before anything of yours is touched, when

      - a parameter is missing: all that are missing are named;
      - the environment publishes another major version than @MAJOR@: take the module of that version. A higher minor version
        only has more to read;
      - a parameter has another type than in the contract, such as a SecureString, which this module never decrypts.

      `./terrace bridge check @SYSTEM@/ENVIRONMENT` tells the same from the platform's side. Where the platform is gone before its
      consumers are, destroy them with `terraform destroy -refresh=false`, which reads nothing.
      """;
}
