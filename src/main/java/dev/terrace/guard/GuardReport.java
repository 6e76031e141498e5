package dev.terrace.guard;

import dev.terrace.check.waiver.Waiver;
import dev.terrace.check.waiver.WaiverFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the guard says of one plan.
 *
 * @param refused what no waiver accepts
 * @param accepted what one accepts
 * @param expired waivers that would accept something if their date had not passed
 * @param unused waivers for the guard that accept nothing
 */
public record GuardReport(
    List<Refusal> refused,
    List<Accepted> accepted,
    List<WaiverFile.Located> expired,
    List<WaiverFile.Located> unused) {

  /** Something that a waiver accepts. */
  public record Accepted(Refusal refusal, WaiverFile.Located waiver) {}

  public GuardReport {
    refused = List.copyOf(refused);
    accepted = List.copyOf(accepted);
    expired = List.copyOf(expired);
    unused = List.copyOf(unused);
  }

  public boolean isRefused() {
    return !refused.isEmpty();
  }

  /**
   * @param layer {@code ENVIRONMENT/LAYER} of the stack; empty if it is none of Terrace's
   * @param paths gives the construct path of an address; the address itself where there is none
   * @param today the last day on which a waiver counts is its date
   * @throws dev.terrace.error.UserError if a waiver would accept every resource of the stack
   */
  public static GuardReport of(
      List<Refusal> all,
      List<WaiverFile.Located> waivers,
      String layer,
      UnaryOperator<String> paths,
      LocalDate today) {
    if (!layer.isEmpty()) {
      WaiverFile.requireNarrow(waivers, layer);
    }
    List<Refusal> refused = new ArrayList<>();
    List<Accepted> accepted = new ArrayList<>();
    Set<WaiverFile.Located> expired = new LinkedHashSet<>();
    Set<WaiverFile.Located> unused = new LinkedHashSet<>();
    waivers.stream().filter(each -> each.waiver().isForGuard()).forEach(unused::add);
    for (Refusal refusal : all) {
      List<WaiverFile.Located> covering =
          waivers.stream().filter(each -> covers(each.waiver(), refusal, layer, paths)).toList();
      Optional<WaiverFile.Located> valid =
          covering.stream().filter(each -> !each.waiver().isExpired(today)).findFirst();
      unused.removeAll(covering);
      if (valid.isPresent()) {
        accepted.add(new Accepted(refusal, valid.get()));
      } else {
        refused.add(refusal);
        expired.addAll(covering);
      }
    }
    return new GuardReport(refused, accepted, List.copyOf(expired), List.copyOf(unused));
  }

  private static boolean covers(
      Waiver waiver, Refusal refusal, String layer, UnaryOperator<String> paths) {
    String address = refusal.address();
    return waiver.covers(refusal.kind().rule(), layer, paths.apply(address), address);
  }
}
