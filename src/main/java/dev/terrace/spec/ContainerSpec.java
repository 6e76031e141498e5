package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;
import java.util.List;

/**
 * How the container of a service is confined. ECS Exec writes to the root file system, so that it
 * is off where that is read-only: https://github.com/aws/containers-roadmap/issues/1359. Folders of
 * a task belong to root unless the image declares them (ECS developer guide, "Use bind mounts with
 * Amazon ECS").
 */
public record ContainerSpec(
    @OptionalKey
        @JsonPropertyDescription(
            "User that runs the container: a name that the image knows, UID or UID:GID; absent:"
                + " what the image says.")
        @Is(ContainerValues.ContainerUser.class)
        String user,
    @OptionalKey
        @JsonPropertyDescription(
            "Its root file system is read-only, and ECS Exec is off; default: false.")
        Boolean readOnlyRoot,
    @OptionalKey
        @JsonPropertyDescription(
            "Folders that it writes to with readOnlyRoot, empty at each start; they belong to root"
                + " unless the image declares them as VOLUME.")
        @Is(value = ContainerValues.MountPath.class, distinct = true)
        List<String> scratch)
    implements Checked {

  public ContainerSpec {
    readOnlyRoot = readOnlyRoot != null && readOnlyRoot;
    scratch = scratch == null ? List.of() : scratch;
  }

  static ContainerSpec none() {
    return new ContainerSpec(null, null, null);
  }

  @Override
  public void check(Problems problems) {
    if (!scratch.isEmpty() && !readOnlyRoot) {
      problems.at("scratch").add("must be absent without readOnlyRoot: every folder is writable");
    }
  }
}
