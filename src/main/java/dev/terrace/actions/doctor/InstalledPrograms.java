package dev.terrace.actions.doctor;

import dev.terrace.actions.doctor.Doctor.Finding;
import dev.terrace.actions.doctor.Doctor.Verdict;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.TerraformVersion;
import dev.terrace.terraform.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs on PATH that commands start, and whether they are new enough. */
final class InstalledPrograms {
  /**
   * Node.js 20 reached its end of life on 2026-04-30 (nodejs.org, release schedule), and jsii
   * supports a version for six months longer ({@code NodeRelease} in jsii-runtime 1.140).
   */
  private static final int SUPPORTED_NODE = 22;

  private static final String NODE_HELP =
      "CDKTF's engine runs on it. Get version 22 or newer from https://nodejs.org | brew install"
          + " node";

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

  private final Map<String, String> shell;

  /**
   * @param shell its variables
   */
  InstalledPrograms(Map<String, String> shell) {
    this.shell = shell;
  }

  Finding node() {
    Finding found = tool("node", 18, 0, Verdict.MISSING, NODE_HELP);
    Matcher version = VERSION.matcher(found.found());
    return found.verdict() == Verdict.OK
            && version.find()
            && !Tools.atLeast(version.group(), SUPPORTED_NODE, 0)
        ? new Finding(
            "node",
            Verdict.WARNING,
            found.found() + " still works, but jsii supports " + SUPPORTED_NODE + " and newer",
            NODE_HELP)
        : found;
  }

  Finding npm() {
    return tool(
        "npm",
        8,
        0,
        Verdict.OPTIONAL,
        "Installs cdktf-cli for 'npx cdktf'. It comes with Node.js.");
  }

  Finding maven() {
    return tool(
        "mvn",
        3,
        8,
        Verdict.MISSING,
        "Builds the project. Get it with: apt-get install maven | brew install maven");
  }

  Finding aws() {
    return tool(
        "aws",
        1,
        0,
        Verdict.OPTIONAL,
        "Used by tests and by people, never by the commands. Get it with: brew install awscli |"
            + " https://aws.amazon.com/cli/");
  }

  /**
   * @param wanted gives the version of .terraform-version
   */
  Finding terraform(Supplier<String> wanted) {
    Optional<Path> program = TerraformEnvironment.program(shell);
    if (program.isEmpty()) {
      return new Finding(
          "terraform", Verdict.MISSING, "not on PATH", "Deploys. " + TerraformVersion.HOW_TO_GET);
    }
    String version = TerraformVersion.of(program.get(), shell);
    boolean good = Tools.atLeast(version, 1, 11);
    return new Finding(
        "terraform",
        good ? Verdict.OK : Verdict.MISSING,
        "version "
            + version
            + (good
                ? version.equals(wanted.get())
                    ? ""
                    : " (.terraform-version says " + wanted.get() + ")"
                : ", at least 1.11 is needed"),
        good ? "" : "Deploys. " + TerraformVersion.HOW_TO_GET);
  }

  private Finding tool(String name, int major, int minor, Verdict otherwise, String help) {
    Optional<Path> program = Tools.onPath(shell, name);
    if (program.isEmpty()) {
      return new Finding(name, otherwise, "not on PATH", help);
    }
    Tools.Said said =
        Tools.run(List.of(program.get().toString(), "--version"), shell, Duration.ofSeconds(30));
    Matcher matcher = VERSION.matcher(said.text());
    String version = matcher.find() ? matcher.group() : "unknown";
    boolean good = Tools.atLeast(version, major, minor);
    return new Finding(
        name,
        good ? Verdict.OK : otherwise,
        "version " + version + (good ? "" : ", at least " + major + "." + minor + " is needed"),
        good ? "" : help);
  }
}
