package dev.terrace.moves;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.ResourceTypes;
import dev.terrace.adopt.match.Confidence;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.Match;
import dev.terrace.adopt.match.ResourceMatcher;
import dev.terrace.config.StackId;
import dev.terrace.terraform.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs resources of states that are no longer in the code with new ones of the same type and the
 * same arguments. It never guesses: a pair is the only one whose arguments are all known and agree,
 * or the only one that follows a renaming which such a pair shows.
 */
public final class MovePairs {
  private final List<DesiredResource> added = new ArrayList<>();
  private final List<ExistingResource> removed = new ArrayList<>();
  private final Set<DesiredResource> complete = new HashSet<>();
  private final Map<ExistingResource, StackId> sources = new HashMap<>();

  private MovePairs(List<StackSide> sides) {
    sides.forEach(this::add);
  }

  private void add(StackSide side) {
    Set<String> there = new HashSet<>();
    side.state().resources().keySet().forEach(address -> there.add(side.now(address)));
    Map<String, JsonNode> code = side.file().resources();
    code.forEach(
        (address, body) -> {
          if (!there.contains(address)) {
            String path = side.file().constructPath(address).orElse(address);
            WantedResource wanted =
                WantedResource.of(side.stack(), address, path, body, side.state());
            added.add(wanted.desired());
            if (wanted.isComplete()) {
              complete.add(wanted.desired());
            }
          }
        });
    side.state()
        .resources()
        .forEach(
            (address, attributes) -> {
              boolean single = address.matches("[^.\\[]+\\.[^.\\[]+");
              if (single
                  && !code.containsKey(side.now(address))
                  && attributes instanceof ObjectNode known) {
                ExistingResource existing =
                    new ExistingResource(
                        State.typeOf(address),
                        address,
                        new Origin.TerraformState(side.stack().toString()),
                        known,
                        Optional.empty());
                removed.add(existing);
                sources.put(existing, side.stack());
              }
            });
  }

  /**
   * @param pairs in the order of the code
   * @param left addresses of the state that leave the code and are paired with nothing
   */
  public record Result(List<Pair> pairs, List<String> left) {
    public Result {
      pairs = List.copyOf(pairs);
      left = List.copyOf(left);
    }
  }

  /** Within one stack. */
  public static Result of(StackSide side) {
    MovePairs stack = new MovePairs(List.of(side));
    List<Pair> pairs = stack.find();
    List<String> moved = pairs.stream().map(Pair::from).toList();
    return new Result(
        pairs,
        stack.removed.stream()
            .map(ExistingResource::name)
            .filter(each -> !moved.contains(each))
            .toList());
  }

  /**
   * From one stack of an environment to another. A resource that is in both states, because a run
   * was killed, is a pair as well.
   */
  public static List<Pair> between(List<StackSide> sides) {
    MovePairs stacks = new MovePairs(sides);
    List<Pair> pairs =
        new ArrayList<>(stacks.find().stream().filter(each -> !each.staysInStack()).toList());
    for (ExistingResource each : stacks.removed) {
      for (StackSide side : sides) {
        stacks.copy(each, side).ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  private Optional<Pair> copy(ExistingResource existing, StackSide side) {
    StackId source = sources.get(existing);
    String id = existing.attributes().path("id").asText();
    return side.state().resources().entrySet().stream()
        .filter(each -> !source.equals(side.stack()) && !id.isEmpty())
        .filter(each -> State.typeOf(each.getKey()).equals(existing.type()))
        .filter(each -> each.getValue().path("id").asText().equals(id))
        .filter(each -> side.file().resources().containsKey(each.getKey()))
        .map(each -> new Pair(source, existing.name(), side.stack(), each.getKey()))
        .findFirst();
  }

  private List<Pair> find() {
    Set<Renaming> renamings = new HashSet<>();
    List<Match> first = match(List.of());
    first.stream().filter(this::isCertain).forEach(each -> renamings.add(renaming(each)));
    List<Match> certain = first.stream().filter(each -> isPair(each, renamings)).toList();
    return match(following(certain, renamings)).stream()
        .filter(each -> isPair(each, renamings))
        .map(
            each ->
                new Pair(
                    sources.get(each.existing()),
                    each.existing().name(),
                    each.desired().stack(),
                    each.desired().address()))
        .toList();
  }

  private List<Match> match(List<Match> fixed) {
    return ResourceMatcher.match(added, removed, fixed).matches();
  }

  /** A certain pair, or one that follows a renaming which a certain one shows. */
  private boolean isPair(Match match, Set<Renaming> renamings) {
    return isCertain(match)
        || (match.differences().isEmpty() && renamings.contains(renaming(match)));
  }

  /** Every argument is known and the same, or AWS gives the name to one resource alone. */
  private boolean isCertain(Match match) {
    return (match.differences().isEmpty() && complete.contains(match.desired()))
        || hasIdentity(match);
  }

  private static boolean hasIdentity(Match match) {
    ObjectNode desired = match.desired().attributes();
    ObjectNode existing = match.existing().attributes();
    List<String> names = ResourceTypes.identity(match.desired().type());
    return !names.isEmpty()
        && names.stream()
            .allMatch(
                name ->
                    !desired.path(name).asText("").isEmpty()
                        && desired.path(name).asText().equals(existing.path(name).asText()));
  }

  private Renaming renaming(Match match) {
    return renaming(match.existing(), match.desired());
  }

  private Renaming renaming(ExistingResource existing, DesiredResource desired) {
    return Renaming.between(
        sources.get(existing), existing.name(), desired.stack(), desired.address());
  }

  /** Pairs of the others that differ in the same names, each the only one of its two resources. */
  private List<Match> following(List<Match> certain, Set<Renaming> renamings) {
    Set<DesiredResource> found = new HashSet<>();
    Set<ExistingResource> taken = new HashSet<>();
    certain.forEach(
        each -> {
          found.add(each.desired());
          taken.add(each.existing());
        });
    List<Match> candidates = new ArrayList<>();
    for (DesiredResource to : added) {
      for (ExistingResource from : removed) {
        if (to.type().equals(from.type())
            && !found.contains(to)
            && !taken.contains(from)
            && renamings.contains(renaming(from, to))) {
          candidates.add(new Match(to, from, Confidence.MANUAL, "renamed alike", List.of()));
        }
      }
    }
    return candidates.stream().filter(each -> isAlone(each, candidates)).toList();
  }

  private static boolean isAlone(Match match, List<Match> candidates) {
    return candidates.stream()
            .filter(
                other ->
                    other.desired().equals(match.desired())
                        || other.existing().equals(match.existing()))
            .count()
        == 1;
  }
}
