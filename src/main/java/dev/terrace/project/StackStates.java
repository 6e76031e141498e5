package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.StackId;
import dev.terrace.state.StateAccess;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The states of a selection's stacks, reached without synthesizing. */
public final class StackStates {
  private StackStates() {}

  /** One stack's state. */
  public record Entry(StackId stack, Backend backend) {}

  /** Every layer that the targets ask for, in order. */
  public static List<Entry> of(Selection selection) {
    List<Entry> entries = new ArrayList<>();
    for (Environment<?> environment : selection.environments()) {
      for (String layer : Systems.named(environment.id().system()).layers()) {
        StackId stack = environment.id().stack(layer);
        if (selection.includes(stack)) {
          entries.add(new Entry(stack, environment.config().stateBackend()));
        }
      }
    }
    return entries;
  }

  /**
   * Terraform in a folder that knows the state alone, with the state read; empty where the bucket
   * or the workspace does not exist. The folder belongs to this run until it ends.
   *
   * @throws UnreadableStateException when the state is damaged, with what to do
   */
  public static Optional<Terraform> open(Entry entry, DeployTarget target) {
    Backend backend = target.backendOf(entry.backend());
    if (backend instanceof Backend.Cloud cloud
        && target.organization(cloud).workspace(cloud.workspace(entry.stack())).isEmpty()) {
      return Optional.empty(); // Terraform would make the workspace
    }
    try {
      Terraform terraform = connect(entry, target);
      terraform.pull();
      return Optional.of(terraform);
    } catch (TerraformException e) {
      if (e.missesBucket()) {
        return Optional.empty();
      }
      throw StateFaults.explained(entry.stack(), backend, target, e);
    }
  }

  /** The same without reading the state, for what repairs it. */
  public static Terraform connect(Entry entry, DeployTarget target) {
    target.await(entry.stack().toString(), StateAccess.folder(entry.stack(), target.folder()));
    Backend backend = target.backendOf(entry.backend());
    try {
      return StateAccess.open(entry.stack(), backend, target.folder(), target::terraformIn);
    } catch (TerraformException e) { // init reads the state, too
      throw StateFaults.explained(entry.stack(), backend, target, e);
    }
  }
}
