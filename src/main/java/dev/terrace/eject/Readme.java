package dev.terrace.eject;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The README of the ejected folder. */
public final class Readme {
  private final StringBuilder text = new StringBuilder();

  private Readme() {}

  /**
   * @param targets that the stacks are, as they would be asked for
   * @param stacks in an order in which they can be applied
   * @param local whether the stacks are meant for the simulated AWS
   * @param texts the contents of the stacks' files, by {@code <stack>/<file>}
   */
  public static String of(
      List<String> targets, List<StackTree> stacks, boolean local, Map<String, String> texts) {
    Readme readme = new Readme();
    readme.begin(targets, stacks);
    readme.run(stacks, local);
    readme.state(stacks);
    readme.ports(stacks, texts);
    readme.change();
    readme.leave();
    return readme.text.toString();
  }

  private void begin(List<String> targets, List<StackTree> stacks) {
    lines(
        "# " + String.join(", ", targets) + " in plain Terraform",
        "",
        "One folder per stack, each with a state of its own. Everything in them is in Terraform's own language:"
            + " nothing but",
        "Terraform and the providers in `versions.tf` is needed. The files were written by `terrace eject`"
            + " from the same stacks",
        "that `terrace deploy` applies, with the same addresses and the same backend, so that a plan finds"
            + " nothing to change.",
        "",
        "The stacks, in the order in which they are applied (and destroyed in reverse):",
        "");
    int number = 1;
    for (StackTree stack : stacks) {
      String reads =
          stack.earlier().isEmpty()
              ? ""
              : ", reads the outputs of " + String.join(", ", stack.earlier().values());
      lines(number + ". [`" + stack.name() + "`](" + stack.name() + ")" + reads);
      number++;
    }
    lines(
        "",
        "In each folder: `versions.tf` · `backend.tf` · `providers.tf` · `data.tf` (data sources, including"
            + " the other stacks'",
        "states) · `outputs.tf` · and the resources by topic. The comment above a block is the path of"
            + " the construct that it",
        "came from.");
  }

  private void run(List<StackTree> stacks, boolean local) {
    String first = stacks.get(0).name();
    lines("", "## Run it", "", "```sh");
    if (local) {
      lines(
          "# the simulated AWS: './terrace local status' shows its endpoint",
          "export AWS_ENDPOINT_URL=http://127.0.0.1:PORT AWS_ACCESS_KEY_ID=local"
              + " AWS_SECRET_ACCESS_KEY=local");
    } else {
      lines("export AWS_PROFILE=…                  # credentials, as for any Terraform");
    }
    lines(
        "terraform -chdir=" + first + " init",
        "terraform -chdir=" + first + " plan   # No changes.",
        "```",
        "",
        "Do the same in each folder. Apply in the order above: a stack reads the outputs of earlier ones"
            + " from their states, so",
        "that a new output has to be applied before a later stack can use it.",
        "",
        "If `init` reports that a package matches none of the checksums in the lock file, the file holds those"
            + " of other platforms: add",
        "yours, with `terraform providers lock -platform=darwin_arm64` for example.");
  }

  private void state(List<StackTree> stacks) {
    lines("", "## The states", "");
    String kind = "";
    for (StackTree stack : stacks) {
      JsonNode terraform = stack.tree().path("terraform");
      String place = place(terraform);
      String description = describe(terraform);
      if (!description.equals(kind)) {
        lines(kind.isEmpty() ? description : "\n" + description, "");
        kind = description;
      }
      lines("- `" + stack.name() + "`: " + place);
    }
    Set<String> read = new TreeSet<>();
    stacks.stream()
        .filter(stack -> isFile(stack.tree().path("terraform")))
        .forEach(stack -> read.addAll(stack.earlier().keySet()));
    stacks.forEach(stack -> read.remove(stack.name()));
    if (!read.isEmpty()) {
      lines(
          "",
          "They also read states of stacks that are not here. Those stay where Terrace keeps them; link"
              + " each into",
          "this folder:",
          "");
      read.forEach(name -> lines("- `" + name + ".tfstate`"));
    }
  }

  private static boolean isFile(JsonNode terraform) {
    return terraform.path("backend").has("local");
  }

  private static String describe(JsonNode terraform) {
    if (terraform.has("cloud")) {
      return "They stay in their workspaces of Terraform Cloud. `terraform login` first.";
    }
    if (isFile(terraform)) {
      return "They are files. Move those that Terrace has kept here before the first `terraform init`:"
          + " without them, Terraform\nwould create everything a second time. From then on, never run"
          + " `terrace deploy` for these stacks again: it would find no\nstate and do the same.";
    }
    return "They stay where they are, locked as before. Nothing is copied: applying here writes the state that"
        + "\n`terrace deploy` reads, so that you can use either.";
  }

  private static String place(JsonNode terraform) {
    if (terraform.has("cloud")) {
      JsonNode cloud = terraform.path("cloud");
      return "workspace `"
          + cloud.path("workspaces").path("name").asText()
          + "` of the organization `"
          + cloud.path("organization").asText()
          + "`";
    }
    Iterator<Map.Entry<String, JsonNode>> kinds = terraform.path("backend").properties().iterator();
    if (!kinds.hasNext()) {
      return "`terraform.tfstate` in its folder";
    }
    JsonNode backend = terraform.path("backend").path(kinds.next().getKey());
    if (!backend.has("bucket")) {
      return "`" + backend.path("path").asText() + "`, seen from its folder";
    }
    List<String> locks = new ArrayList<>();
    if (backend.has("dynamodb_table")) {
      locks.add("the table `" + backend.path("dynamodb_table").asText() + "`");
    }
    if (backend.path("use_lockfile").asBoolean()) {
      locks.add("a lock file next to it");
    }
    return "`s3://"
        + backend.path("bucket").asText()
        + "/"
        + backend.path("key").asText()
        + "`, locked by "
        + String.join(" and ", locks);
  }

  private void ports(List<StackTree> stacks, Map<String, String> texts) {
    Map<Integer, Set<String>> services = Ports.services(stacks);
    if (services.isEmpty()) {
      return;
    }
    lines(
        "",
        "## Where a service's port is set",
        "",
        "A port is in the container's definition or its environment, in the target group and in the"
            + " rules of the security",
        "groups. These are all lines with the number, which may also mean something else. Change all of"
            + " them; this replaces",
        "the target group.");
    services.forEach(
        (port, names) -> {
          lines("", "**" + String.join(", ", names) + ": " + port + "**", "");
          for (Ports.Place place : Ports.places(port, texts)) {
            int first = place.lines().get(0);
            String lines = String.join(", ", place.lines().stream().map(String::valueOf).toList());
            lines(
                "- [`%s`](%s#L%d) %s: %s"
                    .formatted(place.file(), place.file(), first, place.block(), lines));
          }
        });
  }

  private void change() {
    lines(
        "",
        "## Change it",
        "",
        "- **A better name.** The second label of a block is its identity in the state: change it together"
            + " with a `moved` block,",
        "  and a plan shows that nothing else changes:",
        "",
        "  ```hcl",
        "  moved {",
        "    from = aws_security_group.alb_group_FFD177D1",
        "    to   = aws_security_group.alb",
        "  }",
        "  ```",
        "",
        "- **Outputs** whose names begin with `cross-stack-output-` are read by the later stacks, in"
            + " `data.terraform_remote_state`.",
        "- **Secrets** are created by `ephemeral` blocks and written through write-only attributes: they are in"
            + " no state. A new value",
        "  is written when its version number (`…_wo_version`) changes.");
  }

  private void leave() {
    lines(
        "",
        "## Leave Terrace for good",
        "",
        "1. Plan every folder: `No changes.` everywhere.",
        "2. Commit this folder to a repository of its own, with `.terraform.lock.hcl`; delete"
            + " `.terrace-eject.json`, which only a later",
        "   eject needs.",
        "3. Stop `terrace deploy` for these stacks, by hand and in pipelines, and delete their"
            + " file below `environments/`:",
        "   from now on there must be one source.",
        "4. The state bucket and the lock table are not part of any stack. They stay; the Terraform root"
            + " that created them is Terrace's",
        "   folder `backend/`, which is plain Terraform, too: copy it.");
  }

  private void lines(String... lines) {
    for (String line : lines) {
      text.append(line).append('\n');
    }
  }
}
