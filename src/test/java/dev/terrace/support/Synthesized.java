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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A synthesized environment; equal files are synthesized once per JVM. */
public final class Synthesized {
  private static final Map<Content, Synthesized> CACHE = new ConcurrentHashMap<>();

  private final Path folder;
  private final Environment<?> environment;
  private final Map<String, Stack> stacks = new ConcurrentHashMap<>();

  /**
   * All that a synthesis depends on.
   *
   * @param files the texts of the system's environments by file name
   */
  private record Content(EnvironmentId id, Map<String, String> files) {}

  private Synthesized(Environment<?> environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /** A fixture environment. */
  public static Synthesized environment(String system, String environment) {
    return in(Fixtures.ENVIRONMENTS, new EnvironmentId(system, environment));
  }

  /** A fixture environment with its file changed, for what an option does. */
  public static Synthesized changed(
      String system, String environment, UnaryOperator<String> change) {
    return in(
        ChangedEnvironment.of(system, environment, change), new EnvironmentId(system, environment));
  }

  /**
   * An environment of any folder.
   *
   * @param environments the counterpart of {@code environments/}
   */
  public static Synthesized in(Path environments, EnvironmentId id) {
    return CACHE.computeIfAbsent(
        new Content(id, texts(environments.resolve(id.system()))),
        content -> synthesize(read(environments, id)));
  }

  /** Synthesizes a fixture environment into a folder. */
  static void into(String system, String environment, Path folder) {
    CdktfApp.synth(
        List.of(read(Fixtures.ENVIRONMENTS, new EnvironmentId(system, environment))), folder);
  }

  private static Synthesized synthesize(Environment<?> environment) {
    try {
      Path parent = Files.createDirectories(Path.of("target", "synthesized").toAbsolutePath());
      Path folder = Files.createTempDirectory(parent, environment.id().environment());
      CdktfApp.synth(List.of(environment), folder);
      return new Synthesized(environment, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static Environment<?> read(Path environments, EnvironmentId id) {
    return read(environments, id, Systems.named(id.system()));
  }

  private static <C extends SystemConfig> Environment<C> read(
      Path environments, EnvironmentId id, SystemDefinition<C> system) {
    return new Environments(environments).read(id, system);
  }

  /** The configuration that was read. */
  public Environment<?> environment() {
    return environment;
  }

  public Stack stack(String layer) {
    return stacks.computeIfAbsent(
        layer,
        each ->
            Stack.read(
                folder
                    .resolve("stacks")
                    .resolve(environment.id().stack(each).stackName())
                    .resolve("cdk.tf.json"),
                each));
  }

  public List<Stack> stacks() {
    return Systems.named(environment.id().system()).layers().stream().map(this::stack).toList();
  }

  public Path folder() {
    return folder;
  }
}
