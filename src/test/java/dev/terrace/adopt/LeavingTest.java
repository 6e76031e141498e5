package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.StackDescription.Listed;
import dev.terrace.terraform.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a CloudFormation stack goes: what is adopted of it, what stays, and the commands. */
class LeavingTest {
  private static final Origin HERE = new Origin.CloudFormation("Orcha");

  @Test
  void
      what_nothing_adopts_is_told_and_custom_resources_and_nested_stacks_with_a_word_of_their_own() {
    Leaving leaving =
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
                listed("Inner", "arn:aws:inner"))
            .leaving(List.of(existing("aws_s3_bucket", "Bucket", Json.object())), List.of());
    assertThat(leaving.adopted()).isEqualTo(1);
    assertThat(leaving.left())
        .extracting(LeftBehind::toString)
        .containsExactly(
            "Logs (AWS::Logs::LogGroup) /old",
            "Empties (Custom::S3AutoDeleteObjects): a custom resource; nothing runs its handler any"
                + " more",
            "Asks (AWS::CloudFormation::CustomResource): a custom resource; nothing runs its handler"
                + " any more",
            "Inner (AWS::CloudFormation::Stack) arn:aws:inner: a nested stack; it stays whole, as a"
                + " stack of its own with all that it owns");
    assertThat(leaving.steps())
        .endsWith(
            """
            ## What nobody owns then

            Nothing adopts these, and they stay. Adopt one (`--from-ids`) if it is wanted; delete it by hand, once the
            stack is gone, where it is not, and only after a look at what uses it.

            - Logs (AWS::Logs::LogGroup) /old
            - Empties (Custom::S3AutoDeleteObjects): a custom resource; nothing runs its handler any more
            - Asks (AWS::CloudFormation::CustomResource): a custom resource; nothing runs its handler any more
            - Inner (AWS::CloudFormation::Stack) arn:aws:inner: a nested stack; it stays whole, as a stack of its own \
            with all that it owns
            """);
  }

  @Test
  void an_id_given_by_hand_adopts_too() {
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
    Existing database =
        new Existing(
            "aws_db_instance",
            "data/database/instance",
            new Origin.Ids("ids.yaml"),
            Json.object(),
            Optional.of("main-db"));
    Existing network =
        new Existing(
            "aws_vpc",
            "aws_vpc.this",
            new Origin.TerraformState("old"),
            Json.object().put("id", "vpc-1"),
            Optional.empty());
    Leaving leaving = source.leaving(List.of(database, network), List.of("cluster/api"));
    assertThat(leaving.adopted()).isEqualTo(3);
    assertThat(leaving.left()).extracting(LeftBehind::logicalId).containsExactly("Other");
  }

  @Test
  void a_rule_and_an_attachment_are_adopted_with_what_holds_them() {
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
    Leaving leaving =
        source.leaving(
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
    assertThat(leaving.left()).extracting(LeftBehind::logicalId).containsExactly("FromElsewhere");
  }

  @Test
  void the_commands_are_those_of_the_stack_and_every_parameter_keeps_its_value() {
    String steps =
        source(
                """
                Parameters: {Stage: {Type: String, Default: dev}, Password: {Type: String, NoEcho: true}}
                Resources:
                  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /logs}}
                """)
            .leaving(
                List.of(existing("aws_cloudwatch_log_group", "Logs", Json.object())), List.of())
            .steps();
    assertThat(steps)
        .isEqualTo(
            """
            # How Orcha goes, and nothing with it

            Written by './terrace adopt plan'. The commands are for a person, after './terrace adopt apply', in this
            folder and one after the other; read what each of them says. None of them deletes or changes a resource.

            - `Orcha.retain.template`: the template with `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on every
              resource, adopted or not: what goes with a stack may change what was adopted
            - `Orcha.retain.diff`: the change alone

            ## 1. Propose the update

            Every parameter keeps its value; without that, CloudFormation would take the template's default.

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

            Where it fails and says that the submitted information didn't contain changes, CloudFormation has not seen that
            policies change: go to step 4. If that does not print what it must, add a line to the `Metadata` of one resource
            of the template, and begin again; step 2 shows that line then.

            ## 2. Look at it

            ```sh
            aws cloudformation describe-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain \\
              --query "Changes[?ResourceChange.Action!='Modify' || ResourceChange.Scope[?@!='DeletionPolicy' && @!='UpdateReplacePolicy']].ResourceChange.[LogicalResourceId,Action,Replacement,Scope]"
            ```

            This must print `[]`: no resource is added, removed or replaced, and of none does anything change but the two
            policies. Anything else is no part of this: the template at hand is not the stack's, or a parameter that is
            read from SSM has another value now. Find out why, after

            ```
            aws cloudformation delete-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain
            ```

            Where it prints `Properties`, ask for the `Details` of that resource with `--include-property-values`. An
            `Evaluation` that is `Dynamic` may only say that CloudFormation cannot tell beforehand what another resource
            gives (`CausingEntity`), of which no property changes: the values before and after must be the same.

            ## 3. Update the stack

            ```sh
            aws cloudformation execute-change-set --region eu-central-1 --stack-name Orcha \\
              --change-set-name retain
            aws cloudformation wait stack-update-complete --region eu-central-1 --stack-name Orcha
            ```

            ## 4. Ask what the stack has now

            ```sh
            aws cloudformation get-template --region eu-central-1 --stack-name Orcha \\
              --query TemplateBody --output text |
              diff -B - Orcha.retain.template
            ```

            This must print nothing. Stop otherwise: what is not retained would be deleted.

            ## 5. Let the stack go

            ```sh
            aws cloudformation delete-stack --region eu-central-1 --stack-name Orcha
            aws cloudformation wait stack-delete-complete --region eu-central-1 --stack-name Orcha
            ```

            CloudFormation says DELETE_SKIPPED of every resource. It refuses while another stack imports an output of
            this one, and while termination protection is on; both are for you to end.

            ## What nobody owns then

            Nothing: all of it is adopted.
            """);
  }

  @Test
  void a_template_that_is_too_large_for_a_request_goes_over_S3() {
    String steps =
        source(
                "{\"Description\": \""
                    + "x".repeat(51_000)
                    + "\", \"Resources\": {\"Logs\": {\"Type\": \"AWS::Logs::LogGroup\", \"Properties\":"
                    + " {\"LogGroupName\": \"/logs\"}}, \"Inner\": {\"Type\":"
                    + " \"AWS::CloudFormation::Stack\"}}}")
            .leaving(List.of(), List.of())
            .steps();
    assertThat(steps)
        .contains(
            """
            The template is too large for a request: set BUCKET to a bucket of yours in eu-central-1, which
            may lose the file again afterwards.
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

            A nested stack has a change set of its own, `ChangeSetId` in the whole description: no resource may
            be in it. CloudFormation reads its template anew from where it lies.
            """,
            """
            aws cloudformation get-template --region eu-central-1 --stack-name Orcha \\
              --query "length(values(TemplateBody.Resources)[?DeletionPolicy!='Retain' || UpdateReplacePolicy!='Retain'])"
            ```

            This must print `0`, the number of resources that are not retained. Stop otherwise: what is not retained would be deleted.
            """)
        .doesNotContain("--template-body", "--parameters");
  }

  @Test
  void what_retains_everything_already_is_told() {
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
    Leaving leaving =
        source.leaving(
            List.of(existing("aws_cloudwatch_log_group", "Logs", Json.object())), List.of());
    assertThat(leaving.isRetained()).isTrue();
    assertThat(leaving.steps())
        .endsWith("## What nobody owns then\n\nNothing: all of it is adopted.\n");
  }

  private static ObjectNode rule(String protocol) {
    return Json.object().put("security_group_id", "sg-1").put("ip_protocol", protocol);
  }

  private static Existing existing(String type, String name, ObjectNode attributes) {
    return new Existing(type, name, HERE, attributes, Optional.empty());
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
