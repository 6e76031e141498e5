package dev.terrace.moves;

import dev.terrace.config.StackId;
import java.util.List;

/**
 * What differs between two construct paths, read off the names that CDKTF makes of them: {@code
 * database → store} for {@code database_instance_1A2B3C4D} and {@code store_instance_5E6F7A8B}.
 */
record Renaming(StackId source, List<String> from, StackId destination, List<String> to) {
  static Renaming between(StackId source, String from, StackId destination, String to) {
    List<String> one = segments(from);
    List<String> other = segments(to);
    int shared = Math.min(one.size(), other.size());
    int head = 0;
    while (head < shared && one.get(head).equals(other.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shared - head
        && one.get(one.size() - 1 - tail).equals(other.get(other.size() - 1 - tail))) {
      tail++;
    }
    return new Renaming(
        source,
        List.copyOf(one.subList(head, one.size() - tail)),
        destination,
        List.copyOf(other.subList(head, other.size() - tail)));
  }

  /** Of an address, without the hash of the path. */
  private static List<String> segments(String address) {
    String name = address.substring(address.lastIndexOf('.') + 1);
    return List.of(name.replaceFirst("_[0-9A-F]{8}$", "").split("_", -1));
  }
}
