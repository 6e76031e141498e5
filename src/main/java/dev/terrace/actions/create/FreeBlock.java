package dev.terrace.actions.create;

import dev.terrace.config.Cidr;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An IPv4 block that overlaps no other one. */
public final class FreeBlock {
  /** RFC 1918. */
  private static final List<Cidr> PRIVATE =
      List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"));

  /** Docker documentation, "Bridge network driver": the default bridge's block. */
  private static final Cidr DOCKER = Cidr.parse("172.17.0.0/16");

  private FreeBlock() {}

  /**
   * The next free block of the same size in the same private range; a block that is not private is
   * followed by one of 10.0.0.0/8.
   *
   * @return empty where the range is full
   */
  public static Optional<Cidr> like(Cidr block, Collection<Cidr> taken) {
    Cidr range =
        PRIVATE.stream().filter(each -> each.contains(block)).findFirst().orElse(PRIVATE.get(0));
    long count = range.size() / block.size();
    long first = range.contains(block) ? (block.network() - range.network()) / block.size() : -1;
    for (long i = 1; i <= count; i++) {
      Cidr next =
          new Cidr(
              range.network() + Math.floorMod(first + i, count) * block.size(),
              block.prefixLength());
      if (!next.overlaps(DOCKER) && taken.stream().noneMatch(next::overlaps)) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  /** A block inside of {@code from} at the same place inside of {@code to}. */
  static Cidr moved(Cidr block, Cidr from, Cidr to) {
    return new Cidr(to.network() + block.network() - from.network(), block.prefixLength());
  }
}
