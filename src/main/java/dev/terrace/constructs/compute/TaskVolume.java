package dev.terrace.constructs.compute;

import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.FileSystemRef;

/** A volume of a task definition. */
public sealed interface TaskVolume {

  String name();

  /** Lives as long as the task; for handing files from one container to the next. */
  record Scratch(String name) implements TaskVolume {}

  /**
   * A folder of a file system, through an access point, with TLS and the task role's permission.
   */
  record Efs(String name, FileSystemRef fileSystem, AccessPointRef accessPoint)
      implements TaskVolume {}
}
