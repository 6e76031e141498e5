package dev.terrace.adopt.retire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.source.CloudFormationTemplate;
import dev.terrace.adopt.source.StackDescription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The instructions to delete a CloudFormation stack and keep its resources, as Markdown. */
record RetirementSteps(
    StackDescription stack,
    CloudFormationTemplate template,
    Retention retention,
    List<UnadoptedResource> unadopted) {
  /**
   * The largest template body in a request, in bytes; a larger template must be in S3 (<a
   * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">quotas</a>).
   */
  private static final int LARGEST_IN_A_REQUEST = 51_200;

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        """
        # Delete the stack %s and keep its resources

        Written by './terrace adopt plan'. Run these commands by hand, after './terrace adopt apply', in this folder
        and in this order; read the output of each. None of them deletes or changes a resource.

        - %s: the template with `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on every
          resource, adopted or not: deleting any resource may change an adopted one
        - %s: the change as a diff
        """
            .formatted(stack.name(), code(file("retain.template")), code(file("retain.diff"))));
    parts.add(propose());
    parts.add(review());
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
        ## 5. Delete the stack

        ```sh
        %s
        %s
        ```

        CloudFormation reports DELETE_SKIPPED for every resource. It refuses while another stack imports an output of
        this one or termination protection is enabled; remove both first.
        """
            .formatted(aws("delete-stack"), aws("wait stack-delete-complete")));
    parts.add(remains());
    return String.join("\n", parts);
  }

  private String propose() {
    List<String> options = new ArrayList<>();
    options.add("--change-set-name retain --change-set-type UPDATE");
    // Capabilities only acknowledge what the template already contains.
    options.add(
        "--capabilities CAPABILITY_NAMED_IAM" + (nested() ? " CAPABILITY_AUTO_EXPAND" : ""));
    if (nested()) {
      options.add("--include-nested-stacks");
    }
    String upload = "";
    String hint = "";
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
      hint =
          "The template is too large for a request: set BUCKET to one of your buckets in "
              + stack.region()
              + "; you can\ndelete the file afterwards.\n\n";
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

    %sEvery parameter keeps its value; otherwise CloudFormation would use the template's default.

    ```sh
    %s%s
    %s
    ```

    If it fails because the submitted information didn't contain changes, CloudFormation did not detect the changed
    policies: go to step 4. If step 4 does not print what it must, add a line to the `Metadata` of one resource in
    the template and start again; step 2 then shows that line.
    """
        .formatted(
            hint,
            upload,
            aws("create-change-set", options.toArray(String[]::new)),
            aws("wait change-set-create-complete", "--change-set-name retain"));
  }

  private String review() {
    return """
    ## 2. Review the change set

    ```sh
    %s
    ```

    This must print `[]`: no resource is added, removed or replaced, and nothing but the two policies changes.
    Otherwise the template is not the stack's current one, or a parameter that is read from SSM has a new value.
    Delete the change set and find the reason:

    ```
    %s
    ```

    If it prints `Properties`, show the `Details` of that resource with `--include-property-values`. A `Dynamic`
    `Evaluation` may only mean that CloudFormation cannot predict the value of another resource (`CausingEntity`)
    whose properties do not change: the values before and after must be the same.
    %s\
    """
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

                A nested stack has its own change set, `ChangeSetId` in the full description: it must not contain a
                resource. CloudFormation reads its template again from its location.
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
    ## 4. Verify the stack's template

    ```sh
    %s
    ```

    This must print %s. Otherwise stop: resources that are not retained would be deleted.
    """
        .formatted(ask, json ? "`0`, the number of resources that are not retained" : "nothing");
  }

  private String remains() {
    if (unadopted.isEmpty()) {
      return "## Resources that remain unmanaged\n\nNone: every resource is adopted.\n";
    }
    return """
    ## Resources that remain unmanaged

    These are not adopted and remain. Adopt one (`--from-ids`) if you need it; otherwise delete it by hand once the
    stack is deleted and nothing uses it.

    %s
    """
        .formatted(
            unadopted.stream()
                .map(each -> "- " + each.describe())
                .collect(Collectors.joining("\n")));
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
