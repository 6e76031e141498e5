package dev.terrace.layers;

import dev.terrace.config.Environment;
import dev.terrace.config.Names;
import dev.terrace.spec.StandardConfig;
import software.constructs.Construct;

/**
 * The stack of one layer of an environment, with its configuration at hand and what later stacks
 * get of it.
 *
 * @param <C> the configuration of its system
 * @param <O> a record of refs; {@link Void} of a stack that no other one needs
 */
public abstract class StandardStack<C extends StandardConfig, O> extends LayerStack {
  protected final C config;

  /** Begins with the environment's prefix. */
  protected final Names names;

  private O outputs;

  protected StandardStack(Construct scope, Environment<C> environment, String layer) {
    super(scope, environment.id().stack(layer), environment.config());
    config = environment.config();
    names = config.names();
  }

  /** Says what later stacks get: the last thing that a constructor does. */
  protected final void publish(O refs) {
    outputs = refs;
  }

  /**
   * What later stacks get.
   *
   * @throws IllegalStateException if the stack publishes nothing
   */
  public final O outputs() {
    if (outputs == null) {
      throw new IllegalStateException("stack " + getNode().getId() + " publishes nothing");
    }
    return outputs;
  }
}
