package dev.terrace.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Cidr;
import dev.terrace.config.Problem;
import dev.terrace.config.Problems;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of blocks that count addresses. */
final class SubnetsTest {

  private static List<String> room(List<Cidr> tier, long fewest) {
    Problems problems = Problems.of("appSubnets");
    Subnets.checkRoom(problems, tier, fewest);
    return problems.list().stream().map(Problem::toString).toList();
  }

  /** Each size that a subnet may have, with as many tasks as fit and one more. */
  @Test
  void a_tier_has_an_address_for_each_task() {
    IntStream.rangeClosed(16, 28)
        .forEach(
            prefix -> {
              List<Cidr> tier =
                  List.of(Cidr.parse("10.0.0.0/" + prefix), Cidr.parse("10.1.0.0/" + prefix));
              long free = 2 * ((1L << (32 - prefix)) - 5);
              assertThat(room(tier, free)).isEmpty();
              assertThat(room(tier, free + 1))
                  .singleElement()
                  .asString()
                  .startsWith(
                      "appSubnets: must have an address for each of the "
                          + (free + 1)
                          + " tasks, instances and endpoints in it, and has "
                          + free
                          + ": take larger blocks, or run fewer, got ");
            });
  }

  private static List<String> sources(String block) {
    Problems problems = Problems.of("ingressCidrs");
    Subnets.checkSources(problems, List.of(Cidr.parse(block)));
    return problems.list().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/8, 0.255.255.255/32, 1.0.0.0/32",
    "127.0.0.0/8, 127.0.0.1/32, 128.0.0.0/32",
    "169.254.0.0/16, 169.254.169.254/32, 169.255.0.0/32",
    "224.0.0.0/4, 239.255.255.255/32, 223.255.255.255/32",
    "240.0.0.0/4, 255.255.255.255/32, 192.0.0.0/32"
  })
  void nobody_comes_from_a_reserved_block(String reserved, String inside, String outside) {
    assertThat(sources(reserved)).hasSize(1);
    assertThat(sources(inside))
        .singleElement()
        .asString()
        .startsWith("ingressCidrs[0]: must not lie in " + reserved + ", which ")
        .endsWith(", got '" + inside + "'");
    assertThat(sources(outside)).isEmpty();
    assertThat(sources("0.0.0.0/0")).isEmpty();
  }
}
