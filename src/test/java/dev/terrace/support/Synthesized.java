package dev.terrace.support;

import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.SystemConfig;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.CdktfApp;
import dev.terrace.systems.Systems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Synthesized environments: each is synthesized once in a test run. */
public final class Synthesized {
  private static final Map<EnvironmentId, Synthesized> CACHE = new ConcurrentHashMap<>();

  private final Path folder;
  private final EnvironmentId id;
  private final Map<String, Stack> stacks = new ConcurrentHashMap<>();

  private Synthesized(EnvironmentId id, Path folder) {
    this.id = id;
    this.folder = folder;
  }

  /** An environment as it is in the repository. */
  public static Synthesized environment(String system, String environment) {
    return CACHE.computeIfAbsent(
        new EnvironmentId(system, environment), id -> synthesize(id, Path.of("environments")));
  }

  /** An environment with its file changed, for what an option does. */
  public static Synthesized changed(
      String system, String environment, UnaryOperator<String> change) {
    return synthesize(
        new EnvironmentId(system, environment), ChangedEnvironment.of(system, environment, change));
  }

  /** Synthesizes an environment into a folder. */
  static void into(String system, String environment, Path folder) throws IOException {
    EnvironmentId id = new EnvironmentId(system, environment);
    CdktfApp.synth(List.of(read(Path.of("environments"), id)), folder);
  }

  private static Synthesized synthesize(EnvironmentId id, Path environments) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "synthesized").toAbsolutePath());
      Path folder = Files.createTempDirectory(parent, id.environment());
      CdktfApp.synth(List.of(read(environments, id)), folder);
      return new Synthesized(id, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Environment<?> read(Path environments, EnvironmentId id) {
    return read(environments, id, Systems.named(id.system()));
  }

  private static <C extends SystemConfig> Environment<C> read(
      Path environments, EnvironmentId id, SystemDefinition<C> system) {
    return new Environments(environments).read(id, system.configType());
  }

  public Stack stack(String layer) {
    return stacks.computeIfAbsent(
        layer,
        each ->
            Stack.read(
                folder.resolve("stacks").resolve(id.stack(each).stackName()).resolve("cdk.tf.json"),
                each));
  }

  public List<Stack> stacks() {
    return Systems.named(id.system()).layers().stream().map(this::stack).toList();
  }

  public Path folder() {
    return folder;
  }
}
