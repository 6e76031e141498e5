package dev.terrace.aws;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.StackDescription;
import dev.terrace.adopt.StackDescription.Listed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** CloudFormation stacks of the account, only ever read. */
public final class CloudFormationStacks {
  private final AwsApi api;
  private final String region;

  public CloudFormationStacks(AwsApi api, String region) {
    this.api = api;
    this.region = region;
  }

  /**
   * @param name of the stack, or its ARN
   * @throws AdoptException when there is no such stack, or the account does not answer
   */
  public StackDescription describe(String name) {
    try (CloudFormationClient client = api.cloudFormation(region)) {
      Stack stack =
          client.describeStacks(request -> request.stackName(name)).stacks().stream()
              .findFirst()
              .orElseThrow(() -> new AdoptException("there is no stack " + name + " in " + region));
      Map<String, String> parameters = new TreeMap<>();
      for (Parameter parameter : stack.parameters()) {
        String value =
            Objects.requireNonNullElse(parameter.resolvedValue(), parameter.parameterValue());
        if (value != null) {
          parameters.put(parameter.parameterKey(), value);
        }
      }
      String[] arn = Objects.requireNonNullElse(stack.stackId(), "").split(":", -1);
      return new StackDescription(
          stack.stackName(),
          client
              .getTemplate(
                  request -> request.stackName(name).templateStage(TemplateStage.PROCESSED))
              .templateBody(),
          region,
          arn.length > 5 ? arn[4] : "",
          parameters,
          listed(client, name));
    } catch (SdkException e) {
      throw new AdoptException(
          "stack " + name + " cannot be read in " + region + ": " + e.getMessage());
    }
  }

  private static List<Listed> listed(CloudFormationClient client, String name) {
    return client
        .listStackResourcesPaginator(request -> request.stackName(name))
        .stackResourceSummaries()
        .stream()
        .map(
            each ->
                new Listed(
                    Objects.requireNonNullElse(each.logicalResourceId(), ""),
                    Objects.requireNonNullElse(each.resourceType(), ""),
                    Objects.requireNonNullElse(each.physicalResourceId(), ""),
                    Objects.requireNonNullElse(each.resourceStatusAsString(), "")))
        .toList();
  }
}
