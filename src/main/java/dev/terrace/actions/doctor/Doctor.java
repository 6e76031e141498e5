package dev.terrace.actions.doctor;

import dev.terrace.config.ConfigException;
import dev.terrace.config.Environment;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.config.Problem;
import dev.terrace.layers.SystemDefinition;
import dev.terrace.local.Python;
import dev.terrace.project.Credentials;
import dev.terrace.project.Project;
import dev.terrace.project.Selection;
import dev.terrace.project.SharedValues;
import dev.terrace.systems.Systems;
import dev.terrace.terraform.ProviderMirror;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.TerraformVersion;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks everything that the commands need. */
public final class Doctor {
  /**
   * Node.js 20 reached its end of life on 2026-04-30 (nodejs.org, release schedule), and jsii
   * supports a version for six months longer ({@code NodeRelease} in jsii-runtime 1.140).
   */
  private static final int SUPPORTED_NODE = 22;

  private static final String NODE_HELP =
      "CDKTF's engine runs on it. Get version 22 or newer from https://nodejs.org | brew install"
          + " node";

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

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
    node();
    tool(
        "npm",
        8,
        0,
        Verdict.OPTIONAL,
        "Installs cdktf-cli for 'npx cdktf'. It comes with Node.js.");
    tool(
        "mvn",
        3,
        8,
        Verdict.MISSING,
        "Builds the project. Get it with: apt-get install maven | brew install maven");
    terraform();
    python();
    tool(
        "aws",
        1,
        0,
        Verdict.OPTIONAL,
        "Used by tests and by people, never by the commands. Get it with: brew install awscli |"
            + " https://aws.amazon.com/cli/");
    providers();
    credentials();
    environments();
    return List.copyOf(findings);
  }

  private void found(String name, String what) {
    findings.add(new Finding(name, Verdict.OK, what, ""));
  }

  private void tool(String name, int major, int minor, Verdict otherwise, String help) {
    Optional<Path> program = Tools.onPath(shell, name);
    if (program.isEmpty()) {
      findings.add(new Finding(name, otherwise, "not on PATH", help));
      return;
    }
    Tools.Said said =
        Tools.run(List.of(program.get().toString(), "--version"), shell, Duration.ofSeconds(30));
    Matcher matcher = VERSION.matcher(said.text());
    String version = matcher.find() ? matcher.group() : "unknown";
    boolean good = Tools.atLeast(version, major, minor);
    findings.add(
        new Finding(
            name,
            good ? Verdict.OK : otherwise,
            "version " + version + (good ? "" : ", at least " + major + "." + minor + " is needed"),
            good ? "" : help));
  }

  private void node() {
    tool("node", 18, 0, Verdict.MISSING, NODE_HELP);
    Finding found = findings.get(findings.size() - 1);
    Matcher version = VERSION.matcher(found.found());
    if (found.verdict() == Verdict.OK
        && version.find()
        && !Tools.atLeast(version.group(), SUPPORTED_NODE, 0)) {
      findings.set(
          findings.size() - 1,
          new Finding(
              "node",
              Verdict.WARNING,
              found.found() + " still works, but jsii supports " + SUPPORTED_NODE + " and newer",
              NODE_HELP));
    }
  }

  private void terraform() {
    Optional<Path> program = TerraformEnvironment.program(shell);
    if (program.isEmpty()) {
      findings.add(
          new Finding(
              "terraform",
              Verdict.MISSING,
              "not on PATH",
              "Deploys. " + TerraformVersion.HOW_TO_GET));
      return;
    }
    String version = TerraformVersion.of(program.get(), shell);
    boolean good = Tools.atLeast(version, 1, 11);
    String wanted = wantedTerraform();
    findings.add(
        new Finding(
            "terraform",
            good ? Verdict.OK : Verdict.MISSING,
            "version "
                + version
                + (good
                    ? version.equals(wanted) ? "" : " (.terraform-version says " + wanted + ")"
                    : ", at least 1.11 is needed"),
            good ? "" : "Deploys. " + TerraformVersion.HOW_TO_GET));
  }

  private String wantedTerraform() {
    try {
      return Files.readString(project.home().resolve(".terraform-version")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read .terraform-version", e);
    }
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
    List<Environment<?>> all = Selection.readable(project);
    for (SystemDefinition<?> system : Systems.ALL) {
      for (EnvironmentId id : folder.of(system.name())) {
        try {
          List<Problem> shared = SharedValues.of(folder, folder.read(id, system.configType()), all);
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
