package dev.terrace.aws;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** Reads CloudFormation stacks of the account. */
public final class CloudFormationStacks {
  private final AwsApi api;
  private final String region;

  public CloudFormationStacks(AwsApi api, String region) {
    this.api = api;
    this.region = region;
  }

  /**
   * @param name of the stack, or its ARN
   * @throws AwsException if the stack cannot be read, for example because it does not exist
   */
  public Optional<CloudFormationStack> find(String name) {
    try (CloudFormationClient client = api.cloudFormation(region)) {
      return client.describeStacks(request -> request.stackName(name)).stacks().stream()
          .findFirst()
          .map(stack -> describe(client, name, stack));
    } catch (SdkException e) {
      throw new AwsException("stack " + name + " cannot be read in " + region, e);
    }
  }

  private CloudFormationStack describe(CloudFormationClient client, String name, Stack stack) {
    Map<String, String> parameters = new TreeMap<>();
    for (Parameter parameter : stack.parameters()) {
      String value =
          parameter.resolvedValue() == null
              ? parameter.parameterValue()
              : parameter.resolvedValue();
      if (value != null) {
        parameters.put(parameter.parameterKey(), value);
      }
    }
    String[] arn = Objects.requireNonNullElse(stack.stackId(), "").split(":", -1);
    return new CloudFormationStack(
        stack.stackName(),
        client
            .getTemplate(request -> request.stackName(name).templateStage(TemplateStage.PROCESSED))
            .templateBody(),
        region,
        arn.length > 5 ? arn[4] : "",
        parameters,
        resources(client, name));
  }

  private static List<CloudFormationStack.Resource> resources(
      CloudFormationClient client, String name) {
    return client
        .listStackResourcesPaginator(request -> request.stackName(name))
        .stackResourceSummaries()
        .stream()
        .map(
            each ->
                new CloudFormationStack.Resource(
                    Objects.requireNonNullElse(each.logicalResourceId(), ""),
                    Objects.requireNonNullElse(each.resourceType(), ""),
                    Objects.requireNonNullElse(each.physicalResourceId(), ""),
                    Objects.requireNonNullElse(each.resourceStatusAsString(), "")))
        .toList();
  }
}
