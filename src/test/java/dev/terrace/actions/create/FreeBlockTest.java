package dev.terrace.actions.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.Cidr;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreeBlockTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.20.0.0/16   | 10.20.0.0/16, 10.21.0.0/16   | 10.22.0.0/16
          10.0.0.0/16    | 10.0.0.0/16, 10.1.0.0/20     | 10.2.0.0/16
          10.255.0.0/16  | 10.255.0.0/16, 10.0.0.0/16   | 10.1.0.0/16
          10.0.0.0/20    | 10.0.0.0/16                  | 10.1.0.0/20
          172.16.0.0/16  | 172.16.0.0/16                | 172.18.0.0/16
          192.168.0.0/17 | 192.168.0.0/17               | 192.168.128.0/17
          100.64.0.0/16  | 100.64.0.0/16, 10.0.0.0/16   | 10.1.0.0/16
          """)
  void the_next_block_of_the_range_that_overlaps_no_other_is_free(
      String like, String taken, String free) {
    assertThat(FreeBlock.like(Cidr.parse(like), blocks(taken))).contains(Cidr.parse(free));
  }

  @Test
  void a_full_range_has_no_free_block() {
    assertThat(FreeBlock.like(Cidr.parse("192.168.0.0/16"), blocks("192.168.4.0/24"))).isEmpty();
  }

  @Test
  void subnets_keep_their_place() {
    assertThat(
            FreeBlock.moved(
                Cidr.parse("10.20.11.0/24"), Cidr.parse("10.20.0.0/16"), Cidr.parse("10.3.0.0/16")))
        .isEqualTo(Cidr.parse("10.3.11.0/24"));
  }

  private static List<Cidr> blocks(String texts) {
    return Arrays.stream(texts.split(", ", -1)).map(Cidr::parse).toList();
  }
}
