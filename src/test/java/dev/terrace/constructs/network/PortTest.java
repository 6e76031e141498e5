package dev.terrace.constructs.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 443, 65535})
  void a_port_is_named_by_its_protocol_and_number(int number) {
    assertThat(Port.tcp(number).id()).isEqualTo("tcp-" + number);
    assertThat(Port.udp(number).id()).isEqualTo("udp-" + number);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void a_number_that_is_no_port_is_refused(int number) {
    assertThatThrownBy(() -> Port.tcp(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be 1-65535, got " + number);
  }

  @Test
  void every_port_has_no_bounds() {
    assertThat(Port.all().id()).isEqualTo("all");
    assertThat(Port.all().isBounded()).isFalse();
  }
}
