package dev.terrace.actions.picture;

import dev.terrace.check.model.Model;
import dev.terrace.config.Environment;
import dev.terrace.error.UserError;
import dev.terrace.picture.Picture;
import dev.terrace.picture.SystemPicture;
import dev.terrace.project.RunContext;
import dev.terrace.project.Synthesis;
import java.util.List;
import java.util.stream.Collectors;

/** Draws an environment from its synthesized stacks. Uses neither an account nor a network. */
public final class DrawPicture {
  private final RunContext run;

  public DrawPicture(RunContext run) {
    this.run = run;
  }

  /**
   * @param target names one environment; a picture shows the whole of it
   */
  public record Request(String target) {}

  public Picture run(Request request) {
    Synthesis synthesis =
        Synthesis.make(
            run.project(), run.ui(), List.of(request.target()), Synthesis::temporaryFolder);
    List<Environment<?>> environments = synthesis.selection().environments();
    if (environments.size() != 1) {
      throw UserError.usage(
          "target '"
              + request.target()
              + "': must name one environment here; it names "
              + environments.stream()
                  .map(each -> each.id().toString())
                  .collect(Collectors.joining(", ")));
    }
    Environment<?> environment = environments.get(0);
    return SystemPicture.of(
        new Model(
            environment.id(), environment.config().region(), synthesis.trees(environment.id())));
  }
}
