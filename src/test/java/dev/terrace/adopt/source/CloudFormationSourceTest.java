package dev.terrace.adopt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.ImportIds;
import dev.terrace.adopt.source.StackDescription.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudFormation stacks as a source: evaluated templates, and errors in them. */
class CloudFormationSourceTest {
  private static final String ACCOUNT = "123456789012";
  private static final Path ORCHA = Path.of("src/test/legacy/orcha/template.json");

  @Test
  void a_bucket_becomes_a_bucket_and_its_settings() {
    assertThat(
            read(
                """
                Resources:
                  Logs:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: !Sub "logs-${AWS::AccountId}"
                      VersioningConfiguration: {Status: Enabled}
                      PublicAccessBlockConfiguration: {BlockPublicAcls: true}
                  LogsPolicy:
                    Type: AWS::S3::BucketPolicy
                    Properties:
                      Bucket: !Ref Logs
                      PolicyDocument: {Statement: [{Resource: !GetAtt Logs.Arn}]}
                """))
        .containsExactly(
            "aws_s3_bucket Logs"
                + " {\"id\":\"logs-123456789012\",\"bucket\":\"logs-123456789012\",\"arn\":\"arn:aws:s3:::logs-123456789012\"}",
            "aws_s3_bucket_versioning Logs"
                + " {\"bucket\":\"logs-123456789012\",\"versioning_configuration\":[{\"status\":\"Enabled\"}]}",
            "aws_s3_bucket_public_access_block Logs"
                + " {\"bucket\":\"logs-123456789012\",\"block_public_acls\":true}",
            "aws_s3_bucket_policy LogsPolicy"
                + " {\"bucket\":\"logs-123456789012\",\"policy\":\"{\\\"Statement\\\":[{\\\"Resource\\\":\\\"arn:aws:s3:::logs-123456789012\\\"}]}\"}");
  }

  @Test
  void a_role_becomes_a_role_its_attachments_and_its_inline_policies() {
    assertThat(
            read(
                """
                Resources:
                  Role:
                    Type: AWS::IAM::Role
                    Properties:
                      ManagedPolicyArns: [!Sub "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"]
                      Policies: [{PolicyName: own, PolicyDocument: {Statement: []}}]
                  Default:
                    Type: AWS::IAM::Policy
                    Properties: {PolicyName: Default1, Roles: [!Ref Role], PolicyDocument: {Statement: []}}
                """,
                new Listed("Role", "AWS::IAM::Role", "stack-Role-1ABC", "CREATE_COMPLETE")))
        .containsExactly(
            "aws_iam_role Role"
                + " {\"id\":\"stack-Role-1ABC\",\"name\":\"stack-Role-1ABC\",\"arn\":\"arn:aws:iam::123456789012:role/stack-Role-1ABC\"}",
            "aws_iam_role_policy_attachment Role"
                + " {\"role\":\"stack-Role-1ABC\",\"policy_arn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"}",
            "aws_iam_role_policy Role"
                + " {\"role\":\"stack-Role-1ABC\",\"name\":\"own\",\"policy\":\"{\\\"Statement\\\":[]}\"}",
            "aws_iam_role_policy Default"
                + " {\"role\":\"stack-Role-1ABC\",\"name\":\"Default1\",\"policy\":\"{\\\"Statement\\\":[]}\"}");
  }

  @Test
  void every_template_function_is_evaluated() {
    String template =
        """
        Parameters: {Stage: {Type: String, Default: prod}, Zones: {Type: CommaDelimitedList, Default: "a,b"}}
        Mappings: {Sizes: {prod: {days: 30}}}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsNot: !Not [!Condition IsProd]
          Either: !Or [!Condition IsNot, !And [!Condition IsProd, !Condition IsProd]]
        Resources:
          Group:
            Type: AWS::Logs::LogGroup
            Condition: Either
            Properties:
              LogGroupName: !Join ["/", ["", !Ref Stage, !Select [1, !Ref Zones], !Select [0, !Split ["-", "x-y"]]]]
              RetentionInDays: !FindInMap [Sizes, !Ref Stage, days]
              KmsKeyId: !If [IsNot, key, !Ref AWS::NoValue]
          Gone:
            Type: AWS::Logs::LogGroup
            Condition: IsNot
            Properties: {LogGroupName: gone}
          Other:
            Type: AWS::SSM::Parameter
            Properties: {Name: /p, Type: String, Value: !Sub ["${a}-${!b}-${Group}", {a: !Base64 hi}]}
        """;
    assertThat(read(template, new Listed("Group", "", "/prod/b/x", "CREATE_COMPLETE")))
        .containsExactly(
            "aws_cloudwatch_log_group Group"
                + " {\"id\":\"/prod/b/x\",\"name\":\"/prod/b/x\",\"retention_in_days\":30}",
            "aws_ssm_parameter Other"
                + " {\"name\":\"/p\",\"type\":\"String\",\"value\":\"aGk=-${b}-/prod/b/x\"}");
  }

  @Test
  void unknown_values_are_omitted_with_everything_derived_from_them() {
    assertThat(
            read(
                """
                Resources:
                  Db: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: main, Engine: postgres}}
                  Host:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: /host, Type: String, Value: !Sub "x-${Db.Endpoint.Address}"}
                  Imported:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: /imported, Type: String, Value: !ImportValue other}
                  Secret:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: /s, Type: String, Value: "{{resolve:secretsmanager:a:SecretString:b}}"}
                """))
        .containsExactly(
            "aws_db_instance Db {\"identifier\":\"main\",\"engine\":\"postgres\"}",
            "aws_ssm_parameter Host {\"name\":\"/host\",\"type\":\"String\"}",
            "aws_ssm_parameter Imported {\"name\":\"/imported\",\"type\":\"String\"}",
            "aws_ssm_parameter Secret {\"name\":\"/s\",\"type\":\"String\"}");
  }

  @Test
  void a_name_in_the_properties_overrides_a_wrong_physical_id() {
    assertThat(
            read(
                "Resources: {T: {Type: AWS::SNS::Topic, Properties: {TopicName: alerts}}}",
                new Listed("T", "AWS::SNS::Topic", "T-WRONG", "CREATE_COMPLETE")))
        .containsExactly(
            "aws_sns_topic T"
                + " {\"id\":\"arn:aws:sns:eu-central-1:123456789012:alerts\",\"arn\":\"arn:aws:sns:eu-central-1:123456789012:alerts\",\"name\":\"alerts\"}");
  }

  @Test
  void a_gateway_has_the_vpc_that_it_is_attached_to() {
    assertThat(
            read(
                """
                Resources:
                  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
                  Igw: {Type: AWS::EC2::InternetGateway}
                  Attached:
                    Type: AWS::EC2::VPCGatewayAttachment
                    Properties: {InternetGatewayId: !Ref Igw, VpcId: !Ref Vpc}
                """,
                new Listed("Vpc", "AWS::EC2::VPC", "vpc-1", "CREATE_COMPLETE"),
                new Listed("Igw", "AWS::EC2::InternetGateway", "igw-1", "CREATE_COMPLETE")))
        .containsExactly(
            "aws_vpc Vpc {\"id\":\"vpc-1\",\"cidr_block\":\"10.0.0.0/16\"}",
            "aws_internet_gateway Igw {\"id\":\"igw-1\",\"vpc_id\":\"vpc-1\"}");
  }

  @Test
  void the_table_has_every_type_of_orcha_and_only_importable_resources() throws IOException {
    CloudFormationTypes types = CloudFormationTypes.load();
    ImportIds ids = ImportIds.load();
    CloudFormationTemplate template =
        CloudFormationTemplate.parse("orcha", Files.readString(ORCHA));
    Set<String> used =
        template.logicalIds().stream()
            .map(id -> template.resource(id).path("Type").asText())
            .collect(Collectors.toSet());
    assertThat(used).hasSizeGreaterThan(35).allMatch(types::knows);
    Iterator<String> all = types.types();
    while (all.hasNext()) {
      assertThat(types.terraformTypes(all.next()))
          .allSatisfy(
              type -> assertThat(ids.knows(type) && ids.importable(type)).as(type).isTrue());
    }
  }

  @Test
  void an_unknown_type_a_nested_stack_and_a_missing_id_are_reported() {
    AdoptionSource.Reading reading =
        source(
                """
                Resources:
                  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: g}}
                  Custom: {Type: "Custom::S3AutoDeleteObjects"}
                  Inner: {Type: AWS::CloudFormation::Stack}
                  Vpc: {Type: AWS::EC2::VPC}
                """,
                new Listed(
                    "Inner", "AWS::CloudFormation::Stack", "arn:aws:inner", "CREATE_COMPLETE"),
                new Listed("Old", "AWS::SNS::Topic", "arn:aws:old", "CREATE_COMPLETE"))
            .read();
    assertThat(reading.resources()).hasSize(1);
    assertThat(reading.notes())
        .containsExactly(
            "Custom (Custom::S3AutoDeleteObjects): is a custom resource; if its function created"
                + " something, give that with --from-ids",
            "Inner (AWS::CloudFormation::Stack): is a nested stack: adopt from it as well,"
                + " --from-cloudformation arn:aws:inner",
            "Vpc (AWS::EC2::VPC): is skipped: neither the list of stack resources nor its"
                + " properties give a physical id",
            "Old (AWS::SNS::Topic): is in the list of stack resources but not in the template: do"
                + " both belong to the same stack?");
  }

  @Test
  void a_nested_stack_is_reported_and_its_outputs_are_unknown() {
    assertThat(
            read(
                """
                Resources:
                  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://x"}}
                  Given:
                    Type: AWS::SSM::Parameter
                    Properties: {Name: /p, Type: String, Value: !GetAtt Inner.Outputs.Value}
                """,
                new Listed(
                    "Inner", "AWS::CloudFormation::Stack", "arn:aws:inner", "CREATE_COMPLETE")))
        .containsExactly("aws_ssm_parameter Given {\"name\":\"/p\",\"type\":\"String\"}");
  }

  @Test
  void a_masked_parameter_is_unknown_even_with_a_default() {
    String template =
        """
        Parameters:
          Mode: {Type: String, NoEcho: true, Default: "off"}
          Origin: {Type: String, Default: none}
        Conditions:
          On: !Equals [!Ref Mode, "on"]
          Off: !Equals [!Ref Mode, "off"]
        Resources:
          Database: {Type: AWS::Logs::LogGroup, Condition: "On", Properties: {LogGroupName: database}}
          Spare: {Type: AWS::Logs::LogGroup, Condition: "Off", Properties: {LogGroupName: spare}}
          Given: {Type: AWS::SSM::Parameter, Properties: {Name: /given, Value: !Ref Mode}}
          Chosen: {Type: AWS::SSM::Parameter, Properties: {Name: /chosen, Value: !If ["On", a, b]}}
          Stars: {Type: AWS::SSM::Parameter, Properties: {Name: /stars, Value: !Ref Origin}}
        """;
    for (Map<String, String> parameters :
        List.of(Map.of("Mode", "****", "Origin", "*"), Map.of("Origin", "*"))) {
      AdoptionSource.Reading reading =
          new CloudFormationSource(
                  new StackDescription(
                      "Orcha",
                      template,
                      "eu-central-1",
                      ACCOUNT,
                      parameters,
                      List.of(new Listed("Database", "", "database", "CREATE_COMPLETE"))))
              .read();
      assertThat(reading.resources())
          .extracting(each -> each.name() + " " + each.attributes())
          .containsExactly(
              "Database {\"id\":\"database\",\"name\":\"database\"}",
              "Given {\"name\":\"/given\"}",
              "Chosen {\"name\":\"/chosen\"}",
              "Stars {\"name\":\"/stars\",\"value\":\"*\"}");
      assertThat(reading.notes()).isEmpty();
    }
  }

  @Test
  void the_list_of_stack_resources_overrides_conditions() {
    AdoptionSource.Reading reading =
        source(
                """
                Parameters: {Stage: {Type: String, Default: dev}}
                Conditions: {Prod: !Equals [!Ref Stage, prod], Dev: !Equals [!Ref Stage, dev]}
                Resources:
                  Main: {Type: AWS::Logs::LogGroup, Condition: Prod, Properties: {LogGroupName: main}}
                  Toy: {Type: AWS::Logs::LogGroup, Condition: Dev, Properties: {LogGroupName: toy}}
                  Analytics: {Type: AWS::CDK::Metadata, Condition: Dev}
                """,
                new Listed("Main", "AWS::Logs::LogGroup", "main", "CREATE_COMPLETE"))
            .read();
    assertThat(reading.resources()).extracting(ExistingResource::name).containsExactly("Main");
    assertThat(reading.notes())
        .containsExactly(
            "Toy (AWS::Logs::LogGroup): is skipped: it is not in the list of stack resources,"
                + " although its condition 'Dev' is true");
  }

  @Test
  void every_problem_of_a_template_is_reported_at_once() {
    assertThatThrownBy(
            () ->
                source(
                    """
                    Parameters: {Stage: {Type: String}, Password: {Type: String, NoEcho: true}}
                    Conditions: {A: !Condition B, B: !Condition A}
                    Resources:
                      Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Ref Nothing}}
                      Other: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Nowhere.Arn}}
                    """,
                    new Listed("Group", "AWS::Logs::LogGroup", "a", "CREATE_COMPLETE"),
                    new Listed("Group", "AWS::Logs::LogGroup", "b", "CREATE_COMPLETE")))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            """
            template of Orcha: cannot be used:
              the list of stack resources contains 'Group' more than once
              parameter 'Stage' has neither a value nor a default: add the output of 'aws cloudformation \
            describe-stacks' as stack.json
              Fn::GetAtt of 'Nowhere.Arn': there is no such resource
              Ref to 'Nothing', which is neither a parameter nor a resource
              condition 'A' refers to itself
              condition 'B' refers to itself\
            """);
  }

  @Test
  void an_invalid_template_is_reported_with_its_position() {
    assertThatThrownBy(() -> source("Resources: {A: [}"))
        .hasMessage(
            "template of Orcha:1: is neither JSON nor YAML: expected the node content, but found"
                + " '}'");
    assertThatThrownBy(() -> source("{\"Outputs\": {}}"))
        .hasMessage(
            "template of Orcha: is not a CloudFormation template: it has no map 'Resources'. Give"
                + " the output of 'aws cloudformation get-template', or the template itself");
    assertThatThrownBy(
            () -> source("{\"Transform\": \"AWS::Serverless-2016-10-31\", \"Resources\": {}}"))
        .hasMessage(
            "template of Orcha: has a Transform (\"AWS::Serverless-2016-10-31\"): give the"
                + " processed template, 'aws cloudformation get-template --template-stage"
                + " Processed'");
    assertThatThrownBy(() -> source("Resources: {V: {Type: AWS::EC2::VPC}}").read())
        .hasMessage(
            "template of Orcha: contains nothing that can be adopted:\n"
                + "  V (AWS::EC2::VPC): is skipped: neither the list of stack resources nor its"
                + " properties give a physical id");
  }

  @Test
  void a_folder_with_output_of_the_AWS_CLI_is_read(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> CloudFormationFolder.read("old/orcha", folder, "eu-central-1"))
        .hasMessage(
            "old/orcha: must contain template.json or template.yaml ('aws cloudformation"
                + " get-template') and resources.json ('aws cloudformation list-stack-resources');"
                + " it contains nothing");
    Files.writeString(
        folder.resolve("template.json"),
        "{\"TemplateBody\": {\"Parameters\": {\"P\": {\"Type\": \"String\"}}, \"Resources\":"
            + " {\"L\": {\"Type\": \"AWS::Logs::LogGroup\", \"Properties\": {\"LogGroupName\":"
            + " {\"Ref\": \"P\"}}}}}, \"StagesAvailable\": []}");
    Files.writeString(folder.resolve("resources.json"), "{\"Stacks\": []}");
    assertThatThrownBy(() -> CloudFormationFolder.read("old/orcha", folder, "eu-central-1"))
        .hasMessage(
            "old/orcha/resources.json: is not a list of stack resources: it has no list"
                + " 'StackResourceSummaries'. Give the output of 'aws cloudformation"
                + " list-stack-resources'");
    Files.writeString(
        folder.resolve("resources.json"),
        "{\"StackResourceSummaries\": [{\"LogicalResourceId\": \"L\", \"PhysicalResourceId\":"
            + " \"g\"}]}");
    Files.writeString(
        folder.resolve("stack.json"),
        "{\"Stacks\": [{\"StackName\": \"Orcha\", \"StackId\":"
            + " \"arn:aws:cloudformation:eu-west-1:210987654321:stack/Orcha/1\", \"Parameters\":"
            + " [{\"ParameterKey\": \"P\", \"ParameterValue\": \"g\"}]}]}");
    StackDescription stack = CloudFormationFolder.read("old/orcha", folder, "eu-central-1");
    assertThat(stack.name()).isEqualTo("Orcha");
    assertThat(stack.region()).isEqualTo("eu-west-1");
    assertThat(stack.account()).isEqualTo("210987654321");
    assertThat(new CloudFormationSource(stack).read().resources())
        .extracting(each -> each.attributes().path("name").asText())
        .containsExactly("g");
  }

  @Test
  void resources_in_several_accounts_require_the_stack_description(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("template.json"), "{\"Resources\": {}}");
    Files.writeString(
        folder.resolve("resources.json"),
        "{\"StackResourceSummaries\": [{\"PhysicalResourceId\":"
            + " \"arn:aws:sns:eu-west-1:111111111111:a\"}, {\"PhysicalResourceId\":"
            + " \"arn:aws:sns:eu-west-1:222222222222:b\"}]}");
    assertThatThrownBy(() -> CloudFormationFolder.read("old", folder, "eu-west-1"))
        .hasMessage(
            "old: its resources are in several accounts (111111111111, 222222222222): add the"
                + " output of 'aws cloudformation describe-stacks' as stack.json");
  }

  @Test
  void a_gateway_gets_the_allocation_of_its_address_that_aws_knows() {
    CloudFormationSource source =
        source(
            """
            Resources:
              Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
              Gateway:
                Type: AWS::EC2::NatGateway
                Properties: {SubnetId: subnet-1, AllocationId: !GetAtt Address.AllocationId}
            """,
            new Listed("Address", "AWS::EC2::EIP", "198.51.100.7", "CREATE_COMPLETE"),
            new Listed("Gateway", "AWS::EC2::NatGateway", "nat-1", "CREATE_COMPLETE"));
    List<ExistingResource> existing = source.read().resources();
    assertThat(existing.get(1).attributes().has("allocation_id")).isFalse();
    existing.get(0).attributes().put("allocation_id", "eipalloc-1"); // as AwsLookup completes it

    List<ExistingResource> resolved = source.resolved(existing);

    assertThat(resolved.get(1).attributes())
        .hasToString(
            "{\"id\":\"nat-1\",\"subnet_id\":\"subnet-1\",\"allocation_id\":\"eipalloc-1\"}");
    assertThat(resolved.get(0)).isEqualTo(existing.get(0));
  }

  private static CloudFormationSource source(String template, Listed... listed) {
    return new CloudFormationSource(
        new StackDescription(
            "Orcha", template, "eu-central-1", ACCOUNT, Map.of(), List.of(listed)));
  }

  private static List<String> read(String template, Listed... listed) {
    List<String> read = new ArrayList<>();
    for (ExistingResource each : source(template, listed).read().resources()) {
      JsonNode attributes = each.attributes();
      read.add(each.type() + " " + each.name() + " " + attributes);
    }
    return read;
  }
}
