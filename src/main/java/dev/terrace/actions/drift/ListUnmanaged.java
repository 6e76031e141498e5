package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.SignedCalls;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.drift.UnmanagedResource;
import dev.terrace.drift.UnmanagedResources;
import dev.terrace.project.DeployContext;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackStates;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import dev.terrace.ui.Ui;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists resources that carry an environment's tags or its name and are in none of its states, as
 * the Resource Groups Tagging API knows them:
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html.
 */
public final class ListUnmanaged {
  /** What that API does not return. */
  public static final String BLIND_SPOTS =
      "not seen: resources that never had a tag, types without tags (log streams,"
          + " DNS records, dashboards …), most of IAM, and other regions than the"
          + " environment's";

  private final Project project;
  private final Ui ui;

  public ListUnmanaged(RunContext run) {
    this.project = run.project();
    this.ui = run.ui();
  }

  public record Request(DeployContext context) {}

  /** What was found, by environment, in the order of the ARNs. */
  public record Result(Map<EnvironmentId, List<UnmanagedResource>> resources) {

    /** How many resources nobody explains. */
    public long count() {
      return resources.values().stream()
          .flatMap(List::stream)
          .filter(each -> each.explanation().isEmpty())
          .count();
    }
  }

  public Result run(Request request) {
    DeployTarget target = request.context().target();
    Synthesis synthesis = request.context().synthesis();
    Map<EnvironmentId, List<UnmanagedResource>> found = new LinkedHashMap<>();
    for (Environment<?> environment : synthesis.selection().environments()) {
      ui.passing("listing resources of " + environment.id());
      UnmanagedResources unmanaged =
          new UnmanagedResources(environment.config().tags(), prefix(environment.id()));
      if (environment.config().stateBackend() instanceof Backend.S3 backend) {
        unmanaged.explain(":::" + backend.bucket(), "the bucket of the states");
        if (backend.usesTable()) {
          unmanaged.explain(":table/" + backend.dynamodbTable(), "the lock table of the states");
        }
      }
      for (Stack stack : synthesis.stacks()) {
        if (stack.id().environment().equals(environment.id())) {
          StackStates.open(new StackStates.Entry(stack.id(), stack.backend()), target)
              .ifPresent(
                  terraform ->
                      terraform
                          .state()
                          .resources()
                          .forEach(
                              (address, values) -> unmanaged.know(State.typeOf(address), values)));
        }
      }
      found.put(environment.id(), list(unmanaged, environment.config().region(), target));
    }
    ui.endPassing();
    return new Result(found);
  }

  private String prefix(EnvironmentId id) {
    return new Environments(project.environments()).written(id).tree().path("namePrefix").asText();
  }

  private static List<UnmanagedResource> list(
      UnmanagedResources unmanaged, String region, DeployTarget target) {
    try (AwsApi api = target.awsApi()) {
      SignedCalls calls = api.calls(region);
      String token = "";
      do {
        ObjectNode body = Json.object().put("ResourcesPerPage", 100);
        if (!token.isEmpty()) {
          body.put("PaginationToken", token);
        }
        JsonNode page =
            calls.json("tagging", "ResourceGroupsTaggingAPI_20170126.GetResources", "1.1", body);
        page.path("ResourceTagMappingList").forEach(unmanaged::see);
        token = page.path("PaginationToken").asText("");
      } while (!token.isEmpty());
    }
    return unmanaged.found();
  }
}
