package dev.terrace.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Terraform in one working folder. Every command throws {@link TerraformException} when Terraform
 * ends with an error.
 */
public final class Terraform {
  private static final Object INIT = new Object();

  /** Exit code of a plan with changes, where it was asked for with {@code -detailed-exitcode}. */
  private static final int WITH_CHANGES = 2;

  private final Path folder;
  private final PlanFile planFile;
  private final TerraformProcess process;
  private final Interrupts interrupts;
  private final boolean verifiesOnce;

  /** The state's text as this object last read it; null where it has changed the state since. */
  private String pulled;

  public Terraform(Path folder, TerraformEnvironment environment, Interrupts interrupts) {
    this.folder = folder;
    this.planFile = new PlanFile(folder);
    this.process = new TerraformProcess(folder, environment, interrupts);
    this.interrupts = interrupts;
    this.verifiesOnce = environment.verifiesOnce();
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
    Path stamp = folder.resolve(".terraform").resolve("terrace-init");
    try {
      if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
        return;
      }
      reconnect();
      Files.writeString(stamp, fingerprint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Prepares the folder for the backend that it names now, whatever it was prepared for before: the
   * same as {@code init -reconfigure}, which Terraform does not take for Terraform Cloud.
   */
  public void reconnect() {
    try {
      Files.deleteIfExists(folder.resolve(".terraform").resolve("terraform.tfstate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    initialize(List.of());
  }

  /** {@code init} with these options, always. */
  public void initialize(List<String> options) {
    forgetState();
    List<String> arguments = new ArrayList<>(List.of("init", "-json", "-input=false"));
    arguments.addAll(options);
    synchronized (INIT) { // Terraform's cache of providers takes one writer.
      follow(arguments, message -> {});
    }
    forgetChecksums();
  }

  private void forgetChecksums() {
    if (verifiesOnce) {
      LockFile.forgetChecksums(folder);
    }
  }

  /**
   * Writes checksums of the folder's providers into its {@code .terraform.lock.hcl}, beside those
   * that are in it.
   *
   * @param platforms such as {@code linux_amd64}
   * @param mirror where the packages come from; empty for the registry
   */
  public void lockProviders(List<String> platforms, Optional<ProviderMirror> mirror) {
    List<String> arguments = new ArrayList<>(List.of("providers", "lock", "-no-color"));
    mirror.ifPresent(found -> arguments.add("-fs-mirror=" + found.folder()));
    platforms.forEach(platform -> arguments.add("-platform=" + platform));
    capture(arguments);
  }

  /** Moves the state from where it lies to the backend that the folder names now. */
  public void migrate() {
    forgetState();
    synchronized (INIT) { // Terraform does not take -json here.
      capture(List.of("init", "-input=false", "-migrate-state", "-force-copy", "-no-color"));
    }
    forgetChecksums();
  }

  /**
   * Plans into a file of this object's own, which {@link #apply} applies. A plan without changes is
   * not asked for its details, which would start the provider once more: exit code 0 of {@code
   * -detailed-exitcode} says "succeeded with empty diff",
   * https://developer.hashicorp.com/terraform/cli/commands/plan#other-options.
   */
  public Plan plan(List<String> options, Consumer<UiMessage> progress) {
    return planCounts(options, progress).isPresent() ? Plan.of(showPlan()) : Plan.EMPTY;
  }

  /**
   * The same for a caller that needs no details.
   *
   * @return the counts; empty without changes
   */
  public Optional<UiMessage.Summary> planCounts(
      List<String> options, Consumer<UiMessage> progress) {
    List<String> arguments = planArguments(options);
    arguments.add("-detailed-exitcode");
    UiMessage.Summary[] counts = {new UiMessage.Summary("plan", 0, 0, 0)};
    int exitCode =
        follow(
            arguments,
            message -> {
              if (message instanceof UiMessage.Summary summary) {
                counts[0] = summary;
              }
              progress.accept(message);
            },
            WITH_CHANGES);
    planFile.seal();
    return exitCode == WITH_CHANGES ? Optional.of(counts[0]) : Optional.empty();
  }

  /**
   * The same, as {@code terraform show -json} tells it: {@code resource_changes}, {@code
   * configuration}, {@code planned_values} …
   */
  public JsonNode planTree(List<String> options, Consumer<UiMessage> progress) {
    follow(planArguments(options), progress);
    planFile.seal();
    return showPlan();
  }

  private List<String> planArguments(List<String> options) {
    planFile.discardLeftovers();
    List<String> arguments =
        new ArrayList<>(List.of("plan", "-json", "-input=false", "-out=" + planFile.name()));
    arguments.addAll(options);
    return arguments;
  }

  private JsonNode showPlan() {
    return Json.parse(capture(List.of("show", "-json", planFile.name())));
  }

  /** The schemas of the folder's providers, as {@code terraform providers schema -json} says. */
  public JsonNode providerSchemas() {
    return Json.parse(capture(List.of("providers", "schema", "-json")));
  }

  /** Formats the native syntax in another folder and in those below it, as {@code fmt} does. */
  public void format(Path other) {
    capture(List.of("fmt", "-list=false", "-recursive", other.toAbsolutePath().toString()));
  }

  /**
   * Applies what {@link #plan} has written, and takes the plan file away.
   *
   * @throws dev.terrace.error.UserError when the file is not the one that was planned
   */
  public void apply(Consumer<UiMessage> progress) {
    planFile.check();
    forgetState();
    boolean resumed = Journal.open(folder);
    try {
      follow(List.of("apply", "-json", "-input=false", planFile.name()), progress);
    } catch (TerraformException e) {
      if (!resumed && !e.killed() && !e.lostState() && !Journal.wasCutOff(folder)) {
        Journal.close(folder);
      }
      throw e;
    } finally {
      discardPlan();
    }
    Journal.close(folder);
  }

  public void discardPlan() {
    planFile.discard();
  }

  /** The state's outputs by name. */
  public Map<String, Output> outputs() {
    JsonNode tree = Json.parse(capture(List.of("output", "-json")));
    Map<String, Output> outputs = new LinkedHashMap<>();
    tree.properties()
        .forEach(
            entry ->
                outputs.put(
                    entry.getKey(),
                    new Output(
                        entry.getValue().path("value"),
                        entry.getValue().path("sensitive").asBoolean())));
    return outputs;
  }

  /** Keeps a resource that the next plan would replace because its creation did not end. */
  public void untaint(String address) {
    forgetState();
    capture(List.of("untaint", "-no-color", address));
  }

  /**
   * The state as this object last read it, or as it is where it has changed it since; one without
   * resources where nothing was deployed.
   */
  public State state() {
    String text = pulled == null ? pull() : pulled;
    return text.isBlank() ? State.EMPTY : State.of(Json.parse(text));
  }

  /** The state's own text; blank where nothing was deployed. It may hold secrets. */
  public String pull() {
    pulled = capture(List.of("state", "pull"));
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
    RuntimeException[] unread = new RuntimeException[1];
    int exitCode =
        process.stream(
            arguments,
            in -> {
              try {
                reader.accept(in);
              } catch (RuntimeException e) {
                unread[0] = e;
              }
            });
    if (exitCode != 0) { // Then what was read is not whole, whatever the reader made of it.
      throw new TerraformException(
          "state pull", List.of(), process.lastErrors(), interrupts.interrupted(), exitCode > 128);
    }
    if (unread[0] != null) {
      throw unread[0];
    }
  }

  /**
   * Writes a state over the one that is there. Terraform refuses one of another lineage, or with a
   * lower serial.
   *
   * @param file outside the project, and deleted by the caller: it may hold secrets
   */
  public void push(Path file) {
    forgetState();
    capture(List.of("state", "push", file.toAbsolutePath().toString()));
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
    capture(List.of("state", "push", "-lock=false", "-force", file.toAbsolutePath().toString()));
  }

  /**
   * Who holds the lock now. Terraform has no command for it, so a plan of nothing is tried, which
   * takes the lock, and gives it back, where it is free.
   */
  public Optional<LockInfo> lockHolder() {
    try {
      follow(
          List.of(
              "plan", "-json", "-input=false", "-refresh=false", "-target=terraform_data.nothing"),
          message -> {});
      return Optional.empty();
    } catch (TerraformException e) {
      if (e.lock().isPresent()) {
        return e.lock();
      }
      throw e;
    }
  }

  /**
   * @param id of the lock, see {@link LockInfo}
   */
  public void forceUnlock(String id) {
    capture(List.of("force-unlock", "-force", id));
  }

  /** A Terraform that an earlier, killed run of this project left at work here. */
  public static Optional<ProcessHandle> leftAtWork(Path folder) {
    return TerraformProcess.leftAtWork(folder);
  }

  /**
   * Lets a Terraform that was left at work finish its step, write its state and release its lock.
   *
   * @return whether it has ended in time
   */
  public static boolean endGently(ProcessHandle left, Duration limit) {
    left.destroy(); // SIGTERM, which Terraform takes as it takes Ctrl-C
    try {
      left.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void follow(List<String> arguments, Consumer<UiMessage> progress) {
    follow(arguments, progress, 0);
  }

  /**
   * @param success an exit code that means success, as 0 does
   * @return the exit code
   */
  private int follow(List<String> arguments, Consumer<UiMessage> progress, int success) {
    List<Diagnostic> errors = new ArrayList<>();
    TerraformProcess.Result result =
        process.follow(
            arguments,
            line ->
                UiMessage.parse(line)
                    .ifPresent(
                        message -> {
                          if (message instanceof UiMessage.Diagnosed diagnosed
                              && diagnosed.diagnostic().isError()) {
                            errors.add(diagnosed.diagnostic());
                          }
                          progress.accept(message);
                        }));
    if (result.exitCode() != 0 && result.exitCode() != success) {
      throw new TerraformException(
          arguments.get(0),
          errors,
          result.errors(),
          interrupts.interrupted(),
          result.exitCode() > 128);
    }
    return result.exitCode();
  }

  private String capture(List<String> arguments) {
    TerraformProcess.Result result = process.capture(arguments);
    if (result.exitCode() != 0) {
      throw new TerraformException(
          arguments.get(0),
          List.of(),
          result.errors(),
          interrupts.interrupted(),
          result.exitCode() > 128);
    }
    return result.output();
  }
}
