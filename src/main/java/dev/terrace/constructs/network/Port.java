package dev.terrace.constructs.network;

/**
 * What a security rule is about.
 *
 * @param protocol tcp, udp, or -1 for every protocol and port
 * @param number 1-65535; without a meaning where the protocol is -1
 */
public record Port(String protocol, int number) {

  public Port {
    if (!protocol.equals("-1") && (number < 1 || number > 65535)) {
      throw new IllegalArgumentException("port must be 1-65535, got " + number);
    }
  }

  public static Port tcp(int number) {
    return new Port("tcp", number);
  }

  public static Port udp(int number) {
    return new Port("udp", number);
  }

  public static Port all() {
    return new Port("-1", 0);
  }

  boolean isBounded() {
    return !protocol.equals("-1");
  }

  String id() {
    return isBounded() ? protocol + "-" + number : "all";
  }
}
