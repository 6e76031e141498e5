package dev.terrace.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a CloudFormation stack goes without anything of it being deleted or changed.
 *
 * @param retention the change of its template
 * @param adopted how many of its resources are adopted
 * @param left what of it nothing adopts
 * @param steps for people, as Markdown: the commands, and what each of them must say
 */
public record Leaving(Retention retention, int adopted, List<LeftBehind> left, String steps) {
  /** What CloudFormation takes with a request; what is larger has to lie in S3. */
  private static final int LARGEST_IN_A_REQUEST = 51_200;

  static Leaving of(StackDescription stack, Template template, int adopted, List<LeftBehind> left) {
    Retention retention = Retention.of(template);
    return new Leaving(
        retention, adopted, List.copyOf(left), new Steps(stack, template, retention, left).text());
  }

  /** Whether the template at hand retains everything already. */
  public boolean isRetained() {
    return retention.diff().isEmpty();
  }

  private record Steps(
      StackDescription stack, Template template, Retention retention, List<LeftBehind> left) {

    String text() {
      List<String> parts = new ArrayList<>();
      parts.add(
          """
          # How %s goes, and nothing with it

          Written by './terrace adopt plan'. The commands are for a person, after './terrace adopt apply', in this
          folder and one after the other; read what each of them says. None of them deletes or changes a resource.

          - %s: the template with `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on every
            resource, adopted or not: what goes with a stack may change what was adopted
          - %s: the change alone
          """
              .formatted(stack.name(), code(file("retain.template")), code(file("retain.diff"))));
      parts.add(propose());
      parts.add(look());
      parts.add(
          """
          ## 3. Update the stack

          ```sh
          %s
          %s
          ```
          """
              .formatted(
                  aws("execute-change-set", "--change-set-name retain"),
                  aws("wait stack-update-complete")));
      parts.add(verify());
      parts.add(
          """
          ## 5. Let the stack go

          ```sh
          %s
          %s
          ```

          CloudFormation says DELETE_SKIPPED of every resource. It refuses while another stack imports an output of
          this one, and while termination protection is on; both are for you to end.
          """
              .formatted(aws("delete-stack"), aws("wait stack-delete-complete")));
      parts.add(remains());
      return String.join("\n", parts);
    }

    private String propose() {
      List<String> options = new ArrayList<>();
      options.add("--change-set-name retain --change-set-type UPDATE");
      // Every capability only confirms what the template says already.
      options.add(
          "--capabilities CAPABILITY_NAMED_IAM" + (nested() ? " CAPABILITY_AUTO_EXPAND" : ""));
      if (nested()) {
        options.add("--include-nested-stacks");
      }
      String upload = "";
      String words = "";
      if (retention.template().getBytes(StandardCharsets.UTF_8).length > LARGEST_IN_A_REQUEST) {
        upload =
            "aws s3 cp --region %s %s \"s3://$BUCKET/%2$s\"\n"
                .formatted(stack.region(), file("retain.template"));
        options.add(
            "--template-url \"https://$BUCKET.s3.%s.%s/%s\""
                .formatted(
                    stack.region(),
                    stack.region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
                    file("retain.template")));
        words =
            "The template is too large for a request: set BUCKET to a bucket of yours in "
                + stack.region()
                + ", which\nmay lose the file again afterwards.\n\n";
      } else {
        options.add("--template-body file://" + file("retain.template"));
      }
      if (!template.tree().path("Parameters").isEmpty()) {
        options.add("--parameters");
        template
            .tree()
            .path("Parameters")
            .fieldNames()
            .forEachRemaining(
                name -> options.add("  ParameterKey=" + name + ",UsePreviousValue=true"));
      }
      return """
      ## 1. Propose the update

      %sEvery parameter keeps its value; without that, CloudFormation would take the template's default.

      ```sh
      %s%s
      %s
      ```

      Where it fails and says that the submitted information didn't contain changes, CloudFormation has not seen that
      policies change: go to step 4. If that does not print what it must, add a line to the `Metadata` of one resource
      of the template, and begin again; step 2 shows that line then.
      """
          .formatted(
              words,
              upload,
              aws("create-change-set", options.toArray(String[]::new)),
              aws("wait change-set-create-complete", "--change-set-name retain"));
    }

    private String look() {
      return """
      ## 2. Look at it

      ```sh
      %s
      ```

      This must print `[]`: no resource is added, removed or replaced, and of none does anything change but the two
      policies. Anything else is no part of this: the template at hand is not the stack's, or a parameter that is
      read from SSM has another value now. Find out why, after

      ```
      %s
      ```

      Where it prints `Properties`, ask for the `Details` of that resource with `--include-property-values`. An
      `Evaluation` that is `Dynamic` may only say that CloudFormation cannot tell beforehand what another resource
      gives (`CausingEntity`), of which no property changes: the values before and after must be the same.
      %s"""
          .formatted(
              aws(
                  "describe-change-set",
                  "--change-set-name retain",
                  "--query \"Changes[?ResourceChange.Action!='Modify' ||"
                      + " ResourceChange.Scope[?@!='DeletionPolicy' && @!='UpdateReplacePolicy']]"
                      + ".ResourceChange.[LogicalResourceId,Action,Replacement,Scope]\""),
              aws("delete-change-set", "--change-set-name retain"),
              nested()
                  ? """

                  A nested stack has a change set of its own, `ChangeSetId` in the whole description: no resource may
                  be in it. CloudFormation reads its template anew from where it lies.
                  """
                  : "");
    }

    private String verify() {
      boolean json = template.text().stripLeading().startsWith("{");
      String ask =
          json
              ? aws(
                  "get-template",
                  "--query \"length(values(TemplateBody.Resources)[?DeletionPolicy!='Retain' ||"
                      + " UpdateReplacePolicy!='Retain'])\"")
              : aws("get-template", "--query TemplateBody --output text")
                  + " |\n  diff -B - "
                  + file("retain.template");
      return """
      ## 4. Ask what the stack has now

      ```sh
      %s
      ```

      This must print %s. Stop otherwise: what is not retained would be deleted.
      """
          .formatted(ask, json ? "`0`, the number of resources that are not retained" : "nothing");
    }

    private String remains() {
      if (left.isEmpty()) {
        return "## What nobody owns then\n\nNothing: all of it is adopted.\n";
      }
      return """
      ## What nobody owns then

      Nothing adopts these, and they stay. Adopt one (`--from-ids`) if it is wanted; delete it by hand, once the
      stack is gone, where it is not, and only after a look at what uses it.

      %s
      """
          .formatted(left.stream().map(each -> "- " + each).collect(Collectors.joining("\n")));
    }

    private boolean nested() {
      for (JsonNode resource : template.tree().path("Resources")) {
        if (resource.path("Type").asText().equals("AWS::CloudFormation::Stack")) {
          return true;
        }
      }
      return false;
    }

    private String file(String suffix) {
      return stack.name() + "." + suffix;
    }

    private static String code(String text) {
      return "`" + text + "`";
    }

    private String aws(String action, String... options) {
      StringBuilder command =
          new StringBuilder("aws cloudformation ")
              .append(action)
              .append(" --region ")
              .append(stack.region())
              .append(" --stack-name ")
              .append(stack.name());
      for (String option : options) {
        command.append(" \\\n  ").append(option);
      }
      return command.toString();
    }
  }
}
