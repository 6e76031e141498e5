package dev.terrace.actions.adopt;

import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.match.MatchResult;
import dev.terrace.adopt.retire.OldRoot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Existing resources without a match. */
final class UnmatchedResources {
  private UnmatchedResources() {}

  /** Their descriptions by module and type, without legacy resources whose parts are matched. */
  static Map<String, Set<String>> describe(MatchResult result) {
    Map<Origin, Set<String>> matched = new HashMap<>();
    result
        .matches()
        .forEach(
            match ->
                matched
                    .computeIfAbsent(match.existing().origin(), origin -> new HashSet<>())
                    .add(match.existing().name()));
    Map<Origin, Map<String, Integer>> parts = new HashMap<>();
    result
        .unmatchedExisting()
        .forEach(
            each ->
                parts
                    .computeIfAbsent(each.origin(), origin -> new HashMap<>())
                    .put(each.name(), OldRoot.parts(each.type(), each.attributes())));
    Map<Origin, Set<String>> taken = new HashMap<>();
    parts.forEach(
        (origin, counts) ->
            taken.put(origin, OldRoot.taken(counts, matched.getOrDefault(origin, Set.of()))));
    return result.unmatchedExisting().stream()
        .filter(each -> !each.type().equals("aws_secretsmanager_secret_version"))
        .filter(each -> !taken.get(each.origin()).contains(each.name()))
        .collect(
            Collectors.groupingBy(
                each -> OldRoot.group(each.name(), each.type()),
                TreeMap::new,
                Collectors.mapping(
                    ExistingResource::describe, Collectors.toCollection(TreeSet::new))));
  }
}
