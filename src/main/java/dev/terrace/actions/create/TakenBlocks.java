package dev.terrace.actions.create;

import dev.terrace.config.Cidr;
import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The VPCs' blocks of all systems: networks that overlap can never be connected. */
public final class TakenBlocks {
  private TakenBlocks() {}

  public static List<Cidr> of(Project project) {
    Environments files = new Environments(project.environments());
    List<Cidr> blocks = new ArrayList<>();
    for (String system : files.folders()) { // also before their systems are built
      for (EnvironmentId id : files.of(system)) {
        block(files, id).ifPresent(blocks::add);
      }
    }
    return blocks;
  }

  private static Optional<Cidr> block(Environments files, EnvironmentId id) {
    try {
      String text = files.written(id).tree().path("network").path("cidr").asText("");
      return text.isEmpty() ? Optional.empty() : Optional.of(Cidr.parse(text));
    } catch (ConfigException | IllegalArgumentException e) {
      return Optional.empty(); // reported by commands that name the environment
    }
  }
}
