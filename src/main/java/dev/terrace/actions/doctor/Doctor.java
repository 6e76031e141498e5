package dev.terrace.actions.doctor;

import dev.terrace.config.ConfigException;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.config.SharedValues;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.local.Python;
import dev.terrace.project.Credentials;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.ProviderMirror;
import dev.terrace.terraform.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks everything that the commands need. */
public final class Doctor {
  /** How bad it is. */
  public enum Verdict {
    OK,
    /** Works, but should be replaced. */
    WARNING,
    /** Needed only for some commands. */
    OPTIONAL,
    MISSING
  }

  /**
   * One thing that was looked at.
   *
   * @param found what was found, for people
   * @param help what it is for and how to get it; empty when all is well
   */
  public record Finding(String name, Verdict verdict, String found, String help) {}

  private final Project project;
  private final Map<String, String> shell;
  private final List<Finding> findings = new ArrayList<>();

  public Doctor(Project project) {
    this.project = project;
    this.shell = project.shell();
  }

  public List<Finding> examine() {
    found("java", "version " + Runtime.version().feature());
    InstalledPrograms programs = new InstalledPrograms(shell);
    findings.add(programs.node());
    findings.add(programs.npm());
    findings.add(programs.maven());
    findings.add(programs.terraform(project::terraformVersion));
    python();
    findings.add(programs.aws());
    providers();
    credentials();
    environments();
    return List.copyOf(findings);
  }

  private void found(String name, String what) {
    findings.add(new Finding(name, Verdict.OK, what, ""));
  }

  private void python() {
    Optional<String> python =
        new Python(shell, project.home(), project.state().resolve("venv")).withMoto();
    if (python.isPresent()) {
      found("python with moto", python.get());
      return;
    }
    boolean any = Tools.onPath(shell, "python3").isPresent();
    findings.add(
        new Finding(
            "python with moto",
            Verdict.OPTIONAL,
            any ? "python3 without moto" : "no python3 on PATH",
            any
                ? "Simulates AWS for --local; moto is installed into the project at first use."
                : "Simulates AWS for --local. Get it with: apt-get install python3 python3-venv |"
                    + " brew install python"));
  }

  private void providers() {
    try {
      Optional<ProviderMirror> mirror = ProviderMirror.find(shell);
      found(
          "provider plugins",
          mirror
              .map(found -> "from the mirror " + found.folder())
              .orElse("from the registry (no mirror folder was found)"));
    } catch (ConfigException e) {
      findings.add(
          new Finding(
              "provider plugins",
              Verdict.MISSING,
              e.getMessage(),
              "Unset " + ProviderMirror.VARIABLE + ", or point it at a mirror folder."));
    }
    String config = shell.getOrDefault("TF_CLI_CONFIG_FILE", "");
    if (!config.isEmpty() && !Files.isRegularFile(Path.of(config))) {
      findings.add(
          new Finding(
              "TF_CLI_CONFIG_FILE",
              Verdict.OPTIONAL,
              "points at nothing",
              "The commands here do not mind; Terraform by itself warns. Unset it."));
    }
  }

  private void credentials() {
    Optional<String> source = Credentials.find(shell);
    findings.add(
        source
            .map(words -> new Finding("AWS credentials", Verdict.OK, words, ""))
            .orElse(
                new Finding(
                    "AWS credentials",
                    Verdict.OPTIONAL,
                    "none",
                    "Needed without --local. Get them with: aws sso login --profile NAME, then"
                        + " export AWS_PROFILE=NAME")));
  }

  private void environments() {
    for (String ignored : Selection.ignored(project)) {
      findings.add(
          new Finding(
              "configuration " + ignored,
              Verdict.WARNING,
              "ignored",
              "Files of environments end with .yaml. Rename it."));
    }
    Environments folder = new Environments(project.environments());
    SharedValues values = new SharedValues(folder, Selection.readable(project));
    for (SystemDefinition<?> system : Systems.all()) {
      for (EnvironmentId id : folder.of(system.name())) {
        try {
          List<Problem> shared = values.of(folder.read(id, system));
          if (!shared.isEmpty()) {
            throw new ConfigException(shared);
          }
          found("configuration " + id, "valid");
        } catch (ConfigException e) {
          findings.add(
              new Finding(
                  "configuration " + id,
                  Verdict.MISSING,
                  e.problems().size() + (e.problems().size() == 1 ? " problem" : " problems"),
                  String.join("\n", e.problems().stream().map(Problem::toString).toList())));
        }
      }
    }
  }
}
