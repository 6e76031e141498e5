package dev.terrace.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A state of version 4 as it is stored. Its text may hold secrets: it goes to Terraform and nowhere
 * else.
 *
 * @param tree the whole state
 */
public record StoredState(ObjectNode tree) {
  /** Numbers keep every digit. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Empty for what Terraform cannot read, either: truncated, not JSON, or not of version 4. */
  public static Optional<StoredState> parse(byte[] text) {
    return parse(new String(text, StandardCharsets.UTF_8));
  }

  /** The same. */
  public static Optional<StoredState> parse(String text) {
    return parseUnwritten(text).filter(state -> !state.lineage().isEmpty());
  }

  /**
   * The same for a state that Terraform kept because it could not write it: if it could not even
   * look for an earlier one, that state has no lineage yet, and gets one when it is pushed
   * (Terraform 1.11's {@code internal/states/remote/state.go}, {@code PersistState}).
   */
  public static Optional<StoredState> parseUnwritten(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      boolean whole =
          tree instanceof ObjectNode
              && tree.path("version").asInt() == 4
              && tree.path("serial").canConvertToLong()
              && tree.path("lineage").isTextual()
              && tree.path("resources").isArray();
      return whole ? Optional.of(new StoredState((ObjectNode) tree)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether something is stored that is no state; nothing and blanks are no damage. */
  public static boolean isDamaged(String text) {
    return !text.isBlank() && parse(text).isEmpty();
  }

  /** Rises with each write. */
  public long serial() {
    return tree.path("serial").asLong();
  }

  /** Set by the first write and shared by all states of one stack. */
  public String lineage() {
    return tree.path("lineage").asText();
  }

  /** Attributes of each managed resource, by address. */
  public Map<String, JsonNode> resources() {
    return State.of(tree).resources();
  }

  /** Neither resources nor outputs. */
  public boolean isEmpty() {
    return State.of(tree).isEmpty();
  }

  /** The same state with another serial. */
  public StoredState withSerial(long serial) {
    ObjectNode copy = tree.deepCopy();
    copy.put("serial", serial);
    return new StoredState(copy);
  }

  /** Compares lineage, serial, resources and outputs; Terraform rewrites the rest. */
  boolean sameAs(StoredState other) {
    return serial() == other.serial()
        && lineage().equals(other.lineage())
        && tree.path("resources").equals(other.tree.path("resources"))
        && tree.path("outputs").equals(other.tree.path("outputs"));
  }

  /** Like {@link #sameAs}, without the serial. */
  boolean holdsTheSameAs(StoredState other) {
    return sameAs(other.withSerial(serial()));
  }

  /**
   * Whether a push of this one has stored another: Terraform may give it a serial and a lineage of
   * its own.
   */
  public boolean isStoredAs(StoredState other) {
    return (lineage().isEmpty() || lineage().equals(other.lineage()))
        && serial() <= other.serial()
        && tree.path("resources").equals(other.tree.path("resources"))
        && tree.path("outputs").equals(other.tree.path("outputs"));
  }

  /** Writes it over the one that is there, for a caller that holds the state's lock itself. */
  void pushUnderOwnLock(Terraform terraform) {
    try {
      Path file = Files.createTempFile("push", ".tfstate"); // only its owner may read it
      try {
        Files.writeString(file, text());
        terraform.pushUnderOwnLock(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  /**
   * How the resources of one state differ from those of another.
   *
   * @param added addresses only in the other state
   * @param removed addresses only in this state
   * @param changed addresses in both, with different attributes
   */
  public record ResourceChanges(List<String> added, List<String> removed, List<String> changed) {
    public boolean isEmpty() {
      return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
  }

  public ResourceChanges to(StoredState other) {
    return difference(resources(), other.resources());
  }

  /** Every resource of this one counts as added. */
  public ResourceChanges fromNothing() {
    return difference(Map.of(), resources());
  }

  private static ResourceChanges difference(Map<String, JsonNode> from, Map<String, JsonNode> to) {
    Map<String, JsonNode> common = new LinkedHashMap<>(from);
    common.keySet().retainAll(to.keySet());
    return new ResourceChanges(
        to.keySet().stream().filter(address -> !from.containsKey(address)).sorted().toList(),
        from.keySet().stream().filter(address -> !to.containsKey(address)).sorted().toList(),
        common.keySet().stream()
            .filter(address -> !Objects.equals(from.get(address), to.get(address)))
            .sorted()
            .toList());
  }
}
