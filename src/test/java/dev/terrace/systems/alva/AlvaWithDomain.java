package dev.terrace.systems.alva;

import dev.terrace.support.Synthesized;

/** Staging with its one key more. */
final class AlvaWithDomain {
  private static final Synthesized STAGING =
      Synthesized.changed(
          "alva",
          "staging",
          yaml -> yaml + "\ndomain: {name: alva.app, hostedZoneId: Z08345672ABCDEF}\n");

  private AlvaWithDomain() {}

  static Synthesized synthesized() {
    return STAGING;
  }
}
