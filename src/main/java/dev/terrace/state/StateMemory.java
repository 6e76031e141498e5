package dev.terrace.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine last saw of each state, by stack and place: so that a state that went back, was
 * replaced or has vanished is noticed before anything is planned.
 */
public final class StateMemory {
  private final Path folder;

  /**
   * @param workingFolders the folder of working folders
   */
  public StateMemory(Path workingFolders) {
    this.folder = workingFolders.resolve("seen");
  }

  /**
   * A state as it was.
   *
   * @param lineage empty where there was no state
   * @param resources how many it held
   * @param at when it was seen
   */
  public record Seen(String lineage, long serial, int resources, Instant at) {}

  /** One remembered state. */
  public record Entry(StackId stack, Backend backend, Seen seen) {}

  /** Empty where it was never seen. */
  public Optional<Seen> of(StackId stack, Backend backend) {
    return read(file(stack)).stream()
        .filter(entry -> place(entry.backend(), stack).equals(place(backend, stack)))
        .map(Entry::seen)
        .findFirst();
  }

  /** Everything that was seen, by stack. */
  public List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return entries;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .forEach(file -> entries.addAll(read(file)));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /** Replaces what was seen before. */
  public void note(StackId stack, Backend backend, Optional<StoredState> state, Instant at) {
    Seen seen =
        state
            .map(found -> new Seen(found.lineage(), found.serial(), found.resources().size(), at))
            .orElse(new Seen("", 0, 0, at));
    List<Entry> entries = others(stack, backend);
    entries.add(new Entry(stack, backend, seen));
    write(stack, entries);
  }

  /** Forgets a state, which is then seen as if for the first time. */
  public void forget(StackId stack, Backend backend) {
    write(stack, others(stack, backend));
  }

  private List<Entry> others(StackId stack, Backend backend) {
    List<Entry> entries = new ArrayList<>(read(file(stack)));
    entries.removeIf(entry -> place(entry.backend(), stack).equals(place(backend, stack)));
    return entries;
  }

  private void write(StackId stack, List<Entry> entries) {
    if (entries.isEmpty()) {
      FileTrees.delete(file(stack));
      return;
    }
    ObjectNode tree =
        Json.object()
            .put("system", stack.environment().system())
            .put("environment", stack.environment().environment())
            .put("layer", stack.layer());
    for (Entry entry : entries) {
      tree.withArray("states")
          .addObject()
          .put("place", place(entry.backend(), stack))
          .put("lineage", entry.seen().lineage())
          .put("serial", entry.seen().serial())
          .put("resources", entry.seen().resources())
          .put("at", entry.seen().at().toString())
          .set("backend", backend(entry.backend()));
    }
    FileTrees.writeWhole(file(stack), Json.pretty(tree));
  }

  private Path file(StackId stack) {
    return folder.resolve(stack.toString().replace('/', '.') + ".json");
  }

  private static List<Entry> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return entries(Json.read(file));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof JsonProcessingException) {
        throw new DamagedMemory(file, e);
      }
      throw e;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new DamagedMemory(file, e);
    }
  }

  private static List<Entry> entries(JsonNode tree) {
    StackId stack =
        new EnvironmentId(tree.path("system").asText(), tree.path("environment").asText())
            .stack(tree.path("layer").asText());
    List<Entry> entries = new ArrayList<>();
    for (JsonNode state : tree.path("states")) {
      entries.add(
          new Entry(
              stack,
              backend(state.path("backend")),
              new Seen(
                  state.path("lineage").asText(),
                  state.path("serial").asLong(),
                  state.path("resources").asInt(),
                  Instant.parse(state.path("at").asText()))));
    }
    return entries;
  }

  /** A file of another program, or one that a full disk cut. */
  private static final class DamagedMemory extends UserError {
    private static final long serialVersionUID = 1L;

    DamagedMemory(Path file, RuntimeException cause) {
      super(
          Kind.USAGE,
          file
              + ": must say what was last seen of a state, and is damaged; delete it: the next run"
              + " sees that state as if for the first time",
          cause);
    }
  }

  /** Where a state is stored, whatever locks it. */
  public static String place(Backend backend, StackId stack) {
    if (backend instanceof Backend.S3 s3) {
      return "s3://" + s3.bucket() + "/" + s3.key(stack);
    }
    return backend instanceof Backend.Cloud cloud
        ? cloud.hostname() + "/" + cloud.organization() + "/" + cloud.workspace(stack)
        : "file";
  }

  private static ObjectNode backend(Backend backend) {
    ObjectNode tree = Json.object();
    if (backend instanceof Backend.S3 s3) {
      return tree.put("bucket", s3.bucket())
          .put("region", s3.region())
          .put("lock", s3.lock().toString())
          .put("table", s3.dynamodbTable());
    }
    return backend instanceof Backend.Cloud cloud
        ? tree.put("organization", cloud.organization())
            .put("hostname", cloud.hostname())
            .put("workspacePrefix", cloud.workspacePrefix())
        : tree;
  }

  private static Backend backend(JsonNode tree) {
    if (tree.has("bucket")) {
      return new Backend.S3(
          tree.path("bucket").asText(),
          tree.path("region").asText(),
          Backend.Lock.valueOf(tree.path("lock").asText()),
          tree.path("table").textValue());
    }
    return tree.has("organization")
        ? new Backend.Cloud(
            tree.path("organization").asText(),
            tree.path("hostname").asText(),
            tree.path("workspacePrefix").asText())
        : new Backend.Local();
  }
}
