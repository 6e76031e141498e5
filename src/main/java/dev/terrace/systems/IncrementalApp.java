package dev.terrace.systems;

import dev.terrace.config.Environment;
import dev.terrace.error.UserError;
import dev.terrace.terraform.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The cdktf app of one command: gives the stacks of an earlier synthesis if that had the same
 * inputs, else synthesizes. The inputs are compared before the configuration is read and again
 * after it, so that a file that changes meanwhile is never missed.
 */
public final class IncrementalApp {
  private final SynthesisInputs inputs;
  private final Optional<String> digest;
  private final KeptStacks kept;
  private CompletableFuture<Void> kernel;

  private IncrementalApp(SynthesisInputs inputs, Path kept) {
    this.inputs = inputs;
    this.digest = inputs.digest();
    this.kept = new KeptStacks(kept);
  }

  /**
   * Starts the kernel in parallel, if it will be needed.
   *
   * @param kept the folder of earlier syntheses, which is created when it is needed
   */
  public static IncrementalApp start(SynthesisInputs inputs, Path kept) {
    IncrementalApp app = new IncrementalApp(inputs, kept);
    if (app.digest.filter(app.kept::has).isEmpty()) {
      app.startKernel();
    }
    return app;
  }

  /**
   * Waits until {@link #synth} can write.
   *
   * @throws UserError when the kernel does not start
   */
  public void await() {
    if (kernel == null && !isUnchanged()) {
      startKernel();
    }
    if (kernel != null) {
      awaitKernel();
    }
  }

  /**
   * Writes {@code manifest.json} and {@code stacks/<stack>/cdk.tf.json} below a folder.
   *
   * @param environments read and valid, in the order in which their stacks are defined
   */
  public void synth(List<Environment<?>> environments, Path folder) {
    if (kernel == null && kept.copy(digest.orElseThrow(), environments, folder)) {
      return;
    }
    if (kernel == null) {
      startKernel();
      awaitKernel();
    }
    CdktfApp.synth(environments, folder);
    if (digest.isPresent() && isUnchanged()) {
      kept.keep(digest.get(), environments, Manifest.read(folder).dependencies().keySet(), folder);
    }
  }

  private boolean isUnchanged() {
    return digest.equals(inputs.digest());
  }

  private void startKernel() {
    kernel = CompletableFuture.runAsync(CdktfApp::warmUp);
  }

  private void awaitKernel() {
    try {
      kernel.join();
    } catch (CompletionException e) {
      throw UserError.failed(
          "the engine of CDKTF cannot be started: "
              + e.getCause().getMessage()
              + "\nIt needs Node.js 22 or newer on the PATH; './terrace doctor' checks it.");
    }
  }
}
