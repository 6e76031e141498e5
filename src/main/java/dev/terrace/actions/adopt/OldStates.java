package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.SourcePaths;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.retire.OldRoot;
import dev.terrace.project.DeployTarget;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The old Terraform states that adoption files refer to. */
final class OldStates {
  private static final String PREFIX = "state ";

  private final Map<String, ObjectNode> instances;
  private final Map<String, Map<String, Integer>> parts;
  private final Map<String, Map<String, Set<String>>> dependencies;

  private OldStates(
      Map<String, ObjectNode> instances,
      Map<String, Map<String, Integer>> parts,
      Map<String, Map<String, Set<String>>> dependencies) {
    this.instances = instances;
    this.parts = parts;
    this.dependencies = dependencies;
  }

  /** Reads the states; keeps the instances that the files move, to save memory. */
  static OldStates read(Collection<AdoptionFile> files, DeployTarget target, SourcePaths paths) {
    Set<String> moved = new LinkedHashSet<>();
    Set<String> sources = new TreeSet<>();
    for (AdoptionFile file : files) {
      for (Entry entry : file.entries()) {
        if (isState(entry)) {
          sources.add(entry.source());
          if (entry.importId().isEmpty()) {
            moved.add(key(entry.source(), entry.from()));
          }
        }
      }
    }
    Map<String, ObjectNode> instances = new HashMap<>();
    Map<String, Map<String, Integer>> parts = new TreeMap<>();
    Map<String, Map<String, Set<String>>> dependencies = new TreeMap<>();
    for (String source : sources) {
      Map<String, Integer> counts = parts.computeIfAbsent(source, s -> new TreeMap<>());
      Map<String, Set<String>> needs = dependencies.computeIfAbsent(source, s -> new TreeMap<>());
      AdoptionSources.state(source.substring(PREFIX.length()), target, paths)
          .each(
              instance -> {
                Set<String> on = needs.computeIfAbsent(instance.address(), a -> new TreeSet<>());
                instance.body().path("dependencies").forEach(each -> on.add(each.asText()));
                counts.put(
                    instance.address(),
                    OldRoot.parts(instance.type(), instance.body().path("attributes")));
                String key = key(source, instance.address());
                if (moved.contains(key)) {
                  instances.put(key, instance.body());
                }
              });
    }
    return new OldStates(instances, parts, dependencies);
  }

  static boolean isState(Entry entry) {
    return entry.source().startsWith(PREFIX);
  }

  /** The parts of every instance of one state, by address; see {@link OldRoot#parts}. */
  static Map<String, Integer> parts(String source, DeployTarget target, SourcePaths paths) {
    Map<String, Integer> parts = new TreeMap<>();
    AdoptionSources.state(source.substring(PREFIX.length()), target, paths)
        .each(
            instance ->
                parts.put(
                    instance.address(),
                    OldRoot.parts(instance.type(), instance.body().path("attributes"))));
    return parts;
  }

  /** The instance of an entry; empty if its state lacks it. */
  Optional<ObjectNode> instance(Entry entry) {
    return Optional.ofNullable(instances.get(key(entry.source(), entry.from())));
  }

  /** The parts of every instance, by source and address. */
  Map<String, Map<String, Integer>> parts() {
    return parts;
  }

  /** What an instance depends on, by source and address. */
  Map<String, Map<String, Set<String>>> dependencies() {
    return dependencies;
  }

  private static String key(String source, String name) {
    return source + "\n" + name;
  }
}
