package dev.terrace.print;

import dev.terrace.actions.adopt.AdoptionStatus;
import dev.terrace.actions.adopt.ApplyAdoption;
import dev.terrace.actions.adopt.PlanAdoption;
import dev.terrace.adopt.match.MatchResult.Open;
import dev.terrace.adopt.retire.OldRoot;
import dev.terrace.adopt.retire.Retirement;
import dev.terrace.adopt.retire.UnadoptedResource;
import dev.terrace.adopt.state.AdoptionGate;
import dev.terrace.config.StackId;
import dev.terrace.ui.Console;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints the results of {@code terrace adopt}. */
public final class AdoptionPrinter {
  private final Console console;
  private final String target;

  /**
   * @param target the target and the option {@code --local}, as in commands
   */
  public AdoptionPrinter(Console console, String target) {
    this.console = console;
    this.target = target;
  }

  public void print(PlanAdoption.Result result) {
    result.stacks().forEach(this::print);
    if (!result.unmatched().isEmpty()) {
      console.result("");
      console.result(
          "unmatched existing resources (left unchanged): "
              + result.unmatched().values().stream().mapToInt(Set::size).sum());
      result.unmatched().forEach(this::printGroup);
    }
    console.result("");
    console.result(
        result.resources()
            + " resources to adopt, written to adoptions/. Review and commit the files, then run:"
            + " ./terrace adopt apply "
            + target);
    result.retirements().forEach(this::print);
  }

  private void printGroup(String group, Set<String> resources) {
    console.result("  " + group + ": " + resources.size());
    resources.forEach(resource -> console.result("    " + resource));
  }

  private void print(PlanAdoption.StackMatches stack) {
    long tied = stack.open().stream().filter(Open::tied).count();
    long near =
        stack.open().stream().filter(each -> !each.tied() && !each.candidates().isEmpty()).count();
    console.result(
        "%s: %d matched, %d open (%d tied, %d near, %d new)"
            .formatted(
                console.bold(stack.stack().toString()),
                stack.entries(),
                stack.open().size(),
                tied,
                near,
                stack.open().size() - tied - near));
    stack
        .matches()
        .forEach(
            match ->
                match
                    .differences()
                    .forEach(
                        difference ->
                            console.result(
                                "  differs: "
                                    + match.desired().describe()
                                    + ": "
                                    + difference.describe())));
    for (Open each : stack.open()) {
      if (!each.candidates().isEmpty()) {
        console.result("  open: " + each.desired().describe() + ": " + each.reason());
        each.candidates().forEach(candidate -> console.result("    " + candidate.describe()));
      }
    }
  }

  private void print(String stack, Retirement retirement) {
    console.result("");
    console.result(
        "CloudFormation still owns "
            + retirement.adopted()
            + " adopted resources of "
            + stack
            + ": "
            + stack
            + ".retain.md explains how to delete the stack and keep its resources. "
            + (retirement.isRetained()
                ? "Its template already retains every resource."
                : stack + ".retain.template retains every resource, adopted or not."));
    List<UnadoptedResource> unadopted = retirement.unadopted();
    if (!unadopted.isEmpty()) {
      console.result("resources that remain unmanaged: " + unadopted.size());
      unadopted.forEach(each -> console.result("  " + each.describe()));
    }
  }

  public void print(ApplyAdoption.Proposal proposal) {
    for (ApplyAdoption.StackProposal stack : proposal.stacks()) {
      String name = console.bold(stack.stack().toString());
      if (stack.toAdopt() == 0) {
        console.result(name + ": all " + stack.entries() + " adopted");
        continue;
      }
      AdoptionGate gate = stack.gate();
      console.result(
          "%s: %d to adopt, %d new with the next deploy"
              .formatted(name, stack.toAdopt(), gate.creates().size()));
      gate.blocked().forEach(text -> console.result("  " + console.bad("blocked: ") + text));
      gate.unaccepted().forEach(text -> console.result("  not accepted: " + text));
      if (!gate.newTags().isEmpty()) {
        console.result("  new tags with the next deploy: " + gate.newTags().size());
      }
      gate.accepted().forEach(text -> console.result("  accepted: " + text));
      gate.creates().forEach(text -> console.result("  new: " + text));
    }
  }

  /** Prints how it ended; the proposal only if it was not approved before. */
  public void print(ApplyAdoption.Result result) {
    switch (result.ending()) {
      case REFUSED -> print(result.proposal());
      case DECLINED -> console.result("Nothing was changed.");
      case NOTHING_LEFT -> {
        print(result.proposal());
        console.result(console.good("Nothing is left to adopt."));
      }
      case ADOPTED ->
          console.result(
              console.good(
                      result.proposal().resources()
                          + " resources adopted; nothing in AWS was changed.")
                  + " Create the new ones with: ./terrace deploy "
                  + target);
    }
    result
        .removed()
        .forEach(
            file ->
                console.result(
                    "To remove %d of %d resources from the old state without destroying them: %s"
                        .formatted(file.removed(), file.resources(), file.file())));
  }

  /**
   * Prints what an interrupted command has written, and how to go on.
   *
   * @param what it writes, one for each stack
   * @param verb of the command
   * @param options in addition to those of the target, with a leading blank
   */
  public void interrupted(String what, List<StackId> written, String verb, String options) {
    console.lastWord(
        "Interrupted: nothing in AWS was changed; "
            + what
            + " written: "
            + (written.isEmpty()
                ? "none"
                : String.join(", ", written.stream().map(StackId::toString).toList()))
            + ".");
    console.lastWord("Resume with: ./terrace adopt " + verb + " " + target + options);
  }

  public void print(AdoptionStatus.Result result) {
    for (AdoptionStatus.StackStatus stack : result.stacks()) {
      String name = console.bold(stack.stack().toString());
      console.result(
          stack
              .matched()
              .map(
                  matched ->
                      "%s: %d of %d adopted, %d open"
                          .formatted(name, stack.adopted(), matched, stack.open()))
              .orElse(name + ": no adoption file"));
      stack.left().values().forEach(resource -> console.result("  left: " + resource));
    }
    result
        .unmatched()
        .forEach(
            (source, addresses) -> {
              console.result(source + ": " + addresses.size() + " resources not adopted");
              OldRoot.groups(addresses).forEach(this::printGroup);
            });
  }

  public static Object asJson(AdoptionStatus.Result result) {
    return new Status(
        result.stacks().stream()
            .map(
                each ->
                    new Stack(
                        each.stack().toString(),
                        each.matched().orElse(0),
                        each.adopted(),
                        each.open(),
                        each.left().keySet()))
            .toList(),
        result.unmatched());
  }

  private record Status(List<Stack> stacks, Map<String, Set<String>> orphans) {}

  private record Stack(String stack, int matched, int adopted, int open, Set<String> left) {}
}
