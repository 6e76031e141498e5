package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.project.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * An environment whose states are not in a bucket, so that there is no state backend to manage.
 *
 * @param backend local or cloud
 */
public record EnvironmentWithoutBucket(EnvironmentId environment, Backend backend) {
  static List<EnvironmentWithoutBucket> in(Selection selection) {
    List<EnvironmentWithoutBucket> found = new ArrayList<>();
    for (Environment<?> environment : selection.environments()) {
      Backend backend = environment.config().stateBackend();
      if (!(backend instanceof Backend.S3)) {
        found.add(new EnvironmentWithoutBucket(environment.id(), backend));
      }
    }
    return List.copyOf(found);
  }
}
