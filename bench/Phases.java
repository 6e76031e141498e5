import dev.terrace.systems.CdktfApp;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.SystemConfig;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.systems.Systems;
import java.nio.file.Path;
import java.util.List;

/** The phases of a synthesis one after the other; the command line overlaps the first two. */
public final class Phases {
  public static void main(String[] args) {
    long start = System.nanoTime();
    Environment<?> environment =
        read(Systems.named(args[1]), new EnvironmentId(args[1], args[2]));
    start = report("read and check the configuration", start);
    CdktfApp.warmUp();
    start = report("start the jsii kernel, load the provider", start);
    CdktfApp.synth(List.of(environment), Path.of(args[0]));
    report("define the stacks, synthesize, write", start);
    System.exit(0);
  }

  private static <C extends SystemConfig> Environment<C> read(
      SystemDefinition<C> system, EnvironmentId id) {
    return new Environments(Path.of("environments")).read(id, system);
  }

  private static long report(String phase, long start) {
    long now = System.nanoTime();
    System.out.printf("  %-42s %6.2f s%n", phase, (now - start) / 1e9);
    return now;
  }
}
