package dev.terrace.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Many Terraform roots, validated at once as the modules of one root: the provider is started once,
 * and its schemas, which take most of the time of a validation, are read once.
 */
public final class ModuleValidation {
  /** Providers are fetched once for all tests. */
  private static final Path CACHE = Path.of("target", "terraform").toAbsolutePath();

  private static final Pattern VARIABLE =
      Pattern.compile("^variable \"(\\w+)\" \\{\n(.*?)^}", Pattern.DOTALL | Pattern.MULTILINE);

  private final Path root;
  private final ObjectNode modules = Json.object();

  /**
   * @param root a folder that does not exist yet, below {@code target}
   */
  public ModuleValidation(Path root) throws IOException {
    this.root = Files.createDirectories(root.toAbsolutePath());
  }

  /** Adds one root. */
  public void add(String name, Path folder) throws IOException {
    add(name, folder, "");
  }

  /**
   * Adds one root that reads others next to it.
   *
   * @param tree the folder of all of them
   * @param inside the root in it
   */
  public void add(String name, Path tree, String inside) throws IOException {
    Path copy = root.resolve(name);
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(each -> !each.toString().contains(".terraform"))
              .toList()) {
        Path to = copy.resolve(tree.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    ObjectNode module =
        modules.putObject(name).put("source", "./" + Path.of(name, inside).normalize());
    for (String required : requiredVariables(copy.resolve(inside))) {
      module.put(required, "${var.unknown}");
    }
  }

  private static List<String> requiredVariables(Path folder) throws IOException {
    List<String> required = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".tf")).sorted().toList()) {
        Matcher variables = VARIABLE.matcher(Files.readString(file));
        while (variables.find()) {
          if (!variables.group(2).contains("\n  default ")
              && !variables.group(2).startsWith("  default ")) {
            required.add(variables.group(1));
          }
        }
      }
    }
    return required;
  }

  /**
   * What Terraform finds in each root, by its name, as {@code severity: summary detail context}.
   * That the backend of a module counts for nothing is left out.
   */
  public Map<String, List<String>> run() throws IOException {
    Files.createDirectories(CACHE);
    ObjectNode tree = Json.object();
    tree.set("module", modules);
    tree.withObject("/variable").putObject("unknown"); // as a root's own variables are
    Json.write(root.resolve("main.tf.json"), tree);
    TerraformEnvironment environment = TerraformEnvironment.of(System.getenv(), CACHE);
    new Terraform(root, environment, new Interrupts()).initialize(List.of("-backend=false"));
    Tools.Said said =
        Tools.run(
            List.of(environment.program(), "-chdir=" + root, "validate", "-json"),
            environment.variables(),
            Duration.ofMinutes(10));
    JsonNode result = Json.parse(said.text());
    assertThat(result.path("format_version").asText()).as(said.text()).isNotEmpty();
    Map<String, List<String>> found = new TreeMap<>();
    modules.fieldNames().forEachRemaining(name -> found.put(name, new ArrayList<>()));
    for (JsonNode diagnostic : result.path("diagnostics")) {
      if (!diagnostic.path("summary").asText().equals("Backend configuration ignored")) {
        found
            .computeIfAbsent(moduleOf(diagnostic), other -> new ArrayList<>())
            .add(describe(diagnostic));
      }
    }
    assertThat(found.keySet()).as("modules").hasSize(modules.size());
    return found;
  }

  private static String moduleOf(JsonNode diagnostic) {
    String file = diagnostic.at("/range/filename").asText();
    return file.contains("/")
        ? file.substring(0, file.indexOf('/'))
        : "of no module: " + diagnostic;
  }

  private static String describe(JsonNode diagnostic) {
    return diagnostic.path("severity").asText()
        + ": "
        + diagnostic.path("summary").asText()
        + " "
        + diagnostic.path("detail").asText()
        + " "
        + diagnostic.at("/snippet/context").asText();
  }
}
