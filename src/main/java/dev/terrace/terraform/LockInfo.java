package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a state's lock.
 *
 * @param id what {@code force-unlock} wants
 * @param who user and host
 * @param operation such as {@code OperationTypeApply}
 * @param created when it was taken, as Terraform says it
 */
public record LockInfo(String id, String who, String operation, String created) {
  /** A lock that is there and does not say who holds it. Its id is empty. */
  public static final LockInfo UNREADABLE = new LockInfo("", "", "", "");

  /** Go's zero time, which Terraform prints for a lock that does not say when it was taken. */
  private static final String NEVER = "0001-01-01";

  private static final Pattern FIELD = Pattern.compile("(?m)^ *(ID|Who|Operation|Created): +(.*)$");

  /** What a lock does not say is said to be unknown. */
  public LockInfo {
    who = who.isBlank() ? "somebody whose entry cannot be read" : who;
    operation = operation.isBlank() ? "unknown" : operation;
    created = created.isBlank() || created.startsWith(NEVER) ? "an unknown time" : created;
  }

  /** Finds the lock in the detail of Terraform's error about it. */
  static Optional<LockInfo> find(String detail) {
    int start = detail.indexOf("Lock Info:");
    if (start < 0) {
      return Optional.empty();
    }
    String id = "";
    String who = "";
    String operation = "";
    String created = "";
    Matcher matcher = FIELD.matcher(detail).region(start, detail.length());
    while (matcher.find()) {
      String value = matcher.group(2).trim();
      switch (matcher.group(1)) {
        case "ID" -> id = value;
        case "Who" -> who = value;
        case "Operation" -> operation = value;
        default -> created = value;
      }
    }
    return id.isEmpty() ? Optional.empty() : Optional.of(new LockInfo(id, who, operation, created));
  }

  /** The lock as Terraform stores it; empty for a text that is none. */
  public static Optional<LockInfo> parse(String json) {
    JsonNode lock;
    try {
      lock = Json.parse(json);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String id = lock.path("ID").asText();
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LockInfo(
                id,
                lock.path("Who").asText(),
                lock.path("Operation").asText(),
                lock.path("Created")
                    .asText()
                    .replaceFirst("^(\\S{10})T(\\d\\d:\\d\\d:\\d\\d)[.\\d]*Z$", "$1 $2 UTC")));
  }

  /** For example {@code ann@laptop since 2026-01-31 10:00:00 UTC (apply)}. */
  public String describe() {
    String since =
        created.replaceFirst("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)[.\\d]* \\+0000", "$1");
    return who
        + " since "
        + since
        + " ("
        + operation.replace("OperationType", "").toLowerCase(java.util.Locale.ROOT)
        + ")";
  }
}
