package dev.terrace.check.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.model.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What expressions of a configuration refer to, followed through the variables and outputs of
 * modules. Local values are not in a plan: what they refer to stays unknown.
 */
final class PlannedReferences {
  private static final Pattern INDEX = Pattern.compile("\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")]");
  private static final Pattern RESOURCE = Pattern.compile("(aws_\\w+\\.[\\w-]+)\\.(\\w+).*");
  private static final Pattern OUTPUT = Pattern.compile("module\\.([\\w-]+)\\.([\\w-]+).*");
  private static final Pattern VARIABLE = Pattern.compile("var\\.([\\w-]+).*");
  private static final int DEEPEST = 16;

  private final JsonNode root;
  private final Map<String, String> labels = new HashMap<>();

  /**
   * @param root the configuration's root module
   */
  PlannedReferences(JsonNode root) {
    this.root = root;
  }

  /** An address without the keys of instances. */
  static String configured(String address) {
    return INDEX.matcher(address).replaceAll("");
  }

  /** Names a resource by its address; of several instances the first. */
  void add(String address, String type, String label) {
    labels.putIfAbsent(configured(address), type + "." + label);
  }

  /**
   * The expressions of a resource.
   *
   * @param module such as {@code module.database.}; empty for the root module
   */
  JsonNode expressions(String module, String type, String name) {
    for (JsonNode each : module(module).path("resources")) {
      if (each.path("type").asText().equals(type)
          && each.path("name").asText().equals(name)
          && each.path("mode").asText().equals("managed")) {
        return each.path("expressions");
      }
    }
    return module(module).path("none");
  }

  private JsonNode module(String path) {
    JsonNode module = root;
    for (String name : names(path)) {
      module = module.path("module_calls").path(name).path("module");
    }
    return module;
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    Matcher matcher = Pattern.compile("module\\.([\\w-]+)\\.").matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The attributes of resources that an expression reads, such as {@code aws_vpc.main.id}. */
  List<String> attributes(String module, JsonNode expression) {
    return attributes(module, expression, 0);
  }

  private List<String> attributes(String module, JsonNode expression, int depth) {
    List<String> found = new ArrayList<>();
    if (depth > DEEPEST) {
      return found;
    }
    for (String reference : Resource.texts(expression.path("references"))) {
      String text = configured(reference);
      Matcher resource = RESOURCE.matcher(text);
      Matcher output = OUTPUT.matcher(text);
      Matcher variable = VARIABLE.matcher(text);
      if (resource.matches()) {
        Optional.ofNullable(labels.get(module + resource.group(1)))
            .ifPresent(label -> found.add(label + "." + resource.group(2)));
      } else if (output.matches()) {
        String child = module + "module." + output.group(1) + ".";
        JsonNode value = module(child).path("outputs").path(output.group(2)).path("expression");
        found.addAll(attributes(child, value, depth + 1));
      } else if (variable.matches() && !module.isEmpty()) {
        List<String> names = names(module);
        String last = names.get(names.size() - 1);
        String parent = module.substring(0, module.length() - "module..".length() - last.length());
        JsonNode call = module(parent).path("module_calls").path(last).path("expressions");
        found.addAll(attributes(parent, call.path(variable.group(1)), depth + 1));
      }
    }
    return found.stream().distinct().toList();
  }
}
