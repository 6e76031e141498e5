package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Terraform in one working folder. Every command throws {@link TerraformException} when Terraform
 * ends with an error.
 */
public final class Terraform {
  private final Path folder;
  private final PlanFile planFile;
  private final TerraformCommands commands;
  private final TerraformInit init;
  private final Planning planning;

  /** The state's text as this object last read it; null where it has changed the state since. */
  private String pulled;

  public Terraform(Path folder, TerraformEnvironment environment, Interrupts interrupts) {
    this.folder = folder;
    this.planFile = new PlanFile(folder);
    this.commands = new TerraformCommands(folder, environment, interrupts);
    this.planning = new Planning(commands, planFile);
    this.init = new TerraformInit(commands, environment.verifiesOnce());
  }

  public Path folder() {
    return folder;
  }

  /**
   * Prepares the folder, unless it was prepared for the same backend and providers.
   *
   * @param fingerprint changes when the preparation has to be done again
   */
  public void init(String fingerprint) {
    if (!init.isDone(fingerprint)) {
      reconnect();
      init.note(fingerprint);
    }
  }

  /**
   * Prepares the folder for the backend that it names now, whatever it was prepared for before: the
   * same as {@code init -reconfigure}, which Terraform does not take for Terraform Cloud.
   */
  public void reconnect() {
    forgetState();
    init.reconnect();
  }

  /** {@code init} with these options, always. */
  public void initialize(List<String> options) {
    forgetState();
    init.run(options);
  }

  /**
   * Writes checksums of the folder's providers into its {@code .terraform.lock.hcl}, beside those
   * that are in it.
   *
   * @param platforms such as {@code linux_amd64}
   * @param mirror where the packages come from; empty for the registry
   */
  public void lockProviders(List<String> platforms, Optional<ProviderMirror> mirror) {
    init.lockProviders(platforms, mirror);
  }

  /** Moves the state from where it lies to the backend that the folder names now. */
  public void migrate() {
    forgetState();
    init.migrate();
  }

  /**
   * Plans into a file of this object's own, which {@link #apply} applies. A plan without changes is
   * not asked for its details, which would start the provider once more: exit code 0 of {@code
   * -detailed-exitcode} says "succeeded with empty diff",
   * https://developer.hashicorp.com/terraform/cli/commands/plan#other-options.
   */
  public Plan plan(List<String> options, Consumer<UiMessage> progress) {
    return changedTree(options, progress).map(Plan::of).orElse(Plan.EMPTY);
  }

  /** The same, as {@link #planTree} gives it; empty without changes. */
  public Optional<JsonNode> changedTree(List<String> options, Consumer<UiMessage> progress) {
    return planCounts(options, progress).map(counts -> planning.show());
  }

  /**
   * The same for a caller that needs no details.
   *
   * @return the counts; empty without changes
   */
  public Optional<UiMessage.Summary> planCounts(
      List<String> options, Consumer<UiMessage> progress) {
    return planning.counts(options, progress);
  }

  /**
   * The same, as {@code terraform show -json} tells it: {@code resource_changes}, {@code
   * configuration}, {@code planned_values} …
   */
  public JsonNode planTree(List<String> options, Consumer<UiMessage> progress) {
    return planning.tree(options, progress);
  }

  /**
   * Compares the state with AWS, as {@link #planTree} does; empty where nothing differs, which the
   * messages show without a second start of the provider.
   */
  public Optional<JsonNode> driftTree(Consumer<UiMessage> progress) {
    return planning.drift(progress);
  }

  /** The schemas of the folder's providers, as {@code terraform providers schema -json} says. */
  public JsonNode providerSchemas() {
    return Json.parse(commands.capture(List.of("providers", "schema", "-json")));
  }

  /** Formats the native syntax in another folder and in those below it, as {@code fmt} does. */
  public void format(Path other) {
    commands.capture(
        List.of("fmt", "-list=false", "-recursive", other.toAbsolutePath().toString()));
  }

  /**
   * Applies what {@link #plan} has written, and takes the plan file away.
   *
   * @throws dev.terrace.error.UserError when the file is not the one that was planned
   */
  public void apply(Consumer<UiMessage> progress) {
    applyPlan(progress);
    Journal.close(folder);
  }

  /**
   * The same for a plan of a part: what an earlier, killed apply created is still looked for
   * afterwards.
   */
  public void applyPart(Consumer<UiMessage> progress) {
    if (!applyPlan(progress)) {
      Journal.close(folder);
    }
  }

  /** Whether an earlier apply was killed. */
  private boolean applyPlan(Consumer<UiMessage> progress) {
    planFile.check();
    forgetState();
    boolean resumed = Journal.open(folder);
    try {
      commands.follow(List.of("apply", "-json", "-input=false", planFile.name()), progress);
    } catch (TerraformException e) {
      if (!resumed && !e.killed() && !e.lostState() && !Journal.wasCutOff(folder)) {
        Journal.close(folder);
      }
      throw e;
    } finally {
      discardPlan();
    }
    return resumed;
  }

  public void discardPlan() {
    planFile.discard();
  }

  /** The outputs of {@link #stateTree} by name. */
  public Map<String, Output> outputs() {
    return Output.byName(stateTree().path("outputs"));
  }

  /** Keeps a resource that the next plan would replace because its creation did not end. */
  public void untaint(String address) {
    forgetState();
    commands.capture(List.of("untaint", "-no-color", address));
  }

  /**
   * The state as this object last read it, or as it is where it has changed it since; one without
   * resources where nothing was deployed.
   */
  public State state() {
    JsonNode tree = stateTree();
    return tree.isEmpty() ? State.EMPTY : State.of(tree);
  }

  /** The same as JSON; an empty object where nothing was deployed. It may hold secrets. */
  public JsonNode stateTree() {
    String text = pulled == null ? pull() : pulled;
    return text.isBlank() ? Json.object() : Json.parse(text);
  }

  /** The state's own text; blank where nothing was deployed. It may hold secrets. */
  public String pull() {
    pulled = commands.capture(List.of("state", "pull"));
    return pulled;
  }

  private void forgetState() {
    pulled = null;
  }

  /**
   * Reads the state of another root as a stream, and writes nothing there. It may hold secrets.
   *
   * @param root a folder in which {@code terraform init} was done
   */
  public void pullFrom(Path root, Consumer<InputStream> reader) {
    List<String> arguments = List.of("-chdir=" + root.toAbsolutePath(), "state", "pull");
    commands.stream("state pull", arguments, reader);
  }

  /**
   * Writes a state over the one that is there. Terraform refuses one of another lineage, or with a
   * lower serial.
   *
   * @param file outside the project, and deleted by the caller: it may hold secrets
   */
  public void push(Path file) {
    forgetState();
    commands.capture(List.of("state", "push", file.toAbsolutePath().toString()));
  }

  /**
   * Writes a state over the one that is there, whatever its lineage and serial, for a caller that
   * holds the state's lock itself and knows what is there. Terraform stores it with the next
   * serial. Onto nothing it would store it with a new lineage and serial 1.
   *
   * @param file deleted by the caller: it may hold secrets
   */
  public void pushUnderOwnLock(Path file) {
    forgetState();
    commands.capture(
        List.of("state", "push", "-lock=false", "-force", file.toAbsolutePath().toString()));
  }

  /** The lock of the folder's state. */
  public StateLock lock() {
    return new StateLock(commands);
  }
}
