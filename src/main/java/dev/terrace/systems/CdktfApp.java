package dev.terrace.systems;

import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.AppConfig;
import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Problem;
import dev.terrace.layers.SystemDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.jsii.JsiiEngine;
import software.amazon.jsii.JsiiError;

/** The cdktf app: defines the stacks of the chosen environments and synthesizes them. */
public final class CdktfApp {

  private CdktfApp() {}

  /**
   * Starts the jsii kernel and loads the provider, which takes seconds: run it in parallel with the
   * reading of the configuration, and waited for before {@link #synth}, since jsii serves one
   * thread.
   */
  public static void warmUp() {
    JsiiEngine.getInstance().loadModule(com.hashicorp.cdktf.providers.aws.$Module.class);
  }

  /**
   * Writes {@code manifest.json} and {@code stacks/<stack>/cdk.tf.json} below a folder.
   *
   * @param environments read and valid, in the order in which their stacks are defined
   */
  public static void synth(List<Environment<?>> environments, Path outputFolder) {
    App app =
        new App(
            AppConfig.builder()
                .outdir(outputFolder.toString())
                .context(Map.of("cdktfRelativeModules", List.of()))
                .build());
    for (Environment<?> environment : environments) {
      SystemDefinition<?> system = Systems.named(environment.id().system());
      try {
        system.defineUnchecked(app, environment);
      } catch (JsiiError e) {
        throw TakenName.explained(e, environment);
      } catch (ConfigException e) {
        throw inFile(e, environment.id());
      }
      ConstructOverrides.apply(app, environment);
      MovedBlocks.add(app, environment);
    }
    app.synth();
  }

  /** What a stack refuses, such as a name that is too long, comes from the environment's file. */
  static ConfigException inFile(ConfigException refused, EnvironmentId id) {
    String file = id.file();
    return new ConfigException(
        refused.problems().stream()
            .map(
                each ->
                    each.where().startsWith("environments/")
                        ? each
                        : new Problem(file + " " + each.where(), each.rule(), each.given()))
            .toList());
  }
}
