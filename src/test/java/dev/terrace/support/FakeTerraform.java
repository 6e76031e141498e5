package dev.terrace.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.project.Project;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program that answers as Terraform does: it gives a state, takes one, or fails with a message. A
 * plan that does not fail has no changes, unless some are given.
 */
public final class FakeTerraform {
  private static final String SCRIPT =
      """
      #!/bin/sh
      here=$(dirname "$0")
      folder=${PWD##*/}
      echo "$*" >>"$here/calls"
      echo "$folder: $1 $2" >>"$here/calls-by-folder"
      changes=$here/changes.$folder
      if [ ! -f "$changes" ]; then changes=$here/changes; fi
      case "$1 $2" in
      "init -json"*)
        if [ -f "$here/init-error" ]; then cat "$here/init-error"; exit 1; fi
        mkdir -p .terraform ;;
      "state pull")
        if [ -f "$here/pull-error" ]; then cat "$here/pull-error" >&2; exit 1; fi
        if [ -f "$here/state" ]; then cat "$here/state"; fi ;;
      "state push")
        if [ -f "$here/push-error" ]; then cat "$here/push-error" >&2; exit 1; fi
        cp "$3" "$here/state" ;;
      "plan -json"*)
        mkdir "$here/at-work.$$"
        trap 'rmdir "$here/at-work.$$"' EXIT
        mkdir -p "$here/planned-folders/$folder"
        if [ -f "$here/meet" ]; then
          tries=0
          until [ "$(ls "$here/planned-folders" | wc -l)" -ge "$(cat "$here/meet")" ]; do
            tries=$((tries + 1))
            if [ "$tries" = 200 ]; then echo "alone at work" >&2; exit 1; fi
            sleep 0.1
          done
        fi
        if [ -f "$here/slow.$folder" ]; then sleep 3; fi
        if [ -f "$here/plan-error" ]; then cat "$here/plan-error"; exit 1; fi
        if [ -f "$here/absent" ] && grep -qsf "$here/absent" terrace_recovery.tf.json; then
          cat "$here/absent-error"; exit 1
        fi
        for word; do case $word in -out=*) : >"${word#-out=}" ;; esac; done
        cp cdk.tf.json "$here/planned"
        rm -f "$here/planned-imports" "$here/planned-state"
        if [ -f terrace_recovery.tf.json ]; then cp terrace_recovery.tf.json "$here/planned-imports"; fi
        if [ -f terraform.tfstate ]; then cp terraform.tfstate "$here/planned-state"; fi
        if [ -f "$changes" ]; then exit 2; fi ;;
      "show -json") cat "$changes" ;;
      "untaint "*)
        sed 's/"status": "tainted", //' "$here/state" >"$here/state.new"
        mv "$here/state.new" "$here/state"
        if [ -f "$here/later" ]; then mv "$here/later" "$here/changes"; fi ;;
      "apply -json")
        if [ -f "$here/long-apply" ]; then
          trap 'echo interrupted >>"$here/steps"' INT
          echo begun >>"$here/steps"
          until grep -q interrupted "$here/steps"; do
            printf '{"@level":"info","@message":"%0500d","type":"apply_progress"}\\n' 0
            sleep 0.01
          done
          echo "state written" >>"$here/steps"
        fi
        rm -f "$changes" ;;
      "version -json"*) echo '{"terraform_version": "1.11.4"}' ;;
      *) echo "fake terraform: $*" >&2; exit 1 ;;
      esac
      """;

  private final Path folder;

  /**
   * @param folder for the program and what it answers
   */
  public FakeTerraform(Path folder) {
    this.folder = folder;
    try {
      Path program =
          Files.writeString(Files.createDirectories(folder).resolve("terraform"), SCRIPT);
      if (!program.toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make " + program + " executable");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A project with this program, and the shipped environments. */
  public Project project(Path home) {
    return new Project(
        home, home.resolve(".terrace"), Project.of(null, shell()).environments(), shell());
  }

  /** Variables with this program before every other Terraform. */
  public Map<String, String> shell() {
    Map<String, String> shell = new TreeMap<>(System.getenv());
    shell.put("PATH", folder + ":" + shell.getOrDefault("PATH", ""));
    return shell;
  }

  /**
   * What the backend holds from now on.
   *
   * @param resources how many
   */
  public void holds(String lineage, long serial, int resources) {
    write("state", state(lineage, serial, resources));
  }

  /** The same with a state of version 4. */
  public void holds(String state) {
    write("state", state);
  }

  /** What the backend holds. */
  public String held() {
    return read("state");
  }

  /**
   * A plan has changes until they are applied.
   *
   * @param plan as {@code terraform show -json} prints it
   */
  public void plans(String plan) {
    write("changes", plan);
  }

  /** The same for plans in a folder of this name. */
  public void plans(String name, String plan) {
    write("changes." + name, plan);
  }

  /** A plan takes three seconds in a folder of this name. */
  public void isSlowIn(String name) {
    write("slow." + name, "");
  }

  /** An apply says much and ends its step when it is interrupted. */
  public void appliesUntilInterrupted() {
    write("long-apply", "");
  }

  /** As a signal does that reaches that apply before anybody else. */
  public void interrupt() {
    try {
      Files.writeString(folder.resolve("steps"), "interrupted\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What that apply has done so far. */
  public List<String> steps() {
    return folder.resolve("steps").toFile().exists() ? read("steps").lines().toList() : List.of();
  }

  /** A plan fails unless plans in so many folders have begun. */
  public void plansTogether(int folders) {
    write("meet", Integer.toString(folders));
  }

  /** How many plans are being made. */
  public int atWork() {
    String[] found = folder.toFile().list((parent, name) -> name.startsWith("at-work."));
    return found == null ? 0 : found.length;
  }

  /** Commands of one folder so far, such as {@code state pull}. */
  public List<String> calls(String name) {
    return allCalls().stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }

  /** Commands of all folders so far, such as {@code shop-test-data: state pull}. */
  public List<String> allCalls() {
    try {
      return Files.readAllLines(folder.resolve("calls-by-folder"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same from the moment on at which something is no longer tainted. */
  public void plansLater(String plan) {
    write("later", plan);
  }

  /** A plan that imports this resource fails. */
  public void lacks(String address) {
    write("absent", address + "\n");
    write(
        "absent-error",
        diagnostic(
                "Cannot import non-existent remote object",
                "The resource for \"" + address + "\" does not exist.")
            + "\n");
  }

  /** A state of version 4. */
  public static String state(String lineage, long serial, int resources) {
    StringBuilder text = new StringBuilder();
    for (int number = 1; number <= resources; number++) {
      text.append(number == 1 ? "" : ",")
          .append("{\"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\": \"vpc")
          .append(number)
          .append("\", \"instances\": [{\"attributes\": {\"id\": \"vpc-")
          .append(number)
          .append("\"}}]}");
    }
    return "{\"version\": 4, \"terraform_version\": \"1.11.4\", \"serial\": "
        + serial
        + ", \"lineage\": \""
        + lineage
        + "\", \"outputs\": {}, \"resources\": ["
        + text
        + "]}";
  }

  /** The backend holds nothing from now on. */
  public void holdsNothing() {
    delete("state");
  }

  /** {@code state pull} fails with a text on stderr. */
  public void failsToPull(String text) {
    write("pull-error", text);
  }

  /** {@code state push} fails with a text on stderr. */
  public void failsToPush(String text) {
    write("push-error", text);
  }

  /** {@code plan} fails with a diagnostic. */
  public void failsToPlan(String diagnostic) {
    write("plan-error", diagnostic + "\n");
  }

  /** {@code init} fails with a diagnostic, as a line of JSON. */
  public void failsToInit(String diagnostic) {
    write("init-error", diagnostic + "\n");
  }

  /** An error as Terraform prints it with {@code -json}. */
  public static String diagnostic(String summary, String detail) {
    return Json.object()
        .put("@level", "error")
        .put("@message", "Error: " + summary)
        .put("type", "diagnostic")
        .set(
            "diagnostic",
            Json.object().put("severity", "error").put("summary", summary).put("detail", detail))
        .toString();
  }

  /** The stack that was planned last, as it lay in the folder of the plan. */
  public JsonNode planned() {
    return Json.read(folder.resolve("planned"));
  }

  /** The import blocks with which the last plan was made. */
  public JsonNode plannedImports() {
    return Json.read(folder.resolve("planned-imports"));
  }

  /** The state in the folder of the last plan; empty if the plan was made against the backend's. */
  public Optional<String> plannedState() {
    return Files.exists(folder.resolve("planned-state"))
        ? Optional.of(read("planned-state"))
        : Optional.empty();
  }

  /** All commands so far, one a line. */
  public List<String> calls() {
    try {
      return Files.readAllLines(folder.resolve("calls"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
