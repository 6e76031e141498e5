package dev.terrace.report.access;

import dev.terrace.config.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who reaches which ports of a security group, or what its members reach.
 *
 * @param inbound false for an egress rule
 * @param group the security group
 * @param protocol such as {@code tcp}; {@code -1} for all
 * @param from the first port, or ICMP type; 0 where the protocol has none
 * @param to the last one, at least {@code from}
 * @param peer an address block, a security group or a prefix list
 */
record Reach(boolean inbound, String group, String protocol, int from, int to, String peer) {
  private static final int LAST_PORT = 65_535;

  static final String ALL = "-1";

  /** What a peer that is a security group begins with. */
  static final String GROUP = "security group ";

  /** Ports do not count where all protocols are meant; -1 is every ICMP type. */
  static Reach of(boolean inbound, String group, String protocol, int from, int to, String peer) {
    String name = name(protocol);
    boolean every = name.equals(ALL) || from < 0 || (name.startsWith("icmp") && from == -1);
    return every
        ? new Reach(inbound, group, name, 0, LAST_PORT, peer)
        : new Reach(inbound, group, name, from, Math.max(from, to), peer);
  }

  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
  private static String name(String protocol) {
    return switch (protocol) {
      case "all", "" -> ALL;
      case "6" -> "tcp";
      case "17" -> "udp";
      case "1" -> "icmp";
      case "58" -> "icmpv6";
      default -> protocol;
    };
  }

  /**
   * @param names of security groups by their id
   */
  Reach named(Map<String, String> names) {
    String other = peer.startsWith(GROUP) ? peer.substring(GROUP.length()) : peer;
    return new Reach(
        inbound,
        names.getOrDefault(group, group),
        protocol,
        from,
        to,
        peer.startsWith(GROUP) ? GROUP + names.getOrDefault(other, other) : peer);
  }

  /** What is left of it without what others reach. */
  List<Reach> without(List<Reach> others) {
    List<Reach> left = List.of(this);
    for (Reach other : others) {
      if (other.inbound == inbound
          && other.group.equals(group)
          && (other.protocol.equals(ALL) || other.protocol.equals(protocol))
          && coversPeer(other.peer, peer)) {
        List<Reach> rest = new ArrayList<>();
        for (Reach each : left) {
          each.cut(other.from, other.to, rest);
        }
        left = rest;
      }
    }
    return left;
  }

  private void cut(int first, int last, List<Reach> into) {
    if (from < first) {
      into.add(new Reach(inbound, group, protocol, from, Math.min(to, first - 1), peer));
    }
    if (to > last) {
      into.add(new Reach(inbound, group, protocol, Math.max(from, last + 1), to, peer));
    }
  }

  private static boolean coversPeer(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    if (!one.matches(Cidr.FORM) || !other.matches(Cidr.FORM)) {
      return one.equals("::/0") && other.contains(":") && other.contains("/");
    }
    try {
      return Cidr.parse(one).contains(Cidr.parse(other));
    } catch (IllegalArgumentException e) {
      return false; // bits after the prefix: not certain
    }
  }

  String ports() {
    if (protocol.equals(ALL)) {
      return "every port and protocol";
    }
    if (from == 0 && to == LAST_PORT) {
      return "every " + protocol + (protocol.startsWith("icmp") ? " message" : " port");
    }
    String unit = protocol.startsWith("icmp") ? " type " : " port ";
    return protocol + unit + from + (to > from ? "-" + to : "");
  }

  /**
   * @param word {@code now} or {@code no longer}
   */
  String sentence(String word) {
    return inbound
        ? who() + " may " + word + " reach " + ports() + " of security group " + group
        : "members of security group "
            + group
            + " may "
            + word
            + " reach "
            + ports()
            + " of "
            + who();
  }

  private String who() {
    return switch (peer) {
      case "0.0.0.0/0" -> "every IPv4 address (0.0.0.0/0)";
      case "::/0" -> "every IPv6 address (::/0)";
      default -> peer;
    };
  }
}
