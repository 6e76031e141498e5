package dev.terrace.actions.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.cloud.CloudException;
import dev.terrace.cloud.Counts;
import dev.terrace.cloud.Organization;
import dev.terrace.cloud.Run;
import dev.terrace.cloud.StackArchive;
import dev.terrace.cloud.Workspace;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.CloudWorkspaces;
import dev.terrace.project.Stack;
import dev.terrace.project.StackGraph;
import dev.terrace.project.Synthesis;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.Ui;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs stacks in Terraform Cloud, one after the other in the order of their dependencies. */
public final class PushToCloud {
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private static final String NO_AWS_CREDENTIALS =
      "The run found no AWS credentials. They are environment variables of the workspace, or of a"
          + " variable set: TFC_AWS_PROVIDER_AUTH and TFC_AWS_RUN_ROLE_ARN, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY; see docs/recipes/move-to-terraform-cloud.md";

  private final Synthesis synthesis;
  private final Map<String, String> shell;
  private final Ui ui;
  private final Confirmation consent;
  private final Map<Backend.Cloud, Organization> organizations = new HashMap<>();
  private final Map<StackId, Result> results = new LinkedHashMap<>();
  private Started current;

  public PushToCloud(Synthesis synthesis, Map<String, String> shell, Ui ui, Confirmation consent) {
    this.synthesis = synthesis;
    this.shell = shell;
    this.ui = ui;
    this.consent = consent;
  }

  /** A run that was started and has not ended yet. */
  private record Started(Stack stack, Organization organization, Workspace workspace, Run run) {
    String address() {
      return organization.address(workspace, run);
    }
  }

  /**
   * What became of a stack.
   *
   * @param outcome {@code applied}, {@code unchanged}, {@code declined} or {@code failed}
   * @param run its id; empty where none was started
   */
  private record Result(String outcome, String run, String address, Counts counts, long seconds) {}

  /**
   * @param terraformVersion for workspaces that are made
   * @return the exit code
   */
  public int run(String terraformVersion, String message, boolean json, Interrupts interrupts) {
    List<Stack> stacks = new StackGraph(synthesis.stacks(), synthesis.chosen(), false).order();
    Map<StackId, Workspace> workspaces = makeWorkspaces(stacks, terraformVersion);
    interrupts.alsoDo(() -> stopped(stacks));
    for (int i = 0; i < stacks.size(); i++) {
      Stack stack = stacks.get(i);
      StackProgress progress =
          new StackProgress(ui, "[" + (i + 1) + "/" + stacks.size() + "] " + stack.id());
      try {
        push(stack, workspaces.get(stack.id()), message, progress);
      } catch (CloudException e) {
        ui.endPassing();
        fail(stack, progress, e.getMessage());
      }
      String outcome = results.get(stack.id()).outcome();
      if (!outcome.equals("applied") && !outcome.equals("unchanged")) {
        break;
      }
    }
    return report(stacks, json);
  }

  private Organization organizationOf(Stack stack) {
    return organizations.computeIfAbsent(
        (Backend.Cloud) stack.backend(), backend -> CloudWorkspaces.organization(backend, shell));
  }

  /** Every workspace that is needed, and the right of each to read the states it needs. */
  private Map<StackId, Workspace> makeWorkspaces(List<Stack> stacks, String terraformVersion) {
    Map<StackId, Workspace> workspaces = new LinkedHashMap<>();
    for (Stack stack : stacks) {
      ui.passing("workspace of " + stack.id());
      Organization organization = organizationOf(stack);
      String name = ((Backend.Cloud) stack.backend()).workspace(stack.id());
      Optional<Workspace> found = organization.workspace(name);
      if (found.isPresent()) {
        requireRunnable(stack, found.get());
        workspaces.put(stack.id(), found.get());
      }
    }
    requireEarlier(stacks, workspaces);
    for (Stack stack : stacks) {
      Organization organization = organizationOf(stack);
      if (!workspaces.containsKey(stack.id())) {
        String name = ((Backend.Cloud) stack.backend()).workspace(stack.id());
        workspaces.put(
            stack.id(), organization.make(name, terraformVersion, stack.id() + ", by Terrace"));
        ui.note("workspace " + name + " of " + organization.describe() + ": made");
      }
      for (StackId earlier : stack.dependencies()) {
        organization.share(workspaces.get(earlier), workspaces.get(stack.id()));
      }
    }
    ui.endPassing();
    return workspaces;
  }

  private static void requireRunnable(Stack stack, Workspace workspace) {
    if (workspace.executionMode().equals("local")) {
      throw UserError.failed(
          "workspace "
              + workspace.name()
              + " has the execution mode Local, so that Terraform Cloud runs nothing in it; deploy"
              + " with: ./terrace deploy "
              + stack.id()
              + "\n  Or set its execution mode to Remote.");
    }
    if (workspace.connectedToRepository()) {
      throw UserError.failed(
          "workspace "
              + workspace.name()
              + " is connected to a repository: its runs begin there, with a push of the stack's"
              + " folder");
    }
  }

  /** Stacks that are not pushed here but whose outputs are read must have been applied. */
  private void requireEarlier(List<Stack> stacks, Map<StackId, Workspace> workspaces) {
    List<StackId> chosen = stacks.stream().map(Stack::id).toList();
    for (Stack stack : stacks) {
      for (StackId earlier : stack.dependencies()) {
        if (chosen.contains(earlier) || workspaces.containsKey(earlier)) {
          continue;
        }
        Stack other = synthesis.stack(earlier);
        Organization organization = organizationOf(other);
        Optional<Workspace> workspace =
            organization.workspace(((Backend.Cloud) other.backend()).workspace(earlier));
        if (workspace.flatMap(organization::serial).isEmpty()) {
          throw UserError.failed(
              stack.id()
                  + " reads outputs of "
                  + earlier
                  + ", which is not deployed yet; push it first: ./terrace cloud push "
                  + earlier);
        }
        workspaces.put(earlier, workspace.get());
      }
    }
  }

  private void push(Stack stack, Workspace workspace, String message, StackProgress progress) {
    Organization organization = organizationOf(stack);
    progress.step("uploading", 0);
    String version =
        organization.upload(workspace, StackArchive.of(stack.folder()), CloudWorkspaces::pause);
    Started started = start(stack, organization, workspace, version, message);
    progress.say("run " + started.address());
    Run run = follow(started, progress);
    if (run.confirmable()) {
      Counts counts = organization.planned(run);
      progress.say(counts.toString());
      if (!consent.given("Apply to " + stack.id() + "?")) {
        organization.discard(run);
        end(started, "declined", counts, progress);
        return;
      }
      confirm(started);
      run = follow(started, progress);
    }
    Counts counts = organization.planned(run);
    switch (run.status()) {
      case "applied" -> {
        progress.say("applied in " + progress.seconds() + " s");
        end(started, "applied", counts, progress);
      }
      case "planned_and_finished", "planned_and_saved" -> {
        progress.say("no changes");
        end(started, "unchanged", counts, progress);
      }
      case "errored" -> {
        end(started, "failed", counts, progress);
        ui.error(explain(started, run));
      }
      default -> {
        end(started, "failed", counts, progress);
        ui.error(
            stack.id()
                + ": its run was "
                + run.status().replace('_', ' ')
                + " in Terraform Cloud\n  "
                + started.address());
      }
    }
  }

  private synchronized Started start(
      Stack stack,
      Organization organization,
      Workspace workspace,
      String configurationVersion,
      String message) {
    Run run = organization.start(workspace, configurationVersion, message);
    current = new Started(stack, organization, workspace, run);
    return current;
  }

  private synchronized void confirm(Started started) {
    started.organization().confirm(started.run());
  }

  private synchronized void end(
      Started started, String outcome, Counts counts, StackProgress progress) {
    current = null;
    results.put(
        started.stack().id(),
        new Result(outcome, started.run().id(), started.address(), counts, progress.seconds()));
  }

  private synchronized void fail(Stack stack, StackProgress progress, String message) {
    String where = current == null ? "" : "\n  Its run goes on there: " + current.address();
    results.put(
        stack.id(),
        new Result(
            "failed",
            current == null ? "" : current.run().id(),
            current == null ? "" : current.address(),
            Counts.NONE,
            progress.seconds()));
    current = null;
    ui.error(stack.id() + ": " + Messages.indented(message, "  ") + where);
  }

  /** Waits until the run has ended, or its plan waits to be applied. */
  private Run follow(Started started, StackProgress progress) {
    String shown = "";
    boolean confirmed = false;
    Duration wait = FIRST_LOOK;
    while (true) {
      Run run = started.organization().run(started.run().id());
      if (run.ended() || (run.confirmable() && !confirmed)) {
        return run;
      }
      if (!run.status().equals(shown)) {
        shown = run.status();
        wait = FIRST_LOOK;
        progress.step(words(run.status()), 0);
        if (run.waitsForPeople()) {
          progress.say("waits for somebody in Terraform Cloud: " + started.address());
        }
      }
      CloudWorkspaces.pause(wait);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : longer;
    }
  }

  private static String words(String status) {
    return switch (status) {
      case "pending" -> "waiting in the workspace's queue";
      case "plan_queued" -> "waiting for a machine to plan";
      case "apply_queued" -> "waiting for a machine to apply";
      default -> status.replace('_', ' ');
    };
  }

  private static String explain(Started started, Run run) {
    Stack stack = started.stack();
    List<String> errors = started.organization().errors(run);
    StringBuilder text = new StringBuilder(stack.id() + " failed in Terraform Cloud");
    for (String error : errors) {
      text.append("\n  ").append(Messages.indented(error, "    "));
    }
    if (errors.stream().anyMatch(PushToCloud::lacksCredentials)) {
      text.append("\n  ").append(NO_AWS_CREDENTIALS);
    }
    return text.append("\n  ").append(started.address()).toString();
  }

  private static boolean lacksCredentials(String error) {
    String lower = error.toLowerCase(Locale.ROOT);
    return lower.contains("no valid credential sources found")
        || lower.contains("failed to refresh cached credentials");
  }

  /** At Ctrl-C: what has not begun to be applied is thrown away; what has is left alone. */
  private synchronized void stopped(List<Stack> stacks) {
    if (current == null) {
      ui.lastWord("Interrupted: no run is at work in Terraform Cloud.");
    } else {
      ui.lastWord("Interrupted: " + current.stack().id() + ": " + stopRun(current));
    }
    list(stacks, current == null ? null : current.stack().id(), ui::lastWord);
  }

  private static String stopRun(Started started) {
    String where = ": " + started.address();
    try {
      Run run = started.organization().run(started.run().id());
      if (run.ended()) {
        return "its run has ended, " + run.status().replace('_', ' ') + where;
      }
      if (run.mayHaveChangedSomething()) {
        return "its run is being applied and goes on there" + where;
      }
      if (run.discardable()) {
        started.organization().discard(run);
        return "its run was discarded, nothing was applied" + where;
      }
      if (run.cancelable()) {
        started.organization().cancel(run);
        return "its run was cancelled, nothing was applied" + where;
      }
      return "its run cannot be stopped now and goes on there" + where;
    } catch (CloudException e) {
      return "its run could not be stopped: " + e.getMessage() + "\n  Look at it" + where;
    }
  }

  private void list(List<Stack> stacks, StackId stopped, Consumer<String> say) {
    for (Stack stack : stacks) {
      Result result = results.get(stack.id());
      say.accept(
          "  "
              + stack.id()
              + ": "
              + (result != null
                  ? result.outcome()
                  : stack.id().equals(stopped) ? "interrupted" : "not begun"));
    }
    say.accept("Resume with: ./terrace cloud push " + synthesis.selection().words());
  }

  private int report(List<Stack> stacks, boolean json) {
    List<Result> done = new ArrayList<>(results.values());
    boolean complete =
        done.size() == stacks.size()
            && done.stream()
                .allMatch(r -> r.outcome().equals("applied") || r.outcome().equals("unchanged"));
    if (!complete) {
      ui.note("");
      list(stacks, null, ui::note);
    }
    if (json) {
      ui.result(Json.pretty(asJson(stacks)).stripTrailing());
    } else if (complete) {
      String number = stacks.size() == 1 ? "1 stack" : stacks.size() + " stacks";
      boolean changed = done.stream().anyMatch(r -> r.outcome().equals("applied"));
      ui.result(
          ui.good(
              changed
                  ? number + " pushed and applied in Terraform Cloud."
                  : "Nothing to change: " + number + " as described."));
    }
    return complete ? ExitCode.DONE : ExitCode.FAILED;
  }

  private ObjectNode asJson(List<Stack> stacks) {
    ObjectNode tree = Json.object();
    var list = tree.putArray("stacks");
    for (Stack stack : stacks) {
      Result result = results.get(stack.id());
      ObjectNode node =
          list.addObject()
              .put("stack", stack.id().toString())
              .put("workspace", ((Backend.Cloud) stack.backend()).workspace(stack.id()))
              .put("outcome", result == null ? "not begun" : result.outcome());
      if (result != null && !result.run().isEmpty()) {
        node.put("run", result.run()).put("url", result.address());
        node.putObject("counts")
            .put("import", result.counts().imports())
            .put("create", result.counts().additions())
            .put("change", result.counts().changes())
            .put("destroy", result.counts().destructions());
        node.put("seconds", result.seconds());
      }
    }
    return tree;
  }
}
