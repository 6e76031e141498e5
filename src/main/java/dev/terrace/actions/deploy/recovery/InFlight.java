package dev.terrace.actions.deploy.recovery;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks in AWS for resources whose creation was begun and of which no id is known. */
final class InFlight {
  private static final Map<String, Finder> FINDERS = new TreeMap<>();

  static {
    Stream.of(
            NetworkFinders.FINDERS,
            BalancerFinders.FINDERS,
            DnsFinders.FINDERS,
            DataFinders.FINDERS,
            AccountFinders.FINDERS)
        .forEach(FINDERS::putAll);
  }

  private InFlight() {}

  /** By type. */
  static Map<String, Finder> finders() {
    return FINDERS;
  }
}
