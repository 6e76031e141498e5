package dev.terrace.terraform;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.terrace.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Terraform's own CLI configuration says about hosts: tokens and addresses of services. Read
 * as Terraform reads it: the variables {@code TF_TOKEN_…}, then the {@code credentials} and {@code
 * host} blocks of the file that {@code TF_CLI_CONFIG_FILE} names or of {@code ~/.terraformrc}, then
 * those of {@code ~/.terraform.d}, where {@code terraform login} keeps what it was given.
 */
public final class CliConfig {
  private static final String TOKEN_VARIABLE = "TF_TOKEN_";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Token> tokens = new TreeMap<>();
  private final Map<String, Map<String, String>> services = new TreeMap<>();

  private CliConfig() {}

  /**
   * @throws ConfigException when a file that is there cannot be parsed; nothing of it is repeated
   */
  public static CliConfig read(Map<String, String> shell) {
    CliConfig config = new CliConfig();
    new TreeMap<>(shell).forEach(config::addVariable);
    files(shell).forEach(config::addFile);
    return config;
  }

  /** The token for a host, from the first place that has one. */
  public Optional<Token> token(String host) {
    return Optional.ofNullable(tokens.get(normal(host)));
  }

  /** The address that a {@code host} block gives for a service such as {@code tfe.v2}. */
  public Optional<String> service(String host, String service) {
    return Optional.ofNullable(services.getOrDefault(normal(host), Map.of()).get(service));
  }

  /**
   * Every token that lies in a file, as the variable that gives it to a Terraform which is not told
   * of that file.
   */
  Map<String, String> tokenVariables() {
    Map<String, String> variables = new TreeMap<>();
    tokens.forEach(
        (host, token) -> {
          if (!host.contains(":")) { // no variable can name a port
            variables.put(variable(host), token.secret());
          }
        });
    return variables;
  }

  /** The name of the variable that may hold a host's token. */
  public static String variable(String host) {
    return TOKEN_VARIABLE + normal(host).replace("-", "__").replace('.', '_');
  }

  private void addVariable(String name, String value) {
    if (name.startsWith(TOKEN_VARIABLE) && !value.isEmpty()) {
      String host = name.substring(TOKEN_VARIABLE.length()).replace("__", "-").replace('_', '.');
      tokens.putIfAbsent(normal(host), new Token(value, "the variable " + name));
    }
  }

  private void addFile(Path file) {
    JsonNode tree = parse(file);
    tree.path("credentials")
        .properties()
        .forEach(
            host -> {
              String token = first(host.getValue()).path("token").asText("");
              if (!token.isEmpty()) {
                tokens.putIfAbsent(normal(host.getKey()), new Token(token, file.toString()));
              }
            });
    tree.path("host")
        .properties()
        .forEach(
            host -> {
              Map<String, String> found = new LinkedHashMap<>();
              first(host.getValue())
                  .path("services")
                  .properties()
                  .forEach(service -> found.put(service.getKey(), service.getValue().asText()));
              services.putIfAbsent(normal(host.getKey()), found);
            });
  }

  /** A block in JSON may stand in an array of one. */
  private static JsonNode first(JsonNode block) {
    return block.isArray() ? block.path(0) : block;
  }

  private static JsonNode parse(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".json") || text.stripLeading().startsWith("{")
          ? MAPPER.readTree(text)
          : MAPPER.valueToTree(new HCLParser().parse(text));
    } catch (HCLParserException | com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new ConfigException(file.toString(), "cannot be parsed as Terraform's configuration");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<Path> files(Map<String, String> shell) {
    List<Path> files = new ArrayList<>();
    Path home = Path.of(shell.getOrDefault("HOME", "/"));
    String named = shell.getOrDefault("TF_CLI_CONFIG_FILE", "");
    Path main =
        !named.isEmpty() && Files.isRegularFile(Path.of(named))
            ? Path.of(named)
            : home.resolve(".terraformrc");
    if (Files.isRegularFile(main)) {
      files.add(main);
    }
    Path folder = home.resolve(".terraform.d");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        found
            .filter(file -> file.toString().matches(".*\\.tfrc(\\.json)?"))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + folder, e);
      }
    }
    return files;
  }

  private static String normal(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
