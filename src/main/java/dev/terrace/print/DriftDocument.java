package dev.terrace.print;

import dev.terrace.actions.drift.AdoptDrift;
import dev.terrace.actions.drift.FindDrift;
import dev.terrace.actions.drift.ListUnmanaged;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.StackId;
import dev.terrace.drift.DriftedResource;
import dev.terrace.drift.DriftedValue;
import dev.terrace.drift.IgnoredDifference;
import dev.terrace.drift.UnmanagedResource;
import dev.terrace.project.Stack;
import java.util.List;

/**
 * Drift, for scripts. The schemas {@code drift.schema.json}, {@code drift-unmanaged.schema.json}
 * and {@code drift-adopt.schema.json} in {@code src/main/resources/dev/terrace/drift} describe the
 * documents.
 *
 * @param schemaVersion grows when a field changes its meaning or is removed, not when one is added
 */
public record DriftDocument(
    int schemaVersion,
    boolean drift,
    List<StackDrift> stacks,
    List<String> notDeployed,
    List<String> failures) {
  private static final int VERSION = 1;

  /** One stack. */
  public record StackDrift(
      String stack, int resources, List<Resource> drifted, List<IgnoredDifference> ignored) {}

  /** One resource that was changed or deleted. */
  public record Resource(
      String action, String address, String path, String type, List<Value> attributes) {}

  /** One value of it. */
  public record Value(String path, String state, String aws, ValueOrigin origin) {}

  /** Resources in no state. */
  public record Unmanaged(int schemaVersion, List<OfEnvironment> environments, String blindSpots) {}

  /** Those of one environment. */
  public record OfEnvironment(String environment, List<UnmanagedResource> resources) {}

  /** What was taken into the configuration. */
  public record Adopted(
      int schemaVersion,
      String file,
      String key,
      String before,
      String after,
      List<String> adopted,
      List<String> others) {}

  public static DriftDocument of(FindDrift.Result result) {
    return new DriftDocument(
        VERSION,
        result.hasDrift(),
        result.stacks().stream().map(DriftDocument::of).toList(),
        result.notDeployed().stream().map(StackId::toString).toList(),
        result.failures());
  }

  public static Unmanaged of(ListUnmanaged.Result result) {
    return new Unmanaged(
        VERSION,
        result.resources().entrySet().stream()
            .map(each -> new OfEnvironment(each.getKey().toString(), each.getValue()))
            .toList(),
        ListUnmanaged.BLIND_SPOTS);
  }

  public static Adopted of(AdoptDrift.Result result) {
    return new Adopted(
        VERSION,
        result.file(),
        result.key(),
        result.before(),
        result.after(),
        result.adopted(),
        result.others());
  }

  private static StackDrift of(FindDrift.StackDrift each) {
    return new StackDrift(
        each.stack().id().toString(),
        each.resources(),
        each.drifted().stream().map(resource -> of(each.stack(), resource)).toList(),
        each.ignored());
  }

  private static Resource of(Stack stack, DriftedResource resource) {
    return new Resource(
        resource.deleted() ? "deleted" : "changed",
        resource.address(),
        stack.file().constructPath(resource.address()).orElse(null),
        resource.type(),
        resource.values().stream().map(DriftDocument::of).toList());
  }

  private static Value of(DriftedValue value) {
    return new Value(value.path(), value.state(), value.aws(), value.key().orElse(null));
  }
}
