package dev.terrace.adopt.source;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
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
 * The account and region of existing resources, according to their ARNs (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">format</a>). A
 * resource in another account or region is never a candidate.
 */
public final class ResourceLocation {
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  private ResourceLocation() {}

  /**
   * The resources in the account and regions, and those whose location is unknown.
   *
   * @param account of the credentials
   * @param regions of the stacks' providers
   * @throws AdoptException if every resource with a known location is elsewhere
   */
  public static AdoptionSource.Reading here(
      Collection<ExistingResource> existing, String account, Set<String> regions) {
    List<String> notes = new ArrayList<>();
    List<ExistingResource> left = List.copyOf(existing);
    left =
        only(
            left,
            ACCOUNT,
            Set.of(account),
            elsewhere ->
                "the existing resources are in account "
                    + elsewhere
                    + ", but the credentials are for account "
                    + account
                    + ": use other credentials, or another source",
            notes);
    String here = String.join(", ", new TreeSet<>(regions));
    left =
        only(
            left,
            REGION,
            regions,
            elsewhere ->
                "the existing resources are in region "
                    + elsewhere
                    + ", but the stacks are for "
                    + here
                    + ": use another target, or another source",
            notes);
    return new AdoptionSource.Reading(left, notes);
  }

  private static List<ExistingResource> only(
      List<ExistingResource> existing,
      int field,
      Set<String> here,
      Function<String, String> nothingIsHere,
      List<String> notes) {
    Map<String, List<String>> elsewhere = new TreeMap<>();
    List<ExistingResource> left = new ArrayList<>();
    boolean any = false;
    for (ExistingResource each : existing) {
      Optional<String> place = of(each, field);
      any |= place.filter(here::contains).isPresent();
      if (place.isEmpty() || here.contains(place.get())) {
        left.add(each);
      } else {
        elsewhere.computeIfAbsent(place.get(), p -> new ArrayList<>()).add(each.describe());
      }
    }
    if (!any && !elsewhere.isEmpty()) {
      throw new AdoptException(nothingIsHere.apply(String.join(", ", elsewhere.keySet())));
    }
    elsewhere.forEach(
        (place, names) ->
            notes.add(
                names.size()
                    + " existing resources are in "
                    + (field == ACCOUNT ? "account " : "region ")
                    + place
                    + " and are ignored:\n  "
                    + String.join("\n  ", names)));
    return left;
  }

  private static Optional<String> of(ExistingResource existing, int field) {
    return of(existing.attributes().path("arn").asText(""), field);
  }

  private static Optional<String> of(String arn, int field) {
    String[] parts = arn.split(":", 6);
    boolean valid = parts.length == 6 && parts[0].equals("arn");
    return valid && !parts[field].isEmpty() && !parts[field].equals("aws")
        ? Optional.of(parts[field])
        : Optional.empty();
  }

  /** Account and region of an ARN, for people; empty if it is not an ARN or has neither. */
  public static Optional<String> describe(String arn) {
    Optional<String> account = of(arn, ACCOUNT).map(number -> "account " + number);
    Optional<String> region = of(arn, REGION).map(name -> "region " + name);
    return account.isPresent() && region.isPresent()
        ? Optional.of(account.get() + ", " + region.get())
        : account.or(() -> region);
  }
}
