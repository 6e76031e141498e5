package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.AdoptionFile;
import dev.terrace.adopt.AdoptionFile.Entry;
import dev.terrace.adopt.DetachedStack;
import dev.terrace.adopt.Existing;
import dev.terrace.adopt.ImportIds;
import dev.terrace.adopt.Leaving;
import dev.terrace.adopt.Match;
import dev.terrace.adopt.Matcher;
import dev.terrace.adopt.Matching;
import dev.terrace.adopt.OldRoot;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.Source;
import dev.terrace.adopt.Wanted;
import dev.terrace.adopt.WantedReader;
import dev.terrace.adopt.Whereabouts;
import dev.terrace.aws.AwsApi;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds which existing resource is which one of the stacks, and writes it down. */
public final class PlanAdoption {
  private static final int PARALLEL = 2;

  private final DeployContext opened;
  private final Ui ui;
  private final ScratchPlanner rehearsal;
  private final Path folder;

  /**
   * @param folder the folder {@code adoptions}
   */
  public PlanAdoption(DeployContext opened, ScratchPlanner rehearsal, Ui ui, Path folder) {
    this.opened = opened;
    this.ui = ui;
    this.rehearsal = rehearsal;
    this.folder = folder;
  }

  public int run(AdoptionSources sources) {
    List<Stack> stacks = opened.synthesis().stacks();
    Map<StackId, JsonNode> trees = new LinkedHashMap<>();
    stacks.forEach(s -> trees.put(s.id(), Json.read(s.folder().resolve("cdk.tf.json"))));
    Map<StackId, AdoptionFile> files = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      AdoptionFile.readByHand(folder, stack.id(), stack.file().resources().keySet())
          .ifPresent(file -> files.put(stack.id(), file));
    }
    String region = stacks.get(0).region();
    List<Existing> existing =
        here(sources.read(ui, opened.estate(), region), region, trees.values());
    if (!existing.isEmpty()) {
      ui.note(existing.size() + " resources exist");
    }
    List<Wanted> wanted = wanted(stacks, trees);
    Set<String> leave =
        files.values().stream()
            .flatMap(file -> file.leave().stream().map(address -> file.stack() + " " + address))
            .collect(Collectors.toSet());
    List<Wanted> looked =
        wanted.stream().filter(w -> !leave.contains(w.stack() + " " + w.address())).toList();
    List<Match> ids = sources.byHand(wanted);
    withoutGiven(files, ids);
    List<Existing> matched =
        Matcher.match(looked, existing, byHand(ids, files, wanted, existing)).matches().stream()
            .map(Match::existing)
            .toList();
    List<Existing> all = rehearsal.completed(region, matched, existing);
    Matching matching = Matcher.match(looked, all, byHand(ids, files, wanted, all));
    RetentionFiles retention = new RetentionFiles(opened, ui, folder);
    Map<String, Leaving> leavings =
        retention.leavings(sources.templates(), matching.matches(), files.values());
    int exitCode = write(matching, files);
    retention.write(leavings);
    return exitCode;
  }

  private List<Existing> here(List<Existing> existing, String region, Collection<JsonNode> trees) {
    Set<String> regions = new TreeSet<>();
    trees.forEach(
        tree ->
            tree.at("/provider/aws")
                .forEach(provider -> regions.add(provider.path("region").asText())));
    try (AwsApi api = opened.estate().awsApi()) {
      Source.Reading here = Whereabouts.here(existing, api.account(region), regions);
      here.notes().forEach(ui::warn);
      return new ArrayList<>(here.resources());
    }
  }

  private List<Wanted> wanted(List<Stack> stacks, Map<StackId, JsonNode> trees) {
    WantedReader reader = new WantedReader(trees);
    Map<StackId, List<Wanted>> read = new ConcurrentHashMap<>();
    StackGraph.inParallel(
        PARALLEL,
        stacks,
        stack -> {
          ui.passing("planning " + stack.id() + " against nothing");
          try {
            JsonNode plan =
                rehearsal.plan(
                    stack,
                    DetachedStack.of(trees.get(stack.id()), upstream -> Optional.empty(), Set.of()),
                    null);
            read.put(stack.id(), reader.read(stack.id(), plan));
          } catch (TerraformException e) {
            throw UserError.failed(StackErrors.explain(stack, opened.estate(), e));
          }
        });
    ui.endPassing();
    List<Wanted> wanted = new ArrayList<>();
    stacks.forEach(stack -> wanted.addAll(read.get(stack.id())));
    return wanted;
  }

  /** What a file of ids says now goes before what an earlier one or a person has said. */
  private static void withoutGiven(Map<StackId, AdoptionFile> files, List<Match> ids) {
    Set<String> given = new HashSet<>();
    ids.forEach(match -> given.add(match.wanted().stack() + " " + match.wanted().address()));
    files.replaceAll(
        (stack, file) ->
            new AdoptionFile(
                stack,
                file.entries().stream()
                    .filter(entry -> !given.contains(stack + " " + entry.address()))
                    .toList(),
                file.leave()));
  }

  /** What a file of ids says, and what people have said where the source still has it. */
  private static List<Match> byHand(
      List<Match> ids,
      Map<StackId, AdoptionFile> files,
      List<Wanted> wanted,
      List<Existing> existing) {
    Map<String, Wanted> byAddress = new HashMap<>();
    wanted.forEach(each -> byAddress.put(each.stack() + " " + each.address(), each));
    Map<String, Existing> byName = new HashMap<>();
    existing.forEach(e -> byName.put(e.type() + " " + e.origin().words() + " " + e.name(), e));
    List<Match> matches = new ArrayList<>(ids);
    files.forEach(
        (stack, file) ->
            file.entries()
                .forEach(
                    entry -> {
                      Wanted target = byAddress.get(stack + " " + entry.address());
                      Existing found =
                          target == null
                              ? null
                              : byName.get(
                                  target.type() + " " + entry.source() + " " + entry.from());
                      if (found != null) {
                        matches.add(
                            new Match(target, found, Match.Sure.HAND, entry.how(), List.of()));
                      }
                    }));
    return matches;
  }

  private int write(Matching matching, Map<StackId, AdoptionFile> files) {
    ImportIds ids = ImportIds.load();
    int all = 0;
    for (Stack stack : opened.synthesis().chosen()) {
      List<Match> matches = of(stack, matching.matches());
      List<Matching.Open> open =
          matching.open().stream()
              .filter(o -> o.wanted().stack().equals(stack.id()))
              .collect(Collectors.toCollection(ArrayList::new));
      Map<String, Entry> entries = new TreeMap<>();
      Map<String, List<String>> differs = new HashMap<>();
      for (Match match : matches) {
        entry(match, ids)
            .ifPresentOrElse(
                entry -> entries.put(entry.address(), entry), () -> open.add(withoutId(match)));
        differs.put(
            match.wanted().address(), match.differences().stream().map(Object::toString).toList());
      }
      AdoptionFile before = files.get(stack.id());
      if (before != null) {
        before.entries().forEach(entry -> entries.put(entry.address(), entry));
      }
      List<String> leave = before == null ? List.of() : before.leave();
      List<Matching.Open> still =
          open.stream().filter(o -> !entries.containsKey(o.wanted().address())).toList();
      AdoptionFile file = new AdoptionFile(stack.id(), List.copyOf(entries.values()), leave);
      file.write(folder, file.text(differs, still));
      all += entries.size();
      report(stack, entries.size(), matches, still);
    }
    Set<String> orphans = orphans(matching);
    if (!orphans.isEmpty()) {
      ui.result("");
      ui.result("exists and nothing wants it, it stays where it is: " + orphans.size());
      orphans.forEach(orphan -> ui.result("  " + orphan));
    }
    ui.result("");
    ui.result(
        all
            + " resources to adopt, written to adoptions/. Read and commit them, then: ./terrace"
            + " adopt apply "
            + opened.synthesis().selection().words()
            + opened.estate().option());
    return ExitCode.DONE;
  }

  /** What nothing wants; an old way of writing something that was matched is none. */
  private static Set<String> orphans(Matching matching) {
    Map<Origin, Set<String>> matched = new HashMap<>();
    matching
        .matches()
        .forEach(
            match ->
                matched
                    .computeIfAbsent(match.existing().origin(), origin -> new HashSet<>())
                    .add(match.existing().name()));
    Map<Origin, Map<String, Integer>> left = new HashMap<>();
    matching
        .orphans()
        .forEach(
            orphan ->
                left.computeIfAbsent(orphan.origin(), origin -> new HashMap<>())
                    .put(orphan.name(), OldRoot.parts(orphan.type(), orphan.attributes())));
    Map<Origin, Set<String>> taken = new HashMap<>();
    left.forEach(
        (origin, parts) ->
            taken.put(origin, OldRoot.taken(parts, matched.getOrDefault(origin, Set.of()))));
    return matching.orphans().stream()
        .filter(orphan -> !orphan.type().equals("aws_secretsmanager_secret_version"))
        .filter(orphan -> !taken.get(orphan.origin()).contains(orphan.name()))
        .map(Existing::words)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Match> of(Stack stack, List<Match> matches) {
    return matches.stream().filter(m -> m.wanted().stack().equals(stack.id())).toList();
  }

  private static Matching.Open withoutId(Match match) {
    return new Matching.Open(
        match.wanted(), false, List.of(new Matching.Candidate(match.existing(), List.of())));
  }

  private static Optional<Entry> entry(Match match, ImportIds ids) {
    Existing existing = match.existing();
    Optional<String> importId = existing.importId();
    boolean moves = existing.origin() instanceof Origin.TerraformState && importId.isEmpty();
    if (!moves && importId.isEmpty()) {
      importId = ids.idOf(existing.type(), existing.attributes());
      if (importId.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Entry(
            match.wanted().address(),
            match.wanted().path(),
            existing.origin().words(),
            existing.name(),
            importId,
            match.how(),
            match.sure().words()));
  }

  private void report(Stack stack, int adopted, List<Match> matches, List<Matching.Open> open) {
    long tied = open.stream().filter(Matching.Open::tied).count();
    long near = open.stream().filter(each -> !each.tied() && !each.candidates().isEmpty()).count();
    ui.result(
        ui.bold(stack.id().toString())
            + ": "
            + adopted
            + " matched, "
            + open.size()
            + " open ("
            + tied
            + " tied, "
            + near
            + " near, "
            + (open.size() - tied - near)
            + " new)");
    for (Match match : matches) {
      match
          .differences()
          .forEach(
              difference -> ui.result("  differs: " + match.wanted().words() + ": " + difference));
    }
    for (Matching.Open each : open) {
      if (!each.candidates().isEmpty()) {
        ui.result("  open: " + each.wanted().words() + ": " + AdoptionFile.why(each));
        each.candidates().forEach(candidate -> ui.result("    " + AdoptionFile.words(candidate)));
      }
    }
  }
}
