package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ARNs of adopted secrets.
 *
 * @param withValue those that have a value, which a new version would replace
 * @param withoutValue those that have none yet
 */
record AdoptedSecrets(Set<String> withValue, Set<String> withoutValue) {

  /**
   * Asks AWS which secrets have a value; reads none.
   *
   * @param region of the secrets
   */
  static AdoptedSecrets read(
      Collection<AdoptionFile> files, OldStates old, ScratchPlanner planner, String region) {
    List<ExistingResource> secrets = new ArrayList<>();
    for (AdoptionFile file : files) {
      file.entries().stream()
          .filter(entry -> entry.type().equals("aws_secretsmanager_secret"))
          .forEach(entry -> secrets.add(secret(entry, old)));
    }
    if (secrets.isEmpty()) {
      return new AdoptedSecrets(Set.of(), Set.of());
    }
    Set<String> withValue = new TreeSet<>();
    planner
        .completed(region, secrets, List.of())
        .forEach(version -> withValue.add(version.attributes().path("secret_id").asText()));
    Set<String> withoutValue = new TreeSet<>();
    secrets.forEach(secret -> withoutValue.add(secret.attributes().path("id").asText()));
    withoutValue.removeAll(withValue);
    return new AdoptedSecrets(withValue, withoutValue);
  }

  private static ExistingResource secret(Entry entry, OldStates old) {
    ObjectNode attributes =
        old.instance(entry)
            .map(instance -> instance.withObject("/attributes"))
            .orElseGet(() -> Json.object().put("id", entry.importId().orElse("")));
    return new ExistingResource(
        entry.type(), entry.from(), new Origin.Ids(entry.source()), attributes, entry.importId());
  }
}
