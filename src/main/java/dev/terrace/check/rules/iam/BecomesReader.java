package dev.terrace.check.rules.iam;

import dev.terrace.check.About;
import dev.terrace.check.Findings;
import dev.terrace.check.Rule;
import dev.terrace.check.Severity;
import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Resource;
import dev.terrace.config.Glob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Roles that can become a role that reads more secrets: they pass it to a task, a function or a
 * build that they start.
 */
public final class BecomesReader implements Rule {
  private static final List<String> START =
      List.of(
          "ecs:runtask",
          "ecs:starttask",
          "ecs:createservice",
          "lambda:createfunction",
          "ec2:runinstances",
          "codebuild:createproject",
          "glue:createjob");

  private static final About ABOUT =
      About.of(
              "iam-becomes",
              Severity.ERROR,
              "A role can become one that reads more secrets",
              "Let it pass only roles that read no secret that it may not read itself.")
          .with("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public void evaluate(Model model, Findings findings) {
    for (Resource role : model.all("aws_iam_role")) {
      List<Policies.Statement> own = Policies.of(model, role);
      boolean starts =
          own.stream().anyMatch(each -> each.allows() && START.stream().anyMatch(each::names));
      if (!starts) {
        continue;
      }
      for (Policies.Statement pass : own) {
        if (pass.allows() && pass.names("iam:passrole")) {
          compare(model, role, own, pass, findings);
        }
      }
    }
  }

  /** The roles that a statement lets a role pass. */
  private static List<Resource> others(Model model, Resource role, Policies.Statement pass) {
    Set<Resource> others = new LinkedHashSet<>();
    for (String resource : pass.resources()) {
      model.named(resource).ifPresent(others::add);
      if (!resource.startsWith("<")) {
        for (Resource other : model.all("aws_iam_role")) {
          String name = model.expand(other, other.text("name"));
          if (Glob.matchesSingle(resource, "arn:aws:iam::{account}:role/" + name)) {
            others.add(other);
          }
        }
      }
    }
    others.remove(role);
    return List.copyOf(others);
  }

  private static void compare(
      Model model,
      Resource role,
      List<Policies.Statement> own,
      Policies.Statement pass,
      Findings findings) {
    Set<String> mine = secrets(own);
    List<String> becomes = new ArrayList<>();
    Set<String> more = new LinkedHashSet<>();
    for (Resource other : others(model, role, pass)) {
      Set<String> theirs = secrets(Policies.of(model, other));
      theirs.removeIf(secret -> mine.stream().anyMatch(each -> Glob.covers(each, secret)));
      if (!theirs.isEmpty()) {
        becomes.add(other.path());
        more.addAll(theirs);
      }
    }
    if (!more.isEmpty()) {
      findings.add(
          pass.holder(),
          pass.attribute(),
          pass.describe()
              + " lets it become "
              + String.join(", ", becomes)
              + ", which reads "
              + (more.size() == 1 ? "" : more.size() + " more secrets, such as ")
              + more.iterator().next());
    }
  }

  private static Set<String> secrets(List<Policies.Statement> statements) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Policies.Statement each : statements) {
      if (each.allows() && each.names("secretsmanager:getsecretvalue")) {
        secrets.addAll(each.resources());
      }
    }
    return secrets;
  }
}
