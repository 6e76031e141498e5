package dev.terrace.systems.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Searches what roles a role can become: by changing them, by assuming them, or by handing them to
 * a service that then runs what the caller says.
 *
 * @param account whose roles are compared
 */
record Escalation(Account account) {
  /** Stands for the roles that are not the system's. */
  private static final String ADMINISTRATOR = "administrator";

  private static final String ASSUME = "sts:AssumeRole";
  private static final String PASSED = "iam:PassedToService";

  /** Each alone changes what a role may do, or who may assume it. */
  private static final List<String> CHANGES =
      List.of(
          "iam:PutRolePolicy",
          "iam:AttachRolePolicy",
          "iam:DeleteRolePolicy",
          "iam:DeleteRolePermissionsBoundary",
          "iam:UpdateAssumeRolePolicy");

  /**
   * A service that assumes a role that it is handed.
   *
   * @param principal who assumes the role
   * @param calls one of each list has to be allowed
   */
  private record Way(String principal, List<List<String>> calls) {}

  /**
   * Who is handed a role, and how the caller's code then runs as that role. Each call is one of the
   * service's own API, that lists {@code iam:PassRole} as a dependent action.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions,
   *     resources, and condition keys for AWS services</a>
   */
  private static final List<Way> WAYS =
      List.of(
          new Way(
              "ecs-tasks.amazonaws.com",
              List.of(
                  List.of("ecs:RegisterTaskDefinition"),
                  List.of(
                      "ecs:RunTask", "ecs:StartTask", "ecs:CreateService", "ecs:UpdateService"))),
          new Way(
              "ec2.amazonaws.com",
              List.of(
                  List.of(
                      "ec2:RunInstances",
                      "ec2:AssociateIamInstanceProfile",
                      "ec2:ReplaceIamInstanceProfileAssociation",
                      "autoscaling:CreateLaunchConfiguration"))),
          new Way(
              "lambda.amazonaws.com",
              List.of(List.of("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"))),
          new Way(
              "codebuild.amazonaws.com",
              List.of(
                  List.of("codebuild:CreateProject", "codebuild:UpdateProject"),
                  List.of("codebuild:StartBuild", "codebuild:StartBuildBatch"))),
          new Way(
              "codepipeline.amazonaws.com",
              List.of(List.of("codepipeline:CreatePipeline", "codepipeline:UpdatePipeline"))),
          new Way(
              "codedeploy.amazonaws.com",
              List.of(
                  List.of("codedeploy:CreateDeploymentGroup", "codedeploy:UpdateDeploymentGroup"))),
          new Way(
              "cloudformation.amazonaws.com",
              List.of(List.of("cloudformation:CreateStack", "cloudformation:UpdateStack"))),
          new Way(
              "states.amazonaws.com",
              List.of(List.of("states:CreateStateMachine", "states:UpdateStateMachine"))),
          new Way("scheduler.amazonaws.com", List.of(List.of("scheduler:CreateSchedule"))),
          new Way("events.amazonaws.com", List.of(List.of("events:PutTargets"))),
          new Way("glue.amazonaws.com", List.of(List.of("glue:CreateJob", "glue:UpdateJob"))),
          new Way("sagemaker.amazonaws.com", List.of(List.of("sagemaker:CreateNotebookInstance"))),
          new Way("ssm.amazonaws.com", List.of(List.of("ssm:StartAutomationExecution"))));

  /** What runs as a role of a service, and takes orders or code from the caller. */
  private static final Map<String, List<String>> ORDERS =
      Map.of(
          "ecs-tasks.amazonaws.com", List.of("ecs:ExecuteCommand", "ecr:PutImage"),
          "ec2.amazonaws.com",
              List.of(
                  "ssm:SendCommand",
                  "ssm:StartSession",
                  "ec2-instance-connect:SendSSHPublicKey",
                  "codedeploy:CreateDeployment",
                  "ecr:PutImage"),
          "lambda.amazonaws.com", List.of("lambda:UpdateFunctionCode"),
          "codebuild.amazonaws.com", List.of("codebuild:StartBuild", "codebuild:UpdateProject"));

  /** A call that somebody makes, whatever conditions it has to fulfil. */
  private record Call(String from, String action, String resource, Map<String, String> context) {}

  /**
   * @param step all steps of a way are needed; one call of a step is enough
   */
  private record Question(String edge, int step, Call call) {}

  /** {@code role → role: how}, sorted; conditions that a caller can fulfil count as fulfilled. */
  List<String> becomes() {
    List<Question> questions = new ArrayList<>();
    for (String from : account.roles().keySet()) {
      for (Account.Role to : account.roles().values()) {
        if (!from.equals(to.name())) {
          askFor(questions, from, to.name());
          ORDERS.forEach(
              (service, orders) -> {
                if (to.trust().toString().contains(service)) {
                  orders.forEach(order -> ask(questions, from, to.name(), order, 0, order, "*"));
                }
              });
        }
      }
      askFor(questions, from, ADMINISTRATOR);
    }
    return answers(questions);
  }

  private void askFor(List<Question> questions, String from, String to) {
    String role = account.arn("role " + to);
    for (String change : CHANGES) {
      ask(questions, from, to, change, 0, change, role);
    }
    ask(questions, from, to, ASSUME, 0, ASSUME, role);
    for (Way way : WAYS) {
      String how = "iam:PassRole to " + way.principal();
      Map<String, String> passed = Map.of(PASSED, way.principal());
      questions.add(
          new Question(edge(from, to, how), 0, new Call(from, "iam:PassRole", role, passed)));
      for (int i = 0; i < way.calls().size(); i++) {
        for (String call : way.calls().get(i)) {
          ask(questions, from, to, how, i + 1, call, "*");
        }
      }
    }
  }

  private static void ask(
      List<Question> questions,
      String from,
      String to,
      String how,
      int step,
      String action,
      String resource) {
    questions.add(
        new Question(edge(from, to, how), step, new Call(from, action, resource, Map.of())));
  }

  private static String edge(String from, String to, String how) {
    return from + " → " + to + ": " + how;
  }

  private List<String> answers(List<Question> questions) {
    Map<String, Set<Integer>> missing = new TreeMap<>();
    questions.forEach(
        each -> missing.computeIfAbsent(each.edge(), edge -> new TreeSet<>()).add(each.step()));
    Set<Call> allowed = allowed(questions.stream().map(Question::call).distinct().toList());
    for (Question question : questions) {
      if (allowed.contains(question.call())) {
        missing.get(question.edge()).remove(question.step());
      }
    }
    missing.values().removeIf(steps -> !steps.isEmpty());
    return List.copyOf(missing.keySet());
  }

  private Set<Call> allowed(List<Call> calls) {
    List<IamSimulator.Verdict> verdicts =
        IamSimulator.evaluate(
            calls.stream()
                .map(
                    call ->
                        account
                            .request(call.from(), call.action(), call.resource(), call.context())
                            .underAnyCondition())
                .toList());
    Set<Call> allowed = new HashSet<>();
    for (int i = 0; i < verdicts.size(); i++) {
      assertThat(verdicts.get(i).problem()).as(calls.get(i).toString()).isEmpty();
      if (verdicts.get(i).allowed()) {
        allowed.add(calls.get(i));
      }
    }
    return allowed;
  }
}
