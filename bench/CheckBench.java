import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.check.Evaluation;
import dev.terrace.check.Finding;
import dev.terrace.check.Rule;
import dev.terrace.check.ValueOrigin;
import dev.terrace.check.model.Model;
import dev.terrace.check.rows.RuleSet;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the rules cost on what {@code ./terrace synth} has written, and how that grows with copies
 * of it in one environment. Run {@code ./terrace synth} and {@code ./mvnw process-classes}, then
 * {@code java -cp target/classes:$(cat target/classpath) bench/CheckBench.java}.
 */
public final class CheckBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public static void main(String[] arguments) throws Exception {
    long started = System.nanoTime();
    List<Rule> rules = RuleSet.shipped();
    System.out.printf("%d rules found in %.2f s%n", rules.size(), since(started));
    Map<String, Map<String, JsonNode>> environments = new TreeMap<>();
    try (Stream<Path> stacks = Files.list(Path.of("cdktf.out", "stacks"))) {
      for (Path stack : stacks.sorted().toList()) {
        String name = stack.getFileName().toString();
        environments
            .computeIfAbsent(name.substring(0, name.lastIndexOf('-')), key -> new TreeMap<>())
            .put(name, Json.read(stack.resolve("cdk.tf.json")));
      }
    }
    for (int run = 1; run <= 2; run++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      int resources = 0;
      int found = 0;
      for (Map.Entry<String, Map<String, JsonNode>> each : environments.entrySet()) {
        Model model =
            new Model(id(each.getKey()), "us-east-1", trees(each.getKey(), each.getValue(), 1));
        resources += model.resources().size();
        found += check(model, rules).size();
      }
      System.out.printf(
          "run %d: %d environments, %d resources, %d findings in %.2f s of CPU%n",
          run,
          environments.size(),
          resources,
          found,
          (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
    }
    Map.Entry<String, Map<String, JsonNode>> first = environments.entrySet().iterator().next();
    System.out.printf("%9s %9s %14s%n", "resources", "CPU s", "us a resource");
    for (int copies : new int[] {1, 10, 50, 100, 200, 400}) {
      Map<StackId, JsonNode> trees = trees(first.getKey(), first.getValue(), copies);
      long cpu = THREADS.getCurrentThreadCpuTime();
      Model model = new Model(id(first.getKey()), "us-east-1", trees);
      check(model, rules);
      double seconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
      int resources = model.resources().size();
      System.out.printf("%9d %9.2f %14.1f%n", resources, seconds, seconds * 1e6 / resources);
    }
  }

  private static EnvironmentId id(String name) {
    int cut = name.indexOf('-');
    return new EnvironmentId(name.substring(0, cut), name.substring(cut + 1));
  }

  private static double since(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  private static List<Finding> check(Model model, List<Rule> rules) {
    return Evaluation.of(model, rules, (resource, path, value) -> new ValueOrigin("a", 0, ""));
  }

  /** Each copy's stacks refer to one another, as those of another environment do. */
  private static Map<StackId, JsonNode> trees(
      String name, Map<String, JsonNode> stacks, int copies) {
    EnvironmentId id = id(name);
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    for (int i = 0; i < copies; i++) {
      for (Map.Entry<String, JsonNode> stack : stacks.entrySet()) {
        String layer = stack.getKey().substring(name.length() + 1);
        String text = stack.getValue().toString();
        for (String other : new ArrayList<>(stacks.keySet())) {
          text = text.replace("input-" + other + ".", "input-" + other + i + ".");
        }
        ObjectNode tree = (ObjectNode) Json.parse(text);
        trees.put(id.stack(layer + i), tree);
      }
    }
    return trees;
  }
}
