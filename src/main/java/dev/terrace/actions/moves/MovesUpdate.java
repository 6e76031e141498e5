package dev.terrace.actions.moves;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.MovedResource;
import dev.terrace.config.MovesFile;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.moves.Pair;
import dev.terrace.terraform.State;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The file of moves of a system, and what becomes of it. */
public final class MovesUpdate {
  private final Path environments;
  private final String system;
  private final List<MovedResource> written;
  private final List<MovedResource> added = new ArrayList<>();
  private final Set<MovedResource> removed = new LinkedHashSet<>();
  private final Map<MovedResource, String> kept = new LinkedHashMap<>();

  /**
   * @param environments the folder {@code environments}
   * @param written what the file holds now
   */
  MovesUpdate(Path environments, String system, List<MovedResource> written) {
    this.environments = environments;
    this.system = system;
    this.written = List.copyOf(written);
  }

  /** The file as messages show it. */
  public String file() {
    return MovesFile.shownAs(system);
  }

  public List<MovedResource> added() {
    return List.copyOf(added);
  }

  /** Entries that expired, and those of renames that were taken back. */
  public List<MovedResource> removed() {
    return List.copyOf(removed);
  }

  /** Old entries that have to stay, with the reason. */
  public Map<MovedResource, String> kept() {
    return new LinkedHashMap<>(kept);
  }

  public boolean isChanged() {
    return !added.isEmpty() || !removed.isEmpty();
  }

  /** New addresses by former ones that the file has for a layer. */
  Map<String, String> of(String layer) {
    Map<String, String> moves = new LinkedHashMap<>();
    written.stream()
        .filter(each -> each.layer().equals(layer))
        .forEach(each -> moves.put(each.from(), each.to()));
    return moves;
  }

  /**
   * Adds what is new. A resource that is renamed for the second time, while a state has its first
   * address, gets an entry that follows the written one. A rename that is taken back removes its
   * entry, which would begin at an address of the code.
   *
   * @throws UserError if another environment moves the resource elsewhere
   */
  void add(StackId stack, List<Pair> pairs, LocalDate today) {
    Map<String, String> moves = of(stack.layer());
    for (Pair pair : pairs) {
      String from = pair.from();
      for (int i = 0; i < moves.size() && moves.containsKey(from); i++) {
        from = moves.get(from);
      }
      MovedResource entry = new MovedResource(stack.layer(), from, pair.to(), today.toString());
      Optional<MovedResource> other = other(entry);
      if (other.isEmpty()) {
        added.add(entry);
        written.stream()
            .filter(each -> each.layer().equals(entry.layer()) && each.from().equals(entry.to()))
            .forEach(removed::add);
      } else if (!other.get().isSameAs(entry)) {
        throw UserError.failed(
            stack
                + ": "
                + entry.from()
                + " is now "
                + entry.to()
                + ", but in another environment it is "
                + other.get().to()
                + ". "
                + file()
                + " applies to every environment: give the construct one name. Nothing was written.");
      }
    }
  }

  private Optional<MovedResource> other(MovedResource entry) {
    return added.stream()
        .filter(each -> each.layer().equals(entry.layer()) && each.from().equals(entry.from()))
        .findFirst();
  }

  /**
   * Removes old entries that no state of the system needs.
   *
   * @param layers of the system
   * @param all its environments
   * @param states of this run
   */
  void expire(
      List<String> layers,
      List<EnvironmentId> all,
      Map<StackId, State> states,
      LocalDate today,
      int keepDays) {
    for (MovedResource each : written) {
      if (removed.contains(each) || !each.isOlderThan(keepDays, today)) {
        continue;
      }
      Optional<String> needed =
          layers.contains(each.layer()) ? needed(each, all, states) : Optional.empty();
      needed.ifPresentOrElse(reason -> kept.put(each, reason), () -> removed.add(each));
    }
  }

  private Optional<String> needed(
      MovedResource move, List<EnvironmentId> all, Map<StackId, State> states) {
    Set<String> former = former(move);
    for (EnvironmentId environment : all) {
      StackId stack = environment.stack(move.layer());
      State state = states.get(stack);
      if (state == null) {
        return Optional.of("the state of " + stack + " was not read");
      }
      if (state.resources().keySet().stream().anyMatch(former::contains)) {
        return Optional.of("the state of " + stack + " has the former address: deploy it");
      }
    }
    return Optional.empty();
  }

  /** The address where an entry begins, and those that others lead to it. */
  private Set<String> former(MovedResource move) {
    Set<String> former = new HashSet<>(Set.of(move.from()));
    for (int before = 0; before < former.size(); ) {
      before = former.size();
      written.stream()
          .filter(each -> each.layer().equals(move.layer()) && former.contains(each.to()))
          .map(MovedResource::from)
          .toList()
          .forEach(former::add);
    }
    return former;
  }

  void write() {
    if (!isChanged()) {
      return;
    }
    List<MovedResource> all = new ArrayList<>(written);
    all.removeAll(removed);
    all.addAll(added);
    Path file = MovesFile.path(environments, system);
    if (all.isEmpty()) {
      FileTrees.delete(file);
    } else {
      FileTrees.writeWhole(file, new MovesFile(all).text());
    }
  }
}
