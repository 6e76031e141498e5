package dev.terrace.actions.create;

import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environments that extend another one, directly or not, each after the one that it extends.
 *
 * @param valid with their values, inherited ones included
 */
record Heirs(Map<EnvironmentId, YamlFile> valid, List<EnvironmentId> invalid) {

  static Heirs of(EnvironmentId id, ConfigDraft draft) {
    Environments files = draft.environments();
    Set<EnvironmentId> found = new LinkedHashSet<>(List.of(id));
    int before = 0;
    while (found.size() > before) {
      before = found.size();
      for (EnvironmentId each : files.of(id.system())) {
        base(files, each).filter(found::contains).ifPresent(base -> found.add(each));
      }
    }
    found.remove(id);
    Map<EnvironmentId, YamlFile> valid = new LinkedHashMap<>();
    List<EnvironmentId> invalid = new ArrayList<>();
    for (EnvironmentId each : found) {
      if (draft.ifValid(each).isPresent()) {
        valid.put(each, files.written(each));
      } else {
        invalid.add(each);
      }
    }
    return new Heirs(valid, invalid);
  }

  private static Optional<EnvironmentId> base(Environments files, EnvironmentId id) {
    try {
      return files.base(id);
    } catch (ConfigException e) {
      return Optional.empty(); // a file that cannot be read extends nothing; 'doctor' reports it
    }
  }
}
