package dev.terrace.adopt.source;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import java.util.List;

/** A description of existing resources. */
public interface AdoptionSource {

  /**
   * The content of a source.
   *
   * @param resources in the order of the source
   * @param notes warnings for people, one sentence each
   */
  record Reading(List<ExistingResource> resources, List<String> notes) {}

  /**
   * @throws AdoptException if the source is unusable
   */
  Reading read();
}
