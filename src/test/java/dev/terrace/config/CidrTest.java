package dev.terrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.0.10.0/24",
        "192.168.1.128/25",
        "255.255.255.255/32",
        "128.0.0.0/1"
      })
  void a_block_reads_as_it_was_written(String text) {
    assertThat(Cidr.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0/16",
        "10.0.0.0/33",
        "256.0.0.0/8",
        "10.0.0.0/-1",
        "10.0.0.0/016",
        "010.0.0.0/8",
        "a.b.c.d/8",
        "10.0.0.0/16 ",
        "::/0"
      })
  void what_is_no_block_is_refused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be an IPv4 block such as 10.0.0.0/16");
  }

  @Test
  void a_block_starts_at_its_network_address() {
    assertThatThrownBy(() -> Cidr.parse("10.0.0.1/16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must start at its network address: 10.0.0.0/16 is meant");
    assertThatThrownBy(() -> Cidr.parse("200.1.2.3/1"))
        .hasMessage("must start at its network address: 128.0.0.0/1 is meant");
  }

  @Test
  void a_block_knows_how_many_addresses_it_has() {
    assertThat(Cidr.parse("0.0.0.0/0").size()).isEqualTo(4_294_967_296L);
    assertThat(Cidr.parse("10.0.0.0/24").size()).isEqualTo(256);
    assertThat(Cidr.parse("10.0.0.1/32").size()).isEqualTo(1);
  }

  @Test
  void a_block_contains_those_inside_it_and_itself() {
    Cidr vpc = Cidr.parse("10.0.0.0/16");

    assertThat(vpc.contains(vpc)).isTrue();
    assertThat(vpc.contains(Cidr.parse("10.0.255.0/24"))).isTrue();
    assertThat(vpc.contains(Cidr.parse("10.1.0.0/24"))).isFalse();
    assertThat(vpc.contains(Cidr.parse("10.0.0.0/15"))).isFalse();
    assertThat(Cidr.parse("0.0.0.0/0").contains(Cidr.parse("255.255.255.255/32"))).isTrue();
  }

  @Test
  void blocks_overlap_where_they_share_an_address() {
    Cidr block = Cidr.parse("10.0.1.0/24");

    assertThat(block.overlaps(Cidr.parse("10.0.1.128/25"))).isTrue();
    assertThat(block.overlaps(Cidr.parse("10.0.0.0/16"))).isTrue();
    assertThat(block.overlaps(Cidr.parse("10.0.0.0/24"))).isFalse();
    assertThat(block.overlaps(Cidr.parse("10.0.2.0/24"))).isFalse();
  }
}
