package dev.terrace.adopt.retire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.source.CloudFormationSource;
import dev.terrace.adopt.source.StackDescription;
import dev.terrace.adopt.source.StackDescription.Listed;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How to delete a CloudFormation stack: what is adopted, what remains, and the commands. */
class RetirementTest {
  private static final Origin HERE = new Origin.CloudFormation("Orcha");

  @Test
  void unadopted_resources_are_listed_with_hints_for_special_types() {
    Retirement retirement =
        Retirement.of(
            source(
                """
                Resources:
                  Bucket: {Type: AWS::S3::Bucket}
                  Logs: {Type: AWS::Logs::LogGroup}
                  Empties: {Type: "Custom::S3AutoDeleteObjects"}
                  Asks: {Type: AWS::CloudFormation::CustomResource}
                  Inner: {Type: AWS::CloudFormation::Stack}
                  Metadata: {Type: AWS::CDK::Metadata}
                  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
                """,
                listed("Logs", "/old"),
                listed("Inner", "arn:aws:inner")),
            List.of(existing("aws_s3_bucket", "Bucket", Json.object())),
            List.of());
    assertThat(retirement.adopted()).isEqualTo(1);
    assertThat(retirement.unadopted())
        .extracting(UnadoptedResource::describe)
        .containsExactly(
            "Logs (AWS::Logs::LogGroup) /old",
            "Empties (Custom::S3AutoDeleteObjects): a custom resource; its handler no longer runs",
            "Asks (AWS::CloudFormation::CustomResource): a custom resource; its handler no longer"
                + " runs",
            "Inner (AWS::CloudFormation::Stack) arn:aws:inner: a nested stack; it remains as a"
                + " separate stack with all its resources");
    assertThat(retirement.steps())
        .endsWith(
            """
            ## Resources that remain unmanaged

            These are not adopted and remain. Adopt one (`--from-ids`) if you need it; otherwise delete it by hand once the
            stack is deleted and nothing uses it.

            - Logs (AWS::Logs::LogGroup) /old
            - Empties (Custom::S3AutoDeleteObjects): a custom resource; its handler no longer runs
            - Asks (AWS::CloudFormation::CustomResource): a custom resource; its handler no longer runs
            - Inner (AWS::CloudFormation::Stack) arn:aws:inner: a nested stack; it remains as a separate stack \
            with all its resources
            """);
  }

  @Test
  void a_manual_import_id_counts_as_adopted() {
    CloudFormationSource source =
        source(
            """
            Resources:
              Db: {Type: AWS::RDS::DBInstance}
              Service: {Type: "Some::Unheard::Of"}
              Other: {Type: "Some::Unheard::Of"}
              Vpc: {Type: AWS::EC2::VPC}
            """,
            listed("Db", "main-db"),
            listed("Service", "arn:aws:ecs:eu-central-1:123456789012:service/cluster/api"),
            listed("Other", "arn:aws:ecs:eu-central-1:123456789012:service/cluster/web"),
            listed("Vpc", "vpc-1"));
    ExistingResource database =
        new ExistingResource(
            "aws_db_instance",
            "data/database/instance",
            new Origin.Ids("ids.yaml"),
            Json.object(),
            Optional.of("main-db"));
    ExistingResource network =
        new ExistingResource(
            "aws_vpc",
            "aws_vpc.this",
            new Origin.TerraformState("old"),
            Json.object().put("id", "vpc-1"),
            Optional.empty());
    Retirement retirement =
        Retirement.of(source, List.of(database, network), List.of("cluster/api"));
    assertThat(retirement.adopted()).isEqualTo(3);
    assertThat(retirement.unadopted())
        .extracting(UnadoptedResource::logicalId)
        .containsExactly("Other");
  }

  @Test
  void a_rule_and_an_attachment_are_adopted_with_their_resource() {
    CloudFormationSource source =
        source(
            """
            Resources:
              Igw: {Type: AWS::EC2::InternetGateway}
              Attached:
                Type: AWS::EC2::VPCGatewayAttachment
                Properties: {InternetGatewayId: !Ref Igw, VpcId: vpc-1}
              Group: {Type: AWS::EC2::SecurityGroup}
              FromApp:
                Type: AWS::EC2::SecurityGroupIngress
                Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/8}
              FromElsewhere:
                Type: AWS::EC2::SecurityGroupIngress
                Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}
              ToAll:
                Type: AWS::EC2::SecurityGroupEgress
                Properties: {GroupId: !Ref Group, IpProtocol: -1, FromPort: -1, ToPort: -1, CidrIp: 0.0.0.0/0}
              ByItsId:
                Type: AWS::EC2::SecurityGroupEgress
                Properties: {GroupId: !ImportValue other, IpProtocol: tcp}
              Secret: {Type: AWS::SecretsManager::Secret}
              Target:
                Type: AWS::SecretsManager::SecretTargetAttachment
                Properties: {SecretId: !Ref Secret}
            """,
            listed("Igw", "igw-1"),
            listed("Group", "sg-1"),
            listed("FromApp", "Orcha-FromApp-1ABC"),
            listed("ByItsId", "sgr-9"),
            listed("Secret", "arn:s"));
    ObjectNode in =
        rule("tcp").put("from_port", 5432).put("to_port", 5432).put("cidr_ipv4", "10.0.0.0/8");
    ObjectNode all =
        rule("-1").putNull("from_port").putNull("to_port").put("cidr_ipv4", "0.0.0.0/0");
    Retirement retirement =
        Retirement.of(
            source,
            List.of(
                existing(
                    "aws_internet_gateway",
                    "Igw",
                    Json.object().put("id", "igw-1").put("vpc_id", "vpc-1")),
                existing("aws_security_group", "Group", Json.object().put("id", "sg-1")),
                existing("aws_vpc_security_group_ingress_rule", "Group ingress sgr-1", in),
                existing("aws_vpc_security_group_egress_rule", "Group egress sgr-2", all),
                existing(
                    "aws_vpc_security_group_egress_rule",
                    "Elsewhere egress sgr-9",
                    Json.object().put("id", "sgr-9")),
                existing("aws_secretsmanager_secret", "Secret", Json.object().put("id", "arn:s"))),
            List.of());
    assertThat(retirement.unadopted())
        .extracting(UnadoptedResource::logicalId)
        .containsExactly("FromElsewhere");
  }

  @Test
  void the_commands_name_the_stack_and_keep_every_parameter() {
    String steps =
        Retirement.of(
                source(
                    """
                    Parameters: {Stage: {Type: String, Default: dev}, Password: {Type: String, NoEcho: true}}
                    Resources:
                      Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /logs}}
                    """),
                List.of(existing("aws_cloudwatch_log_group", "Logs", Json.object())),
                List.of())
            .steps();
    assertThat(steps)
        .isEqualTo(
            """
            # Delete the stack Orcha and keep its resources

            Written by './terrace adopt plan'. Run these commands by hand, after './terrace adopt apply', in this folder
            and in this order; read the output of each. None of them deletes or changes a resource.

            - `Orcha.retain.template`: the template with `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on every
              resource, adopted or not: deleting any resource may change an adopted one
            - `Orcha.retain.diff`: the change as a diff

            ## 1. Propose the update

            Every parameter keeps its value; otherwise CloudFormation would use the template's default.

            ```sh
            aws cloudformation create-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain --change-set-type UPDATE \\
              --capabilities CAPABILITY_NAMED_IAM \\
              --template-body file://Orcha.retain.template \\
              --parameters \\
                ParameterKey=Stage,UsePreviousValue=true \\
                ParameterKey=Password,UsePreviousValue=true
            aws cloudformation wait change-set-create-complete --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain
            ```

            If it fails because the submitted information didn't contain changes, CloudFormation did not detect the changed
            policies: go to step 4. If step 4 does not print what it must, add a line to the `Metadata` of one resource in
            the template and start again; step 2 then shows that line.

            ## 2. Review the change set

            ```sh
            aws cloudformation describe-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain \\
              --query "Changes[?ResourceChange.Action!='Modify' || ResourceChange.Scope[?@!='DeletionPolicy' && @!='UpdateReplacePolicy']].ResourceChange.[LogicalResourceId,Action,Replacement,Scope]"
            ```

            This must print `[]`: no resource is added, removed or replaced, and nothing but the two policies changes.
            Otherwise the template is not the stack's current one, or a parameter that is read from SSM has a new value.
            Delete the change set and find the reason:

            ```
            aws cloudformation delete-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain
            ```

            If it prints `Properties`, show the `Details` of that resource with `--include-property-values`. A `Dynamic`
            `Evaluation` may only mean that CloudFormation cannot predict the value of another resource (`CausingEntity`)
            whose properties do not change: the values before and after must be the same.

            ## 3. Update the stack

            ```sh
            aws cloudformation execute-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain
            aws cloudformation wait stack-update-complete --region eu-central-1 --stack-name Orcha
            ```

            ## 4. Verify the stack's template

            ```sh
            aws cloudformation get-template --region eu-central-1 --stack-name Orcha \\
              --query TemplateBody --output text |
              diff -B - Orcha.retain.template
            ```

            This must print nothing. Otherwise stop: resources that are not retained would be deleted.

            ## 5. Delete the stack

            ```sh
            aws cloudformation delete-stack --region eu-central-1 --stack-name Orcha
            aws cloudformation wait stack-delete-complete --region eu-central-1 --stack-name Orcha
            ```

            CloudFormation reports DELETE_SKIPPED for every resource. It refuses while another stack imports an output of
            this one or termination protection is enabled; remove both first.

            ## Resources that remain unmanaged

            None: every resource is adopted.
            """);
  }

  @Test
  void a_template_that_is_too_large_for_a_request_goes_to_S3() {
    String steps =
        Retirement.of(
                source(
                    "{\"Description\": \""
                        + "x".repeat(51_000)
                        + "\", \"Resources\": {\"Logs\": {\"Type\": \"AWS::Logs::LogGroup\","
                        + " \"Properties\": {\"LogGroupName\": \"/logs\"}}, \"Inner\": {\"Type\":"
                        + " \"AWS::CloudFormation::Stack\"}}}"),
                List.of(),
                List.of())
            .steps();
    assertThat(steps)
        .contains(
            """
            The template is too large for a request: set BUCKET to one of your buckets in eu-central-1; you can
            delete the file afterwards.
            """,
            """
            ```sh
            aws s3 cp --region eu-central-1 Orcha.retain.template "s3://$BUCKET/Orcha.retain.template"
            aws cloudformation create-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain --change-set-type UPDATE \\
              --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND \\
              --include-nested-stacks \\
              --template-url "https://$BUCKET.s3.eu-central-1.amazonaws.com/Orcha.retain.template"
            """,
            """

            A nested stack has its own change set, `ChangeSetId` in the full description: it must not contain a
            resource. CloudFormation reads its template again from its location.
            """,
            """
            aws cloudformation get-template --region eu-central-1 --stack-name Orcha \\
              --query "length(values(TemplateBody.Resources)[?DeletionPolicy!='Retain' || UpdateReplacePolicy!='Retain'])"
            ```

            This must print `0`, the number of resources that are not retained. Otherwise stop: resources that are not retained would be deleted.
            """)
        .doesNotContain("--template-body", "--parameters");
  }

  @Test
  void a_template_that_already_retains_everything_is_reported() {
    CloudFormationSource source =
        source(
            """
            Resources:
              Logs:
                Type: AWS::Logs::LogGroup
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Properties: {LogGroupName: /logs}
            """);
    Retirement retirement =
        Retirement.of(
            source,
            List.of(existing("aws_cloudwatch_log_group", "Logs", Json.object())),
            List.of());
    assertThat(retirement.isRetained()).isTrue();
    assertThat(retirement.steps())
        .endsWith("## Resources that remain unmanaged\n\nNone: every resource is adopted.\n");
  }

  private static ObjectNode rule(String protocol) {
    return Json.object().put("security_group_id", "sg-1").put("ip_protocol", protocol);
  }

  private static ExistingResource existing(String type, String name, ObjectNode attributes) {
    return new ExistingResource(type, name, HERE, attributes, Optional.empty());
  }

  private static Listed listed(String logicalId, String physicalId) {
    return new Listed(logicalId, "", physicalId, "CREATE_COMPLETE");
  }

  private static CloudFormationSource source(String template, Listed... listed) {
    return new CloudFormationSource(
        new StackDescription(
            "Orcha", template, "eu-central-1", "123456789012", Map.of(), List.of(listed)));
  }
}
