package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.Match.Sure;
import dev.terrace.adopt.Matching.Candidate;
import dev.terrace.adopt.Matching.Open;
import dev.terrace.adopt.Wanted.Reference;
import dev.terrace.terraform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which existing resource is which wanted one. It works in rounds: what is alone in agreeing
 * is taken, references to it become known, and with them the next ones. Nothing is guessed between
 * equals.
 *
 * <p>Candidates come from an index of attribute values, so that the work grows with the number of
 * resources and not with its square.
 */
public final class Matcher {
  /** Of what differs, so many are looked at to find the nearest. */
  private static final int NEAREST = 60;

  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, Index> indexes = new HashMap<>();
  private final Set<Existing> free = new LinkedHashSet<>();
  private final Map<String, Match> matches = new LinkedHashMap<>();
  private final Set<String> undone = new LinkedHashSet<>();

  /** Who refers to a wanted resource, by its key. */
  private final Map<String, List<String>> waiting = new HashMap<>();

  /** A wanted resource with the references that have become known. */
  private static final class Subject {
    private final Wanted wanted;
    private final ObjectNode known;
    private final JsonNode unknown;
    private final Map<String, Reference> unresolved;

    Subject(Wanted wanted) {
      this.wanted = wanted;
      this.known = wanted.attributes().deepCopy();
      this.unknown = wanted.unknown().deepCopy();
      this.unresolved = new LinkedHashMap<>(wanted.references());
    }
  }

  /** Existing resources of one type by what they hold. */
  private static final class Index {
    private final Map<String, Map<String, List<Existing>>> byValue = new HashMap<>();
    private final Map<String, List<Existing>> lacking = new HashMap<>();
    private final List<Existing> all = new ArrayList<>();
    private final Set<String> attributes = new LinkedHashSet<>();

    void build() {
      all.forEach(existing -> existing.attributes().fieldNames().forEachRemaining(attributes::add));
      for (Existing existing : all) {
        for (String attribute : attributes) {
          JsonNode value = existing.attributes().get(attribute);
          if (value == null || Agreement.isNothing(value)) {
            lacking.computeIfAbsent(attribute, name -> new ArrayList<>()).add(existing);
          } else if (value.isValueNode() && value.asText().length() <= 512) {
            byValue
                .computeIfAbsent(attribute, name -> new HashMap<>())
                .computeIfAbsent(value.asText(), text -> new ArrayList<>())
                .add(existing);
          }
        }
      }
    }

    List<Existing> with(String attribute, String value) {
      return byValue.getOrDefault(attribute, Map.of()).getOrDefault(value, List.of());
    }
  }

  private Matcher(Collection<Wanted> wanted, Collection<Existing> existing) {
    for (Wanted each : wanted) {
      subjects.put(key(each), new Subject(each));
      for (Reference reference : each.references().values()) {
        waiting
            .computeIfAbsent(
                key(reference.stack().toString(), reference.address()), k -> new ArrayList<>())
            .add(key(each));
      }
    }
    for (Existing each : distinct(existing)) {
      free.add(each);
      indexes.computeIfAbsent(each.type(), type -> new Index()).all.add(each);
    }
    indexes.values().forEach(Index::build);
  }

  /**
   * @param fixed what people have said, which is not looked for again
   */
  public static Matching match(
      Collection<Wanted> wanted, Collection<Existing> existing, Collection<Match> fixed) {
    Matcher matcher = new Matcher(wanted, existing);
    for (Match match : fixed) {
      Subject subject = matcher.subjects.get(key(match.wanted()));
      if (subject != null) {
        matcher.take(subject, match.existing(), Sure.HAND, match.how());
      }
    }
    return matcher.run();
  }

  /**
   * Parts that the source holds as resources of their own too are left out: the ones with a state
   * of their own win.
   */
  private static List<Existing> distinct(Collection<Existing> existing) {
    Map<String, Existing> byIdentity = new LinkedHashMap<>();
    int number = 0;
    for (Existing each : existing) {
      String identity =
          identity(each.type(), each.attributes(), Json.object())
              .or(
                  () ->
                      Optional.ofNullable(each.attributes().get("id"))
                          .filter(id -> !Agreement.isNothing(id))
                          .map(id -> each.type() + " " + id.asText()))
              .orElse("# " + number++);
      Existing other = byIdentity.get(identity);
      boolean isPart = each.importId().isPresent();
      if (other == null || (other.importId().isPresent() && !isPart)) {
        byIdentity.put(identity, each);
      } else if (!isPart) { // Two states hold it: both stay, so that the tie is seen.
        byIdentity.put(identity + " # " + number++, each);
      }
    }
    return List.copyOf(byIdentity.values());
  }

  private static String key(Wanted wanted) {
    return key(wanted.stack().toString(), wanted.address());
  }

  private static String key(String stack, String address) {
    return stack + " " + address;
  }

  private Matching run() {
    subjects.values().forEach(this::resolve);
    boolean changed = true;
    int passes = 0;
    while (changed && passes++ < 10) {
      while (round(true) || round(false)) {
        // each round makes more references known
      }
      changed = undoWhatDisagrees();
    }
    return result();
  }

  /**
   * @param whole only those whose references are all known; the others may turn out otherwise
   */
  private boolean round(boolean whole) {
    Map<Subject, List<Existing>> candidates = new LinkedHashMap<>();
    Map<Subject, Sure> sure = new HashMap<>();
    Map<Existing, List<Subject>> claims = new HashMap<>();
    for (Subject subject : open()) {
      Optional<String> identity = identity(subject.wanted.type(), subject.known, subject.unknown);
      List<Existing> found = identity.isPresent() ? byIdentity(subject) : List.of();
      sure.put(subject, Sure.IDENTITY);
      if (found.isEmpty() && (!whole || subject.unresolved.isEmpty()) && identity.isEmpty()) {
        found = agreeing(subject);
        sure.put(subject, Sure.EXACT);
        List<Existing> named = found.stream().filter(e -> sameName(subject, e)).toList();
        boolean decides = found.size() > 1 || !found.stream().allMatch(e -> isWhole(subject, e));
        if (named.size() == 1 && decides) {
          found = named;
          sure.put(subject, Sure.NAME_TAG);
        }
      }
      if (!found.isEmpty()) {
        candidates.put(subject, found);
        found.forEach(e -> claims.computeIfAbsent(e, k -> new ArrayList<>()).add(subject));
      }
    }
    boolean progress = false;
    for (Map.Entry<Subject, List<Existing>> entry : candidates.entrySet()) {
      Subject subject = entry.getKey();
      if (entry.getValue().size() != 1 || matches.containsKey(key(subject.wanted))) {
        continue;
      }
      Existing only = entry.getValue().get(0);
      List<Subject> rivals = claims.get(only);
      Sure how = sure.get(subject);
      if (rivals.size() > 1) {
        List<Subject> named = rivals.stream().filter(r -> sameName(r, only)).toList();
        if (named.size() != 1 || named.get(0) != subject) {
          continue;
        }
        how = Sure.NAME_TAG;
      }
      if (free.contains(only)) {
        take(subject, only, how, null);
        progress = true;
      }
    }
    return progress;
  }

  private List<Subject> open() {
    return subjects.values().stream()
        .filter(subject -> !matches.containsKey(key(subject.wanted)))
        .filter(subject -> indexes.containsKey(subject.wanted.type()))
        .toList();
  }

  private void take(Subject subject, Existing existing, Sure sure, String said) {
    Agreement agreement = agreement(subject, existing);
    Sure kept =
        sure == Sure.IDENTITY && agreement.isWhole() && subject.unresolved.isEmpty()
            ? Sure.EXACT
            : sure;
    String how = said != null ? said : words(subject, existing, kept, agreement);
    matches.put(
        key(subject.wanted),
        new Match(subject.wanted, existing, kept, how, agreement.differences()));
    free.remove(existing);
    waiting
        .getOrDefault(key(subject.wanted), List.of())
        .forEach(waits -> resolve(subjects.get(waits)));
    implied(subject, existing);
  }

  private static String words(Subject subject, Existing existing, Sure sure, Agreement agreement) {
    return switch (sure) {
      case IDENTITY -> "same " + String.join(", ", Tables.identity(subject.wanted.type()));
      case NAME_TAG ->
          "alone with the Name tag '" + existing.attributes().at("/tags/Name").asText() + "'";
      case EXACT, IMPLIED, HAND ->
          "agrees in "
              + String.join(", ", agreement.agreed().stream().limit(6).toList())
              + (agreement.agreed().size() > 6 ? " …" : "");
    };
  }

  /** What a match points to is what its wanted resource refers to. */
  private void implied(Subject subject, Existing existing) {
    subject
        .wanted
        .references()
        .forEach(
            (path, reference) -> {
              Subject target = subjects.get(key(reference.stack().toString(), reference.address()));
              Optional<JsonNode> value = at(existing.attributes(), path, subject.known);
              if (target == null || matches.containsKey(key(target.wanted)) || value.isEmpty()) {
                return;
              }
              Index index = indexes.get(target.wanted.type());
              if (index == null) {
                return;
              }
              List<Existing> pointed =
                  index.with(reference.attribute(), value.get().asText()).stream()
                      .filter(free::contains)
                      .toList();
              if (pointed.size() == 1
                  && agreement(target, pointed.get(0)).differences().isEmpty()) {
                take(
                    target,
                    pointed.get(0),
                    Sure.IMPLIED,
                    subject.wanted.path() + " points to it with " + path);
              }
            });
  }

  /** A value by path; not in lists of several, whose order means nothing. */
  private static Optional<JsonNode> at(ObjectNode tree, String path, ObjectNode known) {
    JsonNode node = tree;
    JsonNode shape = known;
    for (String step : path.split("(?=\\[)|\\.", -1)) {
      if (step.startsWith("[")) {
        if (node.size() != 1 || (shape.isArray() && shape.size() > 1)) {
          return Optional.empty();
        }
        node = node.path(0);
        shape = shape.path(0);
      } else {
        node = node.path(step);
        shape = shape.path(step);
      }
    }
    return node.isValueNode() && !Agreement.isNothing(node) ? Optional.of(node) : Optional.empty();
  }

  /** Puts in what references to matched resources are known to be. */
  private void resolve(Subject subject) {
    subject
        .unresolved
        .entrySet()
        .removeIf(
            entry -> {
              Match match =
                  matches.get(key(entry.getValue().stack().toString(), entry.getValue().address()));
              if (match == null) {
                return false;
              }
              Optional<JsonNode> value = value(match.existing(), entry.getValue().attribute());
              value.ifPresent(known -> put(subject, entry.getKey(), known));
              return value.isPresent();
            });
  }

  private static Optional<JsonNode> value(Existing existing, String attribute) {
    JsonNode node = existing.attributes();
    for (String step : attribute.split("(?=\\[)|\\.", -1)) {
      node =
          step.startsWith("[")
              ? node.path(Integer.parseInt(step.substring(1, step.length() - 1)))
              : node.path(step);
    }
    if (Agreement.isNothing(node) && attribute.equals("id")) {
      return existing.importId().map(id -> Json.object().textNode(id));
    }
    return Agreement.isNothing(node) ? Optional.empty() : Optional.of(node);
  }

  private static void put(Subject subject, String path, JsonNode value) {
    JsonNode node = subject.known;
    JsonNode mask = subject.unknown;
    String[] steps = path.split("(?=\\[)|\\.", -1);
    for (int i = 0; i < steps.length; i++) {
      boolean last = i == steps.length - 1;
      if (steps[i].startsWith("[")) {
        int at = Integer.parseInt(steps[i].substring(1, steps[i].length() - 1));
        if (last) {
          ((ArrayNode) node).set(at, value);
          if (mask instanceof ArrayNode list && at < list.size()) {
            list.set(at, false);
          }
        }
        node = node.path(at);
        mask = mask.path(at);
      } else {
        if (last) {
          ((ObjectNode) node).set(steps[i], value);
          if (mask instanceof ObjectNode object) {
            object.remove(steps[i]);
          }
        }
        node = node.path(steps[i]);
        mask = mask.path(steps[i]);
      }
    }
  }

  private static Agreement agreement(Subject subject, Existing existing) {
    return Agreement.of(
        subject.wanted.type(), subject.known, subject.unknown, existing.attributes());
  }

  private static boolean isWhole(Subject subject, Existing existing) {
    return agreement(subject, existing).isWhole();
  }

  private List<Existing> byIdentity(Subject subject) {
    String identity = identity(subject.wanted.type(), subject.known, subject.unknown).orElseThrow();
    String first = Tables.identity(subject.wanted.type()).get(0);
    Index index = indexes.get(subject.wanted.type());
    List<Existing> narrowest = index.with(first, subject.known.path(first).asText());
    for (String attribute : Tables.identity(subject.wanted.type())) {
      List<Existing> list = index.with(attribute, subject.known.path(attribute).asText());
      narrowest = list.size() < narrowest.size() ? list : narrowest;
    }
    return narrowest.stream()
        .filter(free::contains)
        .filter(
            e ->
                identity(e.type(), e.attributes(), Json.object())
                    .filter(identity::equals)
                    .isPresent())
        .toList();
  }

  private static Optional<String> identity(String type, ObjectNode attributes, JsonNode unknown) {
    List<String> names = Tables.identity(type);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(type);
    for (String name : names) {
      JsonNode value = attributes.path(name);
      if (Agreement.isNothing(value) || unknown.path(name).asBoolean()) {
        return Optional.empty();
      }
      key.append('\n').append(value.asText());
    }
    return Optional.of(key.toString());
  }

  /**
   * Everything of the type that differs in nothing known, and agrees in something telling or has
   * the wanted name.
   */
  private List<Existing> agreeing(Subject subject) {
    if (undone.contains(key(subject.wanted)) && !subject.unresolved.isEmpty()) {
      return List.of();
    }
    List<Existing> found = new ArrayList<>();
    for (Existing existing : narrowed(subject)) {
      if (free.contains(existing)
          && (isWhole(subject, existing)
              || (sameName(subject, existing) && agreement(subject, existing).isPossible()))) {
        found.add(existing);
      }
    }
    return found;
  }

  /** The shortest list of the index that holds everything that can agree. */
  private Collection<Existing> narrowed(Subject subject) {
    Index index = indexes.get(subject.wanted.type());
    List<Existing> best = index.all;
    List<Existing> lacking = List.of();
    for (var entry : subject.known.properties()) {
      JsonNode value = entry.getValue();
      String name = entry.getKey();
      if (!value.isValueNode()
          || Agreement.isNothing(value)
          || value.isBoolean()
          || value.asText().startsWith("{")
          || value.asText().startsWith("[")
          || value.asText().equals("0")
          || Agreement.ignored(subject.wanted.type(), name)
          || subject.unknown.path(name).asBoolean()
          || !index.attributes.contains(name)) {
        continue;
      }
      List<Existing> with = index.with(name, value.asText());
      List<Existing> without = index.lacking.getOrDefault(name, List.of());
      if (with.size() + without.size() < best.size() + lacking.size()) {
        best = with;
        lacking = without;
      }
    }
    if (lacking.isEmpty()) {
      return best;
    }
    Set<Existing> both = new LinkedHashSet<>(best);
    both.addAll(lacking);
    return both;
  }

  private static boolean sameName(Subject subject, Existing existing) {
    String name = subject.wanted.attributes().path("tags").path("Name").asText("");
    return !name.isEmpty() && name.equals(existing.attributes().at("/tags/Name").asText());
  }

  /** A match taken before its references were known, and wrong with them, is given up. */
  private boolean undoWhatDisagrees() {
    boolean any = false;
    for (Match match : List.copyOf(matches.values())) {
      Subject subject = subjects.get(key(match.wanted()));
      Agreement agreement = agreement(subject, match.existing());
      boolean certain = match.sure() == Sure.IDENTITY || match.sure() == Sure.HAND;
      if (agreement.differences().isEmpty() || certain) {
        matches.put(
            key(match.wanted()),
            new Match(
                match.wanted(),
                match.existing(),
                match.sure(),
                match.how(),
                agreement.differences()));
      } else if (Tables.identity(match.wanted().type()).isEmpty()
          || identity(match.wanted().type(), subject.known, subject.unknown).isEmpty()
          || !identity(match.wanted().type(), subject.known, subject.unknown)
              .equals(
                  identity(match.wanted().type(), match.existing().attributes(), Json.object()))) {
        matches.remove(key(match.wanted()));
        free.add(match.existing());
        undone.add(key(match.wanted()));
        any = true;
      } else {
        matches.put(
            key(match.wanted()),
            new Match(
                match.wanted(),
                match.existing(),
                Sure.IDENTITY,
                words(subject, match.existing(), Sure.IDENTITY, agreement),
                agreement.differences()));
      }
    }
    if (any) {
      for (Map.Entry<String, Subject> entry : subjects.entrySet()) {
        entry.setValue(new Subject(entry.getValue().wanted));
      }
      subjects.values().forEach(this::resolve);
    }
    return any;
  }

  private Matching result() {
    List<Match> found = new ArrayList<>();
    List<Open> open = new ArrayList<>();
    for (Subject subject : subjects.values()) {
      Match match = matches.get(key(subject.wanted));
      if (match != null) {
        found.add(match);
      } else {
        open.add(explain(subject));
      }
    }
    return new Matching(found, open, List.copyOf(free));
  }

  private Open explain(Subject subject) {
    Index index = indexes.get(subject.wanted.type());
    if (index == null) {
      return new Open(subject.wanted, false, List.of());
    }
    List<Existing> equals =
        narrowed(subject).stream()
            .filter(free::contains)
            .limit(NEAREST)
            .filter(e -> agreement(subject, e).isPossible())
            .toList();
    if (!equals.isEmpty()) {
      return new Open(
          subject.wanted, true, equals.stream().map(e -> new Candidate(e, List.of())).toList());
    }
    Set<Existing> near = new LinkedHashSet<>();
    for (var entry : subject.known.properties()) {
      if (entry.getValue().isValueNode() && !Agreement.isNothing(entry.getValue())) {
        List<Existing> with = index.with(entry.getKey(), entry.getValue().asText());
        if (with.size() <= NEAREST) {
          near.addAll(with);
        }
      }
    }
    index.all.stream().limit(NEAREST).forEach(near::add);
    List<Candidate> candidates = new ArrayList<>();
    for (Existing existing : near) {
      Agreement agreement = agreement(subject, existing);
      if (free.contains(existing)
          && !agreement.differences().isEmpty()
          && (agreement.differences().size() <= 1 + agreement.agreed().size())) {
        candidates.add(new Candidate(existing, agreement.differences()));
      }
    }
    candidates.sort(
        Comparator.comparingInt((Candidate c) -> c.differences().size())
            .thenComparing(c -> c.existing().name()));
    return new Open(subject.wanted, false, candidates.stream().limit(3).toList());
  }
}
