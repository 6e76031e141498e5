package dev.terrace.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * A resource whose address in the state changes, because its construct was renamed.
 *
 * @param layer whose stacks hold it, in every environment
 * @param from its former Terraform address
 * @param to its new one
 * @param since when the entry was written, such as {@code 2026-11-27}
 */
public record MovedResource(String layer, String from, String to, String since) implements Checked {
  private static final String ADDRESS = "[a-z][a-z0-9_]*\\.[A-Za-z_][\\w-]*";

  @Override
  public void check(Problems problems) {
    problems.notBlank("layer", layer, "must be a layer of the system");
    checkAddress(problems, "from", from);
    checkAddress(problems, "to", to);
    if (from != null && to != null && !type(from).equals(type(to))) {
      problems.at("to").add("must have the type of 'from', " + type(from), to);
    }
    if (since != null && !isDate(since)) {
      problems.at("since").add("must be a date such as 2026-11-27", since);
    }
  }

  private static void checkAddress(Problems problems, String key, String address) {
    if (address != null && !address.matches(ADDRESS)) {
      problems
          .at(key)
          .add("must be an address such as aws_s3_bucket.files_bucket_1A2B3C4D", address);
    }
  }

  private static String type(String address) {
    return address.replaceFirst("\\..*", "");
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Whether it is so old that every state should have the new address. */
  public boolean isOlderThan(int days, LocalDate today) {
    return LocalDate.parse(since).plusDays(days).isBefore(today);
  }

  /** Whether both say the same, whenever they were written. */
  public boolean isSameAs(MovedResource other) {
    return layer.equals(other.layer) && from.equals(other.from) && to.equals(other.to);
  }
}
