package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.RunContext;
import dev.terrace.project.Selection;
import dev.terrace.project.StackStates;
import java.util.List;

/** The one stack that a target names, whose state is in a bucket that keeps versions. */
record VersionedState(StackId stack, Backend.S3 backend) {

  /**
   * @throws UserError when the target names several stacks, or one without a bucket
   */
  static VersionedState of(RunContext run, String target) {
    List<StackStates.Entry> entries =
        StackStates.of(Selection.read(run.project(), List.of(target), run.ui()::warn));
    if (entries.size() != 1) {
      throw UserError.usage(
          "'"
              + target
              + "' names "
              + entries.size()
              + " stacks, and a state is restored one at a time: "
              + String.join(", ", entries.stream().map(e -> e.stack().toString()).toList()));
    }
    StackStates.Entry entry = entries.get(0);
    if (entry.backend() instanceof Backend.S3 s3) {
      return new VersionedState(entry.stack(), s3);
    }
    throw UserError.usage(
        entry.stack()
            + " keeps its state in the backend '"
            + StateBackends.type(entry.backend())
            + "'; only a bucket keeps versions that Terrace can restore");
  }

  UserError noBucket() {
    return UserError.failed("there is no bucket " + backend.bucket());
  }
}
