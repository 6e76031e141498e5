package dev.terrace.site;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Policies;
import dev.terrace.check.model.Policies.Statement;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import dev.terrace.check.model.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who reads which secret, and what each role may do. Names only: no value is on the page. */
record AccessSection(Model model) implements Section {
  private static final String SECRET = "aws_secretsmanager_secret";
  private static final String READ = "secretsmanager:getsecretvalue";

  @Override
  public String id() {
    return "access";
  }

  @Override
  public String title() {
    return "Secrets and roles";
  }

  @Override
  public void write(Html html) {
    PageTable secrets =
        new PageTable("Secrets", "secret", "in the environment of", "roles that read it");
    for (Resource secret : model.all(SECRET)) {
      secrets.cells(
          cell ->
              cell.link("#" + Subject.anchor(secret), model.expand(secret, secret.text("name"))),
          cell -> cell.text(String.join(", ", containers(secret))),
          cell -> cell.text(String.join(", ", roles(secret))));
    }
    if (!secrets.isEmpty()) {
      secrets.write(html);
    }
    PageTable roles = new PageTable("Roles", "role", "may", "on");
    for (Resource role : model.all("aws_iam_role")) {
      for (String policy : Policies.managed(model, role)) {
        roles.row(role.path(), "what AWS's policy " + policy + " allows", "");
      }
      for (Statement statement : Policies.of(model, role)) {
        roles.cells(
            cell -> cell.link("#" + Subject.anchor(role), role.path()),
            cell ->
                cell.text(
                    (statement.allows() ? "" : "not ") + String.join(", ", statement.written())),
            cell -> cell.text(String.join(", ", readable(statement.resources()))));
      }
    }
    roles.write(html);
  }

  /** With {@code database/instance.arn} in place of {@code <stack/address.arn>}. */
  private List<String> readable(List<String> resources) {
    List<String> readable = new ArrayList<>();
    for (String each : resources) {
      int dot = each.lastIndexOf('.');
      readable.add(
          model
              .named(each)
              .map(found -> found.path() + each.substring(dot).replace(">", ""))
              .orElse(each));
    }
    return readable;
  }

  private Set<String> containers(Resource secret) {
    Set<String> names = new TreeSet<>();
    for (Reference reference : model.referencesTo(secret)) {
      if (reference.from().type().equals("aws_ecs_task_definition")) {
        names.add(reference.from().path().split("/", 2)[0]);
      }
    }
    return names;
  }

  private Set<String> roles(Resource secret) {
    List<String> arns = SecretNames.of(model, secret);
    Set<String> names = new TreeSet<>();
    for (Resource role : model.all("aws_iam_role")) {
      List<Statement> statements = Policies.of(model, role);
      if (arns.stream().anyMatch(arn -> Policies.allow(statements, READ, arn))) {
        names.add(role.path());
      }
    }
    return names;
  }
}
