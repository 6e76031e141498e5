package dev.terrace.terraform;

import dev.terrace.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that holds providers, for machines without a way to the registry.
 *
 * @param folder as Terraform's {@code filesystem_mirror} wants it
 * @param providers source addresses of the providers in it
 */
public record ProviderMirror(Path folder, List<String> providers) {
  /** Names a mirror; else it is searched for. */
  public static final String VARIABLE = "TERRACE_PROVIDER_MIRROR";

  private static final String AWS = "registry.terraform.io/hashicorp/aws";

  /**
   * @throws ConfigException when the variable names a folder that is no mirror
   */
  public static Optional<ProviderMirror> find(Map<String, String> shell) {
    String named = shell.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      Path folder = Path.of(named).toAbsolutePath();
      if (!Files.isDirectory(folder.resolve(AWS))) {
        throw new ConfigException(
            VARIABLE, "must name a folder that holds " + AWS + ", got '" + named + "'");
      }
      return Optional.of(of(folder));
    }
    return candidates(shell).stream()
        .filter(folder -> Files.isDirectory(folder.resolve(AWS)))
        .findFirst()
        .map(ProviderMirror::of);
  }

  private static List<Path> candidates(Map<String, String> shell) {
    List<Path> folders = new ArrayList<>();
    Path home = Path.of(shell.getOrDefault("HOME", "/"));
    folders.add(home.resolve(".terraform.d/plugins"));
    folders.add(home.resolve("Library/Application Support/io.terraform/plugins"));
    folders.add(
        Path.of(shell.getOrDefault("XDG_DATA_HOME", home.resolve(".local/share").toString()))
            .resolve("terraform/plugins"));
    for (String folder :
        shell.getOrDefault("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":", -1)) {
      folders.add(Path.of(folder, "terraform/plugins"));
    }
    folders.addAll(below(Path.of("/opt")));
    folders.addAll(below(Path.of("/usr/local/share")));
    return folders;
  }

  private static List<Path> below(Path parent) {
    if (!Files.isReadable(parent)) {
      return List.of();
    }
    return children(parent);
  }

  private static List<Path> children(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + parent, e);
    }
  }

  private static ProviderMirror of(Path folder) {
    List<String> providers = new ArrayList<>();
    for (Path host : children(folder)) {
      for (Path namespace : children(host)) {
        for (Path provider : children(namespace)) {
          providers.add(folder.relativize(provider).toString());
        }
      }
    }
    return new ProviderMirror(folder, List.copyOf(providers));
  }

  /** The platforms, such as {@code linux_amd64}, of which it holds a provider. */
  public Set<String> platforms(String provider) {
    Path at = folder.resolve(provider);
    Pattern platform = Pattern.compile("(?:.*_)?([a-z0-9]+_[a-z0-9]+)(?:\\.zip)?");
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(at, 2)) {
      files
          .filter(
              file ->
                  (file.toString().endsWith(".zip") && file.getParent().equals(at))
                      || (Files.isDirectory(file) && file.getParent().getParent().equals(at)))
          .map(file -> platform.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(matcher -> found.add(matcher.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + at, e);
    }
    return found;
  }

  /** What the mirror has comes from it alone, everything else from its registry. */
  String cliConfig() {
    String list =
        providers.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    return """
    provider_installation {
      filesystem_mirror {
        path    = %s
        include = [%s]
      }
      direct {
        exclude = [%s]
      }
    }
    """
        .formatted(quoted(folder), list, list);
  }

  static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
