package dev.terrace.adopt;

import java.util.List;

/**
 * One resource that is wanted and exists.
 *
 * @param how in words for people: which attributes say so
 * @param differences what the configuration says otherwise; empty for {@link Sure#EXACT}
 */
public record Match(
    Wanted wanted, Existing existing, Sure sure, String how, List<Difference> differences) {

  /** How surely it is the same resource. */
  public enum Sure {
    /** Everything that is known on both sides agrees, and nothing else agrees as well. */
    EXACT,
    /** AWS cannot hold two resources with these values; other attributes may differ. */
    IDENTITY,
    /** A resource that was matched points to it, and everything known agrees. */
    IMPLIED,
    /** Several agree in everything but tags, and one alone has the wanted {@code Name}. */
    NAME_TAG,
    /** A person said so. */
    HAND;

    /** As adoption files write it. */
    public String words() {
      return switch (this) {
        case EXACT -> "exact";
        case IDENTITY -> "identity";
        case IMPLIED -> "implied";
        case NAME_TAG -> "name tag";
        case HAND -> "hand";
      };
    }
  }
}
