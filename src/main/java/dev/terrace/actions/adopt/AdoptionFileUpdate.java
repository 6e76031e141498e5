package dev.terrace.actions.adopt;

import dev.terrace.actions.adopt.PlanAdoption.StackMatches;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ImportIds;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.match.AdoptionFile;
import dev.terrace.adopt.match.AdoptionFile.Entry;
import dev.terrace.adopt.match.AdoptionFileWriter;
import dev.terrace.adopt.match.AttributeDifference;
import dev.terrace.adopt.match.Match;
import dev.terrace.adopt.match.MatchResult;
import dev.terrace.adopt.match.MatchResult.Candidate;
import dev.terrace.adopt.match.MatchResult.Open;
import dev.terrace.config.StackId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the adoption file of one stack. */
final class AdoptionFileUpdate {
  private final Path folder;
  private final StackId stack;
  private final ImportIds ids = ImportIds.load();

  /**
   * @param folder the folder {@code adoptions}
   */
  AdoptionFileUpdate(Path folder, StackId stack) {
    this.folder = folder;
    this.stack = stack;
  }

  /**
   * @param manual the file's manual entries, which replace matches
   */
  StackMatches write(MatchResult result, Optional<AdoptionFile> manual) {
    List<Match> matches =
        result.matches().stream().filter(m -> m.desired().stack().equals(stack)).toList();
    List<Open> open = new ArrayList<>();
    result.open().stream().filter(o -> o.desired().stack().equals(stack)).forEach(open::add);
    Map<String, Entry> entries = new TreeMap<>();
    Map<String, List<String>> differs = new HashMap<>();
    for (Match match : matches) {
      String address = match.desired().address();
      entry(match)
          .ifPresentOrElse(entry -> entries.put(address, entry), () -> open.add(withoutId(match)));
      differs.put(
          address, match.differences().stream().map(AttributeDifference::describe).toList());
    }
    manual.ifPresent(file -> file.entries().forEach(entry -> entries.put(entry.address(), entry)));
    List<Open> still =
        open.stream().filter(o -> !entries.containsKey(o.desired().address())).toList();
    AdoptionFile file =
        new AdoptionFile(
            stack,
            List.copyOf(entries.values()),
            manual.map(AdoptionFile::leave).orElse(List.of()));
    AdoptionFileWriter.write(
        AdoptionFile.in(folder, stack), AdoptionFileWriter.text(file, differs, still));
    return new StackMatches(stack, entries.size(), matches, still);
  }

  private static Open withoutId(Match match) {
    return new Open(
        match.desired(), false, List.of(new Candidate(match.existing(), List.of())), "");
  }

  /** Empty if the resource must be imported and its import id is not known. */
  private Optional<Entry> entry(Match match) {
    ExistingResource existing = match.existing();
    boolean moves =
        existing.origin() instanceof Origin.TerraformState && existing.importId().isEmpty();
    Optional<String> importId =
        moves
            ? Optional.empty()
            : existing.importId().or(() -> ids.idOf(existing.type(), existing.attributes()));
    if (!moves && importId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            match.desired().address(),
            match.desired().path(),
            existing.origin().describe(),
            existing.name(),
            importId,
            match.how(),
            match.confidence().label()));
  }
}
