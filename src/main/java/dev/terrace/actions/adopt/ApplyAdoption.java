package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.AdoptionFile;
import dev.terrace.adopt.AdoptionFile.Entry;
import dev.terrace.adopt.DetachedStack;
import dev.terrace.adopt.Draft;
import dev.terrace.adopt.Existing;
import dev.terrace.adopt.Gate;
import dev.terrace.adopt.OldRoot;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.Owners;
import dev.terrace.adopt.Settling;
import dev.terrace.adopt.Takeover;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.project.DeployContext;
import dev.terrace.project.Stack;
import dev.terrace.project.StackErrors;
import dev.terrace.project.StackGraph;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.ExitCode;
import dev.terrace.ui.Messages;
import dev.terrace.ui.Ui;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Carries adoption files out. Each stack's state is drafted and planned against in a scratch
 * folder; only when the gate is open for every stack are the states pushed, one after another.
 * Nothing is ever applied: AWS is only read.
 */
public final class ApplyAdoption {
  private static final int PARALLEL = 2;

  private final DeployContext opened;
  private final Ui ui;
  private final ScratchPlanner rehearsal;
  private final Path folder;
  private final Map<StackId, AdoptionFile> files = new LinkedHashMap<>();
  private final Map<String, ObjectNode> instances = new HashMap<>();
  private final Map<String, Map<String, Integer>> oldParts = new TreeMap<>();
  private final Map<StackId, Map<String, JsonNode>> outputs = new HashMap<>();
  private final Set<String> secretsWithoutValue = new TreeSet<>();
  private final Map<StackId, Draft> drafts = new LinkedHashMap<>();
  private final Map<Stack, Prepared> prepared = new LinkedHashMap<>();

  public ApplyAdoption(DeployContext opened, ScratchPlanner rehearsal, Ui ui, Path folder) {
    this.opened = opened;
    this.ui = ui;
    this.rehearsal = rehearsal;
    this.folder = folder;
  }

  private record Prepared(
      Terraform terraform, Optional<ObjectNode> before, Draft draft, Gate gate) {}

  public int run(List<String> accept, Confirmation consent) {
    read();
    readOldStates();
    Set<String> secrets = secretsWithValue();
    for (Stack stack : opened.synthesis().stacks()) {
      prepare(stack, accept, secrets);
    }
    if (!open()) {
      throw UserError.refused(
          "refused, nothing was changed: see above. Change the configuration so that it says what"
              + " exists, or accept what is to change in place: ./terrace adopt apply "
              + opened.synthesis().selection().words()
              + opened.estate().option()
              + " --accept ADDRESS");
    }
    requireOneOwner();
    int adopted = prepared.values().stream().mapToInt(p -> p.draft().added().size()).sum();
    if (adopted == 0) {
      ui.result(ui.good("Nothing is left to adopt."));
      writeRemoved();
      return ExitCode.DONE;
    }
    if (!consent.given("Put " + adopted + " resources into the states of the stacks?")) {
      ui.result("Nothing was changed.");
      return ExitCode.FAILED;
    }
    requireUnlocked();
    prepared.forEach(this::push);
    writeRemoved();
    ui.result(
        ui.good(adopted + " resources adopted; nothing in AWS was changed.")
            + " What is new comes with: ./terrace deploy "
            + opened.synthesis().selection().words()
            + opened.estate().option());
    return ExitCode.DONE;
  }

  private void read() {
    Map<String, String> taken = new HashMap<>();
    for (Stack stack : opened.synthesis().stacks()) {
      Optional<AdoptionFile> file =
          AdoptionFile.read(folder, stack.id(), stack.file().resources().keySet());
      file.ifPresent(found -> files.put(stack.id(), found));
      for (Entry entry : file.map(AdoptionFile::entries).orElse(List.of())) {
        String mine = entry.address() + " of " + stack.id();
        String other = taken.putIfAbsent(entry.taken(), mine);
        if (other != null) {
          throw UserError.usage(
              "two stacks want "
                  + entry.taken()
                  + ": "
                  + other
                  + ", and "
                  + mine
                  + "; take it out of one of the adoption files");
        }
      }
    }
    if (opened.synthesis().chosen().stream().noneMatch(stack -> files.containsKey(stack.id()))) {
      throw UserError.usage(
          "there is no adoption file for "
              + opened.synthesis().selection().words()
              + " in "
              + folder.getFileName()
              + "/; './terrace adopt plan' writes them");
    }
  }

  private static String key(String source, String name) {
    return source + "\n" + name;
  }

  /** Keeps the instances that are wanted of each old state, and of all what they stand for. */
  private void readOldStates() {
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> sources = new TreeSet<>();
    for (AdoptionFile file : files.values()) {
      for (Entry entry : file.entries()) {
        if (entry.source().startsWith("state ")) {
          sources.add(entry.source());
          if (entry.importId().isEmpty()) {
            wanted.add(key(entry.source(), entry.from()));
          }
        }
      }
    }
    for (String source : sources) {
      Map<String, Integer> parts = oldParts.computeIfAbsent(source, s -> new TreeMap<>());
      AdoptionSources.state(source.substring("state ".length()), opened.estate())
          .each(
              instance -> {
                parts.put(
                    instance.address(),
                    OldRoot.parts(instance.type(), instance.body().path("attributes")));
                if (wanted.contains(key(source, instance.address()))) {
                  instances.put(key(source, instance.address()), instance.body());
                }
              });
    }
  }

  /** Secrets that are adopted and have a value, by ARN: a new version would replace it. */
  private Set<String> secretsWithValue() {
    List<Existing> secrets = new ArrayList<>();
    files
        .values()
        .forEach(
            file ->
                file.entries().stream()
                    .filter(entry -> entry.address().startsWith("aws_secretsmanager_secret."))
                    .forEach(
                        entry -> {
                          ObjectNode instance = instances.get(key(entry.source(), entry.from()));
                          ObjectNode attributes =
                              instance == null
                                  ? Json.object().put("id", entry.importId().orElse(""))
                                  : instance.withObject("/attributes");
                          secrets.add(
                              new Existing(
                                  "aws_secretsmanager_secret",
                                  entry.from(),
                                  new Origin.Ids(entry.source()),
                                  attributes,
                                  entry.importId()));
                        }));
    if (secrets.isEmpty()) {
      return Set.of();
    }
    String region = opened.synthesis().stacks().get(0).region();
    Set<String> withValue = new TreeSet<>();
    secrets.forEach(secret -> secretsWithoutValue.add(secret.attributes().path("id").asText()));
    rehearsal
        .completed(region, secrets, List.of())
        .forEach(version -> withValue.add(version.attributes().path("secret_id").asText()));
    secretsWithoutValue.removeAll(withValue);
    return withValue;
  }

  private void prepare(Stack stack, List<String> accept, Set<String> secrets) {
    Terraform terraform = opened.estate().prepare(stack);
    Optional<ObjectNode> before = pull(terraform);
    JsonNode tree = Json.read(stack.folder().resolve("cdk.tf.json"));
    Draft draft = Draft.of(before, tree);
    drafts.put(stack.id(), draft);
    boolean chosen = opened.synthesis().chosen().contains(stack);
    AdoptionFile file = files.get(stack.id());
    if (!chosen || file == null) {
      outputs.put(stack.id(), Settling.outputs(before));
      return;
    }
    Map<String, String> imports = Takeover.into(draft, file, this::old);
    if (draft.added().isEmpty() && imports.isEmpty()) {
      outputs.put(stack.id(), Settling.outputs(before));
      ui.result(ui.bold(stack.id().toString()) + ": all " + file.entries().size() + " adopted");
      return;
    }
    ui.passing("rehearsing the adoption into " + stack.id());
    ObjectNode detached =
        DetachedStack.of(
            tree,
            upstream ->
                opened.synthesis().stacks().stream()
                    .filter(s -> s.id().stackName().equals(upstream.stack()))
                    .findFirst()
                    .map(s -> outputs.getOrDefault(s.id(), Map.of()).get(upstream.output())),
            secretsWithoutValue);
    try {
      JsonNode plan =
          Settling.settle(
              draft, detached, imports, (root, state) -> rehearsal.plan(stack, root, state));
      Map<String, JsonNode> known = new HashMap<>(Settling.outputs(before));
      known.putAll(draft.outputs(plan));
      outputs.put(stack.id(), known);
      Set<String> addresses =
          file.entries().stream().map(Entry::address).collect(Collectors.toSet());
      Gate gate = Gate.of(plan, secrets, accept, addresses);
      prepared.put(stack, new Prepared(terraform, before, draft, gate));
      ui.endPassing();
      report(stack, draft, gate);
    } catch (TerraformException e) {
      ui.endPassing();
      throw UserError.failed(
          StackErrors.explain(stack, opened.estate(), e)
              + notThere(file, imports, e)
              + "\n  Nothing was changed.");
    }
  }

  /** The entries whose ids AWS does not have: Terraform names them in its own words. */
  private static String notThere(
      AdoptionFile file, Map<String, String> imports, TerraformException failure) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : file.entries()) {
      if (imports.containsKey(entry.address())
          && failure.errors().stream()
              .anyMatch(
                  error ->
                      error.summary().contains("non-existent remote object")
                          && error.detail().contains('"' + entry.address() + '"'))) {
        text.append("\n  adoptions/")
            .append(file.stack())
            .append(".yaml: ")
            .append(entry.words())
            .append(" has the import id ")
            .append(imports.get(entry.address()))
            .append(", which this account and region do not have: correct it, or take it out");
      }
    }
    return text.toString();
  }

  private static Optional<ObjectNode> pull(Terraform terraform) {
    String text = terraform.pull();
    return text.isBlank() ? Optional.empty() : Optional.of((ObjectNode) Json.parse(text));
  }

  private Optional<ObjectNode> old(Entry entry) {
    return Optional.ofNullable(instances.get(key(entry.source(), entry.from())));
  }

  private void requireOneOwner() {
    Map<String, JsonNode> states = new TreeMap<>();
    drafts.forEach((stack, draft) -> states.put(stack.toString(), draft.tree()));
    List<String> twice = Owners.twice(states);
    if (!twice.isEmpty()) {
      throw UserError.refused(
          "refused, nothing was changed: one resource would be owned twice\n  "
              + String.join("\n  ", twice)
              + "\n  Take it out of one of the adoption files, or out of the state that should not"
              + " have it.");
    }
  }

  /** Somebody at work on one of them is better met before the first than in the middle. */
  private void requireUnlocked() {
    StackGraph.inParallel(
        PARALLEL,
        List.copyOf(prepared.keySet()),
        stack ->
            prepared
                .get(stack)
                .terraform()
                .lockHolder()
                .ifPresent(
                    lock -> {
                      throw UserError.failed(
                          Messages.locked(stack.id(), lock, opened.estate().option())
                              + "\n  Nothing was changed.");
                    }));
  }

  private boolean open() {
    return prepared.values().stream().allMatch(each -> each.gate().isOpen());
  }

  private void report(Stack stack, Draft draft, Gate gate) {
    ui.result(
        ui.bold(stack.id().toString())
            + ": "
            + draft.added().size()
            + " to adopt, "
            + gate.creates().size()
            + " new with the next deploy");
    gate.stops().forEach(words -> ui.result("  " + ui.bad("never: ") + in(stack, words)));
    gate.todos().forEach(words -> ui.result("  to do: " + in(stack, words)));
    if (!gate.allowed().isEmpty()) {
      ui.result("  tags where there are none yet, with the next deploy: " + gate.allowed().size());
    }
    gate.accepted().forEach(words -> ui.result("  accepted: " + in(stack, words)));
    gate.creates().forEach(address -> ui.result("  new: " + stack.words(address)));
  }

  private static String in(Stack stack, String words) {
    int end = words.indexOf(words.contains(": ") ? ":" : " ");
    String address = words.split("[: ]", 2)[0];
    return end < 0 ? words : stack.words(address) + words.substring(address.length());
  }

  private void push(Stack stack, Prepared ready) {
    Optional<ObjectNode> now = pull(ready.terraform());
    if (!now.equals(ready.before())) {
      throw UserError.failed(
          "the state of "
              + stack.id()
              + " was changed by somebody while this was prepared; nothing of it was changed here."
              + " Run the same command again.");
    }
    Path file = null;
    try {
      file =
          Files.createTempFile(
              "adopted",
              ".tfstate",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Json.pretty(ready.draft().next()));
      ready.terraform().push(file);
      ui.note(stack.id() + ": " + ready.draft().added().size() + " resources adopted");
    } catch (TerraformException e) {
      throw UserError.failed(
          lock(ready.terraform(), e)
                  .map(lock -> Messages.locked(stack.id(), lock, opened.estate().option()))
                  .orElseGet(() -> StackErrors.explain(stack, opened.estate(), e))
              + "\n  The same command goes on where this has stopped.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private static Optional<LockInfo> lock(Terraform terraform, TerraformException failure) {
    return failure.getMessage().contains("state lock") ? terraform.lockHolder() : Optional.empty();
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When every draft that has something to adopt is pushed. */
  private void writeRemoved() {
    int number = 0;
    for (Map.Entry<String, Map<String, Integer>> old : oldParts.entrySet()) {
      List<String> adopted = new ArrayList<>();
      files.forEach(
          (stack, file) -> {
            Set<String> there = drafts.get(stack).attributes().keySet();
            file.entries().stream()
                .filter(entry -> entry.source().equals(old.getKey()))
                .filter(entry -> there.contains(entry.address()))
                .forEach(entry -> adopted.add(entry.from()));
          });
      Set<String> taken = OldRoot.taken(old.getValue(), adopted);
      String name = number++ == 0 ? "removed.tf" : "removed-" + number + ".tf";
      String environment = opened.synthesis().chosen().get(0).id().environment().toString();
      Path file = folder.resolve(environment).resolve(name);
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, OldRoot.removed(old.getKey(), old.getValue().keySet(), taken));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ui.result(
          "For the old root, to let go of "
              + taken.size()
              + " of "
              + old.getValue().size()
              + " resources without destroying: adoptions/"
              + environment
              + "/"
              + name);
    }
  }
}
