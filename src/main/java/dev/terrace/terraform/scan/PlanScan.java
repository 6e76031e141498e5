package dev.terrace.terraform.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A plan as {@code terraform show -json} prints it, as far as it tells what happens to resources.
 * Format: <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON Output
 * Format</a>.
 *
 * @param resources how many objects the plan names, with those that stay as they are
 * @param changes without those that stay as they are
 * @param oddities what a reader of this format cannot understand, or should not trust
 */
public record PlanScan(
    String terraformVersion, long resources, List<ScannedChange> changes, List<Oddity> oddities) {
  public static final PlanScan EMPTY = new PlanScan("", 0, List.of(), List.of());

  /** Of a plan that nobody has read as a whole. */
  public static final PlanScan UNREAD =
      new PlanScan("", 0, List.of(), List.of(new Oddity("plan", "it was not read")));

  public PlanScan {
    changes = List.copyOf(changes);
    oddities = List.copyOf(oddities);
  }

  /**
   * Something about a plan as a whole.
   *
   * @param member where it is, such as {@code plan.complete}
   * @param meaning for people
   */
  public record Oddity(String member, String meaning) {}

  /**
   * @throws NotAPlan when it is something else, truncated, or of another major version
   */
  public static PlanScan read(InputStream json) throws IOException {
    return new PlanScanner().read(json);
  }

  /** The same of a tree that Terraform has printed here. */
  public static PlanScan of(JsonNode tree) {
    try (JsonParser parser = tree.traverse()) {
      return new PlanScanner().readTrusted(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
