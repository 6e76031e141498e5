package dev.terrace.adopt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * In which account and region an existing resource is, as its own ARN says (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">format</a>). A
 * resource of another one is never a candidate, however equal it looks.
 */
public final class Whereabouts {
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  private Whereabouts() {}

  /**
   * Those that are here, or of which nobody can tell.
   *
   * @param account of the credentials
   * @param regions that the stacks' providers work in
   * @throws AdoptException when everything that can be told is elsewhere
   */
  public static Source.Reading here(
      Collection<Existing> existing, String account, Set<String> regions) {
    List<String> notes = new ArrayList<>();
    List<Existing> left = List.copyOf(existing);
    left =
        only(
            left,
            ACCOUNT,
            Set.of(account),
            elsewhere ->
                "what exists is in account "
                    + elsewhere
                    + ", and the credentials are of account "
                    + account
                    + ": choose other credentials, or another source",
            notes);
    String here = String.join(", ", new TreeSet<>(regions));
    left =
        only(
            left,
            REGION,
            regions,
            elsewhere ->
                "what exists is in region "
                    + elsewhere
                    + ", and the stacks are for "
                    + here
                    + ": choose another target, or another source",
            notes);
    return new Source.Reading(left, notes);
  }

  private static List<Existing> only(
      List<Existing> existing,
      int field,
      Set<String> here,
      Function<String, String> nothingIsHere,
      List<String> notes) {
    Map<String, List<String>> elsewhere = new TreeMap<>();
    List<Existing> left = new ArrayList<>();
    boolean any = false;
    for (Existing each : existing) {
      Optional<String> place = of(each, field);
      any |= place.filter(here::contains).isPresent();
      if (place.isEmpty() || here.contains(place.get())) {
        left.add(each);
      } else {
        elsewhere.computeIfAbsent(place.get(), p -> new ArrayList<>()).add(each.words());
      }
    }
    if (!any && !elsewhere.isEmpty()) {
      throw new AdoptException(nothingIsHere.apply(String.join(", ", elsewhere.keySet())));
    }
    elsewhere.forEach(
        (place, names) ->
            notes.add(
                names.size()
                    + " of what exists are in "
                    + (field == ACCOUNT ? "account " : "region ")
                    + place
                    + " and are not looked at:\n  "
                    + String.join("\n  ", names)));
    return left;
  }

  private static Optional<String> of(Existing existing, int field) {
    return of(existing.attributes().path("arn").asText(""), field);
  }

  private static Optional<String> of(String arn, int field) {
    String[] parts = arn.split(":", 6);
    boolean whole = parts.length == 6 && parts[0].equals("arn");
    return whole && !parts[field].isEmpty() && !parts[field].equals("aws")
        ? Optional.of(parts[field])
        : Optional.empty();
  }

  /** Account and region of an ARN, in words; empty for what is no ARN, or has neither. */
  static Optional<String> words(String arn) {
    Optional<String> account = of(arn, ACCOUNT).map(number -> "account " + number);
    Optional<String> region = of(arn, REGION).map(name -> "region " + name);
    return account.isPresent() && region.isPresent()
        ? Optional.of(account.get() + ", " + region.get())
        : account.or(() -> region);
  }
}
