package dev.terrace.bridge;

import dev.terrace.bridge.BridgeContract.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The HCL module that reads what a contract publishes, as files by name. Formatted as {@code
 * terraform fmt} formats.
 */
public final class BridgeModule {
  /** The file that says what it is generated from. */
  public static final String MAIN_FILE = "main.tf";

  private final BridgeContract contract;

  /** For the documentation. */
  private final String examplePath;

  /**
   * @param examplePath the path of one of the system's environments, such as {@code
   *     /coder-production}
   */
  public BridgeModule(BridgeContract contract, String examplePath) {
    this.contract = contract;
    this.examplePath = examplePath;
  }

  /** Whether the text of a {@code main.tf} is that of a module of the contract, in any version. */
  public boolean hasWritten(String text) {
    return text.startsWith(GENERATED_FROM.formatted(contract.system()));
  }

  /** {@code main.tf}, {@code variables.tf} … by name. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        MAIN_FILE,
        GENERATED_FROM.formatted(contract.system())
            + GENERATED.formatted(contract.version())
            + main());
    files.put("variables.tf", VARIABLES.replace("@PATH@", examplePath));
    files.put("outputs.tf", outputs());
    files.put("versions.tf", VERSIONS);
    files.put("README.md", new BridgeModuleReadme(contract, examplePath).text());
    files.put("contract.json", contract.text());
    return files;
  }

  private static final String GENERATED_FROM = "# Generated from the contract of %s, version ";

  private static final String GENERATED = "%s. A change belongs there, not here.\n\n";

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
}
