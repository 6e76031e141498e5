package dev.terrace.adopt;

import java.util.List;

/** Something that describes resources that exist. */
public interface Source {

  /**
   * What a source holds.
   *
   * @param resources in the order of the source
   * @param notes what could not be understood, a sentence each, for people
   */
  record Reading(List<Existing> resources, List<String> notes) {}

  /**
   * @throws AdoptException when it cannot be used at all
   */
  Reading read();
}
