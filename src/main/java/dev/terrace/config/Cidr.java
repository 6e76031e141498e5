package dev.terrace.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An IPv4 block such as {@code 10.0.0.0/16}.
 *
 * @param network the first address, as an unsigned 32 bit number
 * @param prefixLength 0-32
 */
public record Cidr(long network, int prefixLength) {

  /** The form of a block, for the JSON schema. */
  public static final String FORM =
      "^((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)/(3[0-2]|[12]?\\d)$";

  /**
   * @throws IllegalArgumentException when the text is no block, or has bits set after the prefix
   */
  @JsonCreator
  public static Cidr parse(String text) {
    if (!text.matches(FORM)) {
      throw new IllegalArgumentException("must be an IPv4 block such as 10.0.0.0/16");
    }
    String[] parts = text.split("[./]", -1);
    long network = 0;
    for (int i = 0; i < 4; i++) {
      network = network << 8 | Integer.parseInt(parts[i]);
    }
    Cidr cidr = new Cidr(network, Integer.parseInt(parts[4]));
    if ((network & (cidr.size() - 1)) != 0) {
      throw new IllegalArgumentException(
          "must start at its network address: " + cidr.truncated() + " is meant");
    }
    return cidr;
  }

  /** The number of addresses. */
  public long size() {
    return 1L << (32 - prefixLength);
  }

  public boolean contains(Cidr other) {
    return network <= other.network && other.network + other.size() <= network + size();
  }

  public boolean overlaps(Cidr other) {
    return network < other.network + other.size() && other.network < network + size();
  }

  private Cidr truncated() {
    return new Cidr(network & -size(), prefixLength);
  }

  @JsonValue
  @Override
  public String toString() {
    return (network >> 24 & 255)
        + "."
        + (network >> 16 & 255)
        + "."
        + (network >> 8 & 255)
        + "."
        + (network & 255)
        + "/"
        + prefixLength;
  }
}
