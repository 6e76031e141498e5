package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.AdoptionFile;
import dev.terrace.adopt.AdoptionFile.Entry;
import dev.terrace.adopt.OldRoot;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.State;
import dev.terrace.terraform.Terraform;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is left to adopt. */
public final class AdoptionStatus {
  private final DeployContext opened;
  private final Ui ui;
  private final Path folder;

  public AdoptionStatus(DeployContext opened, Ui ui, Path folder) {
    this.opened = opened;
    this.ui = ui;
    this.folder = folder;
  }

  public int run(boolean json) {
    ObjectNode tree = Json.object();
    ArrayNode stacks = tree.putArray("stacks");
    Map<String, Set<String>> taken = new TreeMap<>();
    for (Stack stack : opened.synthesis().stacks()) {
      Set<String> described = stack.file().resources().keySet();
      Optional<AdoptionFile> file = AdoptionFile.read(folder, stack.id(), described);
      List<Entry> entries = file.map(AdoptionFile::entries).orElse(List.of());
      entries.stream()
          .filter(entry -> entry.source().startsWith("state "))
          .forEach(
              entry ->
                  taken
                      .computeIfAbsent(entry.source(), source -> new TreeSet<>())
                      .add(entry.from()));
      if (!opened.synthesis().chosen().contains(stack)) {
        continue;
      }
      Set<String> there =
          opened
              .estate()
              .prepareIfBackendExists(stack)
              .map(Terraform::state)
              .orElse(State.EMPTY)
              .resources()
              .keySet();
      Set<String> planned = new TreeSet<>();
      entries.forEach(entry -> planned.add(entry.address()));
      Set<String> adopted = new TreeSet<>(planned);
      adopted.retainAll(there);
      Set<String> left = new TreeSet<>(planned);
      left.removeAll(there);
      Set<String> open = new TreeSet<>(described);
      open.removeAll(planned);
      open.removeAll(there);
      ObjectNode node =
          stacks
              .addObject()
              .put("stack", stack.id().toString())
              .put("matched", planned.size())
              .put("adopted", adopted.size())
              .put("open", open.size());
      ArrayNode names = node.putArray("left");
      left.forEach(names::add);
      if (!json) {
        ui.result(
            ui.bold(stack.id().toString())
                + ": "
                + (file.isEmpty()
                    ? "no adoption file"
                    : adopted.size()
                        + " of "
                        + planned.size()
                        + " adopted, "
                        + open.size()
                        + " open"));
        left.forEach(address -> ui.result("  left: " + stack.words(address)));
      }
    }
    orphans(taken, tree.putObject("orphans"), json);
    if (json) {
      ui.result(Json.pretty(tree).stripTrailing());
    }
    return ExitCode.DONE;
  }

  private void orphans(Map<String, Set<String>> taken, ObjectNode tree, boolean json) {
    taken.forEach(
        (source, names) -> {
          Map<String, Integer> parts = new TreeMap<>();
          try {
            AdoptionSources.state(source.substring("state ".length()), opened.estate())
                .each(
                    instance ->
                        parts.put(
                            instance.address(),
                            OldRoot.parts(instance.type(), instance.body().path("attributes"))));
          } catch (AdoptException e) {
            ui.warn(e.getMessage());
            return;
          }
          Set<String> orphans = new TreeSet<>(parts.keySet());
          orphans.removeAll(OldRoot.taken(parts, names));
          ArrayNode list = tree.putArray(source);
          orphans.forEach(list::add);
          if (!json) {
            ui.result(source + ": " + orphans.size() + " stay behind");
            orphans.forEach(orphan -> ui.result("  " + orphan));
          }
        });
  }
}
