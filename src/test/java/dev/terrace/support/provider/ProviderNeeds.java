package dev.terrace.support.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the configuration of a folder says about providers, where that is the AWS provider alone and
 * the folder has no modules: for each file the same file with nothing else in it.
 */
final class ProviderNeeds {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> TYPED = List.of("resource", "data", "ephemeral");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:resource|data|ephemeral)\\s+\"([a-z0-9]+)_");
  private static final Pattern PROVIDER = Pattern.compile("\\bprovider\\s+\"([^\"]+)\"");
  private static final Pattern MODULE = Pattern.compile("\\bmodule\\s+\"");
  private static final Pattern VERSIONED =
      Pattern.compile("\\bprovider\\s+\"aws\"\\s*\\{[^}]*\\bversion\\s*=");
  private static final Pattern REQUIRED =
      Pattern.compile("\\brequired_providers\\s*\\{(?:[^{}]|\\{[^{}]*\\})*\\}");
  private static final Pattern REQUIRED_NAME =
      Pattern.compile("(?m)^\\s*([a-z0-9_-]+)\\s*=\\s*\\{");

  private final Map<String, String> files = new TreeMap<>();
  private boolean aws;
  private boolean other;

  private ProviderNeeds() {}

  /**
   * @return texts by file name; empty where only Terraform itself can say what is needed
   */
  static Optional<Map<String, String>> of(Path folder) throws IOException {
    ProviderNeeds needs = new ProviderNeeds();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".tf.json")) {
          needs.addJson(name, MAPPER.readTree(file.toFile()));
        } else if (name.endsWith(".tf")) {
          needs.addNative(name, Files.readString(file));
        }
      }
    }
    return needs.aws && !needs.other ? Optional.of(needs.files) : Optional.empty();
  }

  private void addJson(String name, JsonNode tree) {
    other |= tree.has("module");
    for (String block : TYPED) {
      tree.path(block).fieldNames().forEachRemaining(type -> use(type.replaceFirst("_.*", "")));
    }
    tree.path("provider").fieldNames().forEachRemaining(this::use);
    other |= tree.at("/provider/aws").has("version") || tree.at("/provider/aws/0").has("version");
    JsonNode terraform = tree.path("terraform");
    other |= terraform.isArray();
    JsonNode required = terraform.path("required_providers");
    if (required.isMissingNode()) {
      return;
    }
    other |= required.isArray();
    required.fieldNames().forEachRemaining(this::use);
    ObjectNode kept = MAPPER.createObjectNode();
    kept.putObject("terraform").set("required_providers", required);
    files.put(name, kept.toString());
  }

  private void addNative(String name, String text) {
    other |= MODULE.matcher(text).find() || VERSIONED.matcher(text).find();
    TYPE.matcher(text).results().forEach(match -> use(match.group(1)));
    PROVIDER.matcher(text).results().forEach(match -> use(match.group(1)));
    Matcher required = REQUIRED.matcher(text);
    if (!required.find()) {
      other |= text.contains("required_providers");
      return;
    }
    String block = required.group();
    REQUIRED_NAME
        .matcher(block.substring(block.indexOf('{') + 1))
        .results()
        .forEach(match -> use(match.group(1)));
    files.put(name, "terraform {\n" + block + "\n}\n");
    other |= required.find();
  }

  /** The built-in provider is part of Terraform. */
  private void use(String provider) {
    aws |= provider.equals("aws");
    other |= !provider.equals("aws") && !provider.equals("terraform") && !provider.equals("//");
  }
}
