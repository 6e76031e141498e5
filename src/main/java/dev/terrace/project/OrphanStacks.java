package dev.terrace.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.aws.AwsApi;
import dev.terrace.aws.Bucket;
import dev.terrace.config.Backend;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.config.Target;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stacks that have resources although no file describes their environment: found by their states,
 * in every bucket that an environment names or named, and in files.
 */
public final class OrphanStacks {
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9-]+)/([a-z0-9-]+)/([a-z0-9-]+)\\.tfstate");

  private OrphanStacks() {}

  /**
   * A stack without a file.
   *
   * @param state not empty
   */
  public record Orphan(StackId stack, Backend backend, StoredState state) {
    public StackStates.Entry entry() {
      return new StackStates.Entry(stack, backend);
    }
  }

  /**
   * The stacks that were found.
   *
   * @param damaged whose states cannot be read, so that nobody knows what they hold
   */
  public record Found(List<Orphan> orphans, List<StackStates.Entry> damaged) {
    private Found matching(List<Target> targets) {
      return targets.isEmpty()
          ? this
          : new Found(
              orphans.stream().filter(each -> matches(targets, each.stack())).toList(),
              damaged.stream().filter(each -> matches(targets, each.stack())).toList());
    }

    private static boolean matches(List<Target> targets, StackId stack) {
      return targets.stream().anyMatch(target -> target.matches(stack));
    }
  }

  /**
   * Whether only such stacks can be meant, and looked for: no target names an environment that has
   * a file. Without credentials for AWS a target is a typing error rather.
   */
  public static boolean areMeant(Project project, boolean local, List<String> words) {
    return (local || Credentials.find(project.shell()).isPresent())
        && words.stream().allMatch(word -> word.matches("[a-z0-9*-]+(/[a-z0-9*-]+){1,2}"))
        && Selection.namesNoFile(project, words.stream().map(Target::parse).toList());
  }

  /** Those that targets name, by name. */
  public static Found find(Project project, DeployTarget target, List<String> words) {
    return find(project, target).matching(words.stream().map(Target::parse).toList());
  }

  /**
   * The same, to be read, damaged ones included. A stack that has states in several places has
   * several entries, the damaged one first.
   *
   * @throws dev.terrace.config.ConfigException when there is none, with what the targets may be
   */
  public static List<StackStates.Entry> entries(
      Project project, DeployTarget target, List<String> words) {
    Found found = find(project, target, words);
    List<StackStates.Entry> entries =
        Stream.concat(found.damaged().stream(), found.orphans().stream().map(Orphan::entry))
            .sorted(Comparator.comparing(entry -> entry.stack().toString()))
            .toList();
    return entries.isEmpty()
        ? StackStates.of(Selection.read(project, words, warning -> {}))
        : entries;
  }

  /** All of them, by name. */
  public static Found find(Project project, DeployTarget target) {
    List<EnvironmentId> files = Selection.files(project);
    Map<String, Orphan> orphans = new TreeMap<>();
    Map<String, StackStates.Entry> damaged = new TreeMap<>();
    BiConsumer<StackStates.Entry, byte[]> add =
        (entry, bytes) -> {
          String name = entry.stack().toString();
          if (StoredState.isDamaged(new String(bytes, StandardCharsets.UTF_8))) {
            damaged.put(name, entry);
          }
          StoredState.parse(bytes)
              .filter(state -> !state.isEmpty())
              .ifPresent(
                  state -> orphans.put(name, new Orphan(entry.stack(), entry.backend(), state)));
        };
    readFiles(target, files, add);
    try (AwsApi api = target.awsApi()) {
      for (Backend.S3 s3 : buckets(project, target)) {
        try (Bucket bucket = api.bucket(s3.bucket(), s3.region())) {
          if (bucket.exists()) {
            readBucket(s3, bucket, files, add);
          }
        }
      }
    }
    return new Found(List.copyOf(orphans.values()), List.copyOf(damaged.values()));
  }

  /** The stack of a state in a bucket, if no file describes its environment. */
  static Optional<StackId> ofKey(String key, List<EnvironmentId> files) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    EnvironmentId environment = new EnvironmentId(matcher.group(1), matcher.group(2));
    return files.contains(environment)
        ? Optional.empty()
        : Optional.of(environment.stack(matcher.group(3)));
  }

  /** The stack of a name such as {@code coder-production-data}, as the systems have layers. */
  static Optional<StackId> ofName(String name) {
    for (SystemDefinition<?> system : Systems.all()) {
      for (String layer : system.layers()) {
        String begin = system.name() + "-";
        String end = "-" + layer;
        if (name.startsWith(begin)
            && name.endsWith(end)
            && name.length() > begin.length() + end.length()) {
          String environment = name.substring(begin.length(), name.length() - end.length());
          return Optional.of(new EnvironmentId(system.name(), environment).stack(layer));
        }
      }
    }
    return Optional.empty();
  }

  private static void readBucket(
      Backend.S3 s3,
      Bucket bucket,
      List<EnvironmentId> files,
      BiConsumer<StackStates.Entry, byte[]> add) {
    for (String key : bucket.keys()) {
      ofKey(key, files)
          .ifPresent(
              stack ->
                  bucket
                      .read(key)
                      .ifPresent(bytes -> add.accept(new StackStates.Entry(stack, s3), bytes)));
    }
  }

  private static void readFiles(
      DeployTarget target, List<EnvironmentId> files, BiConsumer<StackStates.Entry, byte[]> add) {
    if (!Files.isDirectory(target.folder())) {
      return;
    }
    try (Stream<Path> states = Files.list(target.folder())) {
      for (Path file : states.filter(f -> f.toString().endsWith(".tfstate")).sorted().toList()) {
        Optional<StackId> stack =
            ofName(file.getFileName().toString().replace(".tfstate", ""))
                .filter(id -> !files.contains(id.environment()));
        if (stack.isPresent()) {
          add.accept(
              new StackStates.Entry(stack.get(), new Backend.Local()), Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + target.folder(), e);
    }
  }

  /**
   * The buckets of all environments that can be read, those where a state was seen, and those of
   * the working folders.
   */
  private static List<Backend.S3> buckets(Project project, DeployTarget target) {
    Map<String, Backend.S3> buckets = new LinkedHashMap<>();
    for (Environment<?> environment : Selection.readable(project)) {
      if (environment.config().stateBackend() instanceof Backend.S3 s3) {
        buckets.putIfAbsent(s3.bucket(), s3);
      }
    }
    for (StateMemory.Entry entry : target.memory().all()) {
      if (entry.backend() instanceof Backend.S3 s3) {
        buckets.putIfAbsent(s3.bucket(), s3);
      }
    }
    lastSynthesized(target.folder()).forEach(s3 -> buckets.putIfAbsent(s3.bucket(), s3));
    return List.copyOf(buckets.values());
  }

  private static List<Backend.S3> lastSynthesized(Path folder) {
    List<Backend.S3> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> stacks = Files.list(folder)) {
      for (Path file : stacks.map(each -> each.resolve("cdk.tf.json")).sorted().toList()) {
        JsonNode s3 = Files.exists(file) ? Json.read(file).at("/terraform/backend/s3") : null;
        if (s3 != null && s3.has("bucket")) {
          String table = s3.path("dynamodb_table").textValue();
          boolean lockFile = s3.path("use_lockfile").asBoolean();
          found.add(
              new Backend.S3(
                  s3.path("bucket").asText(),
                  s3.path("region").asText(),
                  table == null
                      ? Backend.Lock.s3
                      : lockFile ? Backend.Lock.both : Backend.Lock.dynamodb,
                  table));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
