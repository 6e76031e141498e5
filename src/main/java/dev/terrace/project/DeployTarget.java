package dev.terrace.project;

import dev.terrace.aws.AwsApi;
import dev.terrace.cloud.Organization;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.error.UserError;
import dev.terrace.local.LocalAws;
import dev.terrace.local.LocalVariables;
import dev.terrace.state.StateMemory;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Journal;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.ui.StackProgress;
import dev.terrace.ui.StepTimes;
import dev.terrace.ui.Ui;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The deployment target: AWS, or the simulated AWS of this machine. */
public final class DeployTarget {
  private final boolean local;
  private final Path folder;
  private final TerraformEnvironment environment;
  private final Interrupts interrupts;
  private final FolderLocks locks;
  private final String option;
  private final Ui ui;

  private DeployTarget(
      boolean local,
      Path folder,
      TerraformEnvironment environment,
      Interrupts interrupts,
      FolderLocks locks,
      String option,
      Ui ui) {
    this.local = local;
    this.folder = folder;
    this.environment = environment;
    this.interrupts = interrupts;
    this.locks = locks;
    this.option = option;
    this.ui = ui;
  }

  /**
   * AWS, or with {@code local} the simulated AWS, which is started where it is not up.
   *
   * @throws UserError when Terraform or credentials are missing
   */
  public static DeployTarget open(RunContext run, boolean local) {
    Prerequisites.check(run.project(), local);
    return openKnownGood(run, local);
  }

  /** The same, after {@link Prerequisites#check}. */
  static DeployTarget openKnownGood(RunContext run, boolean local) {
    return local ? local(run) : real(run);
  }

  private static DeployTarget local(RunContext run) {
    Project project = run.project();
    LocalAws aws = new LocalAws(project.home(), project.state(), project.shell());
    run.ui().passing("waiting for the simulated AWS");
    LocalAws.Running running = aws.up(run.ui()::note);
    run.ui().endPassing();
    return new DeployTarget(
        true,
        aws.folder(),
        TerraformEnvironment.of(
                LocalVariables.of(project.shell(), running.endpoint()), project.state())
            .verifyingOnce(),
        run.interrupts(),
        run.locks(),
        " --local" + project.options(),
        run.ui());
  }

  /** The real AWS, with the credentials of the shell. */
  public static DeployTarget real(RunContext run) {
    return new DeployTarget(
        false,
        run.project().state().resolve("aws"),
        TerraformEnvironment.of(run.project().shell(), run.project().state()),
        run.interrupts(),
        run.locks(),
        run.project().options(),
        run.ui());
  }

  /** The same target, which warns another one. */
  public DeployTarget with(Ui other) {
    return new DeployTarget(local, folder, environment, interrupts, locks, option, other);
  }

  /** Whether it is an account of AWS, not a server that answers in its place. */
  public boolean isRealAccount() {
    return !local && isRealAccount(environment.variables());
  }

  /**
   * @param variables of the shell
   */
  public static boolean isRealAccount(Map<String, String> variables) {
    return variables.getOrDefault("AWS_ENDPOINT_URL", "").isBlank();
  }

  public boolean isLocal() {
    return local;
  }

  /** The folder of the working folders. */
  public Path folder() {
    return folder;
  }

  /** The options that repeat a command here, such as {@code --local}, with a leading blank. */
  public String option() {
    return option;
  }

  /**
   * What has to stand before a command of Terraform itself, so that it reaches the simulated AWS
   * and never an account; ends with a blank.
   */
  String shellVariables() {
    return local
        ? "AWS_ENDPOINT_URL=%s AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local "
            .formatted(environment.variables().get("AWS_ENDPOINT_URL"))
        : "";
  }

  /** AWS's own API, in the same account as Terraform. */
  public AwsApi awsApi() {
    return new AwsApi(environment.variables());
  }

  /** Terraform Cloud, with the tokens that Terraform would take. */
  public Organization organization(Backend.Cloud backend) {
    return CloudWorkspaces.organization(backend, environment.variables());
  }

  /** Progress lines of a stack, which say how long each step took here the last time. */
  public StackProgress progress(Ui ui, String label, StackId stack) {
    return new StackProgress(ui, label, StepTimes.in(folder), stack.toString());
  }

  public Terraform terraformIn(Path workingFolder) {
    return new Terraform(workingFolder, environment, interrupts);
  }

  /** Terraform in a folder that shares the {@code .terraform} of another one. */
  Terraform terraformIn(Path folder, Path data) {
    return new Terraform(folder, environment.sharing(data), interrupts);
  }

  public Path folderOf(Stack stack) {
    return folder.resolve(stack.id().stackName());
  }

  /** Whether an earlier apply was killed, or could not write its state, and nothing came of it. */
  public boolean isUnfinished(Stack stack) {
    return Journal.ofKilledApply(folderOf(stack)).isPresent()
        || UnwrittenState.isIn(folderOf(stack));
  }

  /**
   * Keeps every other run out of a stack's working folder until this run ends, or {@link #release}.
   *
   * @throws UserError when another run of this checkout works there
   */
  public void hold(Stack stack) {
    hold(stack.id());
  }

  /** The same for a stack that is not synthesized. */
  public void hold(StackId stack) {
    locks.take(stack.toString(), folder.resolve(stack.stackName()));
  }

  /** Lets other runs into the working folder of a stack that was only read. */
  public void release(Stack stack) {
    locks.release(folderOf(stack));
  }

  /**
   * Keeps other runs out of a folder in which states are only read or unlocked, until this run
   * ends; waits for one that does the same.
   */
  public void await(String subject, Path other) {
    locks.await(subject, other);
  }

  /** Works alone in another folder of {@link #folder}, and waits for that. */
  public <T> T alone(String subject, Path other, Supplier<T> work) {
    return locks.alone(subject, other, work);
  }

  /**
   * A stack's working folder, with what was just synthesized in it, ready for every command.
   *
   * @throws UserError when the state bucket does not exist, or {@link RunGate} refuses
   */
  public Terraform prepare(Stack stack) {
    return prepare(stack, Purpose.CHANGE);
  }

  /** The same for what is read or changed. */
  public Terraform prepare(Stack stack, Purpose purpose) {
    return prepareIfBackendExists(stack, purpose)
        .orElseThrow(() -> StateFaults.noBucket(stack.id(), backendOf(stack.backend()), option()));
  }

  /** The same; empty where the state bucket does not exist, so that nothing can be deployed. */
  public Optional<Terraform> prepareIfBackendExists(Stack stack, Purpose purpose) {
    return new RunGate(this, ui).open(stack, purpose);
  }

  /** After an apply: what the next run compares the state with. */
  public void remember(Stack stack, Terraform terraform) {
    new RunGate(this, ui).remember(stack, terraform);
  }

  /** What this machine last saw of the states. */
  public StateMemory memory() {
    return new StateMemory(folder);
  }

  /**
   * Where a state is stored. Terraform Cloud is not simulated: {@code --local} keeps such states in
   * files of its own.
   */
  public Backend backendOf(Backend described) {
    return local && described instanceof Backend.Cloud ? new Backend.Local() : described;
  }
}
