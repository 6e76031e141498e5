package dev.terrace.state;

import dev.terrace.config.StackId;
import dev.terrace.terraform.Terraform;
import java.util.Optional;
import java.util.function.Supplier;

/** A state in a bucket, which Terraform reads and writes. */
public final class BucketState implements RelocatedState {
  private static final String OPERATION = "moves";

  private final StateObject object;
  private final Supplier<Terraform> opener;

  /**
   * @param opener gives Terraform that knows the state
   */
  public BucketState(StateObject object, Supplier<Terraform> opener) {
    this.object = object;
    this.opener = opener;
  }

  @Override
  public StackId stack() {
    return object.stack();
  }

  @Override
  public Held lock() {
    StateObject.Held lock = object.lock(OPERATION);
    try {
      return new Open(lock, opener.get());
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private final class Open implements Held {
    private final StateObject.Held lock;
    private final Terraform terraform;

    Open(StateObject.Held lock, Terraform terraform) {
      this.lock = lock;
      this.terraform = terraform;
    }

    /** Of nothing, Terraform pulls a state without a lineage. */
    @Override
    public Optional<StoredState> read() {
      return object.read().isEmpty()
          ? Optional.empty()
          : RelocatedState.parse(terraform.pull(), stack());
    }

    /** Terraform changes the lineage of a state that it writes to an empty place. */
    @Override
    public StoredState write(StoredState state) {
      if (!object.create(state.withSerial(state.serial() + 1).text())) {
        state.pushUnderOwnLock(terraform);
      }
      return RelocatedState.written(StoredState.parse(terraform.pull()), state, stack());
    }

    @Override
    public void close() {
      lock.close();
    }
  }
}
