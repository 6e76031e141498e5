package dev.terrace.config.value;

import java.util.Optional;

/** What the pattern of a host with a port cannot say. */
final class HostPort {
  private HostPort() {}

  /**
   * @param authority a host, and a port where it has one
   */
  static Optional<String> refusal(String authority) {
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (colon >= 0) {
      int port = Integer.parseInt(authority.substring(colon + 1));
      if (port < 1 || port > 65_535) {
        return Optional.of("must have a port of 1-65535");
      }
    }
    if (host.length() > 253) {
      return Optional.of("must have a host of at most 253 characters");
    }
    boolean isAddress = host.matches("\\d+(\\.\\d+){3}");
    return isAddress && !host.matches("(0*(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}")
        ? Optional.of("must have a host that exists: no address has a part above 255")
        : Optional.empty();
  }
}
