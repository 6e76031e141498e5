package dev.terrace.adopt.retire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.source.CloudFormationTemplate;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The change to a template that retains its resources. */
class RetentionTest {

  @Test
  void json_keeps_its_format_and_gets_two_lines_per_resource() {
    String text =
        """
        {
         "Description": "naïve \uD83D\uDE00",
         "Resources": {
          "A": {
           "Type": "AWS::SNS::Topic",
           "DeletionPolicy": "Delete"
          },
          "B": {"Type": "AWS::SQS::Queue", "DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
         }
        }
        """;
    Retention retention = Retention.of(CloudFormationTemplate.parse("t", text));
    assertThat(retention.template())
        .isEqualTo(
            """
            {
             "Description": "naïve \uD83D\uDE00",
             "Resources": {
              "A": {
               "UpdateReplacePolicy": "Retain",
               "Type": "AWS::SNS::Topic",
               "DeletionPolicy": "Retain"
              },
              "B": {"Type": "AWS::SQS::Queue", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
             }
            }
            """);
    assertThat(retention.diff())
        .isEqualTo(
            """
            --- template
            +++ template, retaining
            @@ -4,0 +5 @@
            +   "UpdateReplacePolicy": "Retain",
            @@ -6 +7 @@
            -   "DeletionPolicy": "Delete"
            +   "DeletionPolicy": "Retain"
            @@ -8 +9 @@
            -  "B": {"Type": "AWS::SQS::Queue", "DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
            +  "B": {"Type": "AWS::SQS::Queue", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
            """);
  }

  @Test
  void yaml_keeps_its_format_and_its_comments() {
    String text =
        """
        Resources:
          A: # the topic
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Sub "${AWS::StackName}-a"
          B:
            Type: AWS::SQS::Queue
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
        """;
    Retention retention = Retention.of(CloudFormationTemplate.parse("t", text));
    assertThat(retention.template())
        .isEqualTo(
            """
            Resources:
              A: # the topic
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: !Sub "${AWS::StackName}-a"
              B:
                Type: AWS::SQS::Queue
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
            """);
    assertThat(retention.diff())
        .isEqualTo(
            """
            --- template
            +++ template, retaining
            @@ -2,0 +3,2 @@
            +    DeletionPolicy: Retain
            +    UpdateReplacePolicy: Retain
            """);
  }

  @Test
  void a_template_on_one_line_remains_valid_JSON() {
    Retention retention =
        Retention.of(
            CloudFormationTemplate.parse(
                "t", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}}"));
    assertThat(Json.parse(retention.template()).at("/Resources/A"))
        .hasToString(
            "{\"DeletionPolicy\":\"Retain\",\"UpdateReplacePolicy\":\"Retain\",\"Type\":\"AWS::SNS::Topic\"}");
  }

  @Test
  void every_resource_of_orcha_is_retained_and_a_second_run_changes_nothing() throws IOException {
    CloudFormationTemplate template =
        CloudFormationTemplate.parse(
            "t", Files.readString(Path.of("src/test/legacy/orcha/template.json")));
    CloudFormationTemplate retained =
        CloudFormationTemplate.parse("t", Retention.of(template).template());
    assertThat(retained.logicalIds())
        .allSatisfy(
            id -> {
              assertThat(retained.resource(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
              assertThat(retained.resource(id).path("UpdateReplacePolicy").asText())
                  .isEqualTo("Retain");
              assertThat(retained.resource(id).path("Properties"))
                  .isEqualTo(template.resource(id).path("Properties"));
            });
    assertThat(Retention.of(retained)).isEqualTo(new Retention(retained.text(), ""));
  }

  @Test
  void resources_of_every_type_are_retained() {
    CloudFormationTemplate retained =
        CloudFormationTemplate.parse(
            "t",
            Retention.of(
                    CloudFormationTemplate.parse(
                        "t",
                        """
                        Resources:
                          Empties: {Type: "Custom::S3AutoDeleteObjects", Properties: {ServiceToken: arn}}
                          Made: {Type: AWS::CloudFormation::CustomResource}
                          Inner: {Type: AWS::CloudFormation::Stack}
                          FromApp: {Type: AWS::EC2::SecurityGroupIngress}
                          Attached: {Type: AWS::EC2::VPCGatewayAttachment}
                          Unheard: {Type: "Some::Unheard::Of", DeletionPolicy: Snapshot}
                        """))
                .template());
    assertThat(retained.logicalIds())
        .hasSize(6)
        .allSatisfy(
            id -> {
              assertThat(retained.resource(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
              assertThat(retained.resource(id).path("UpdateReplacePolicy").asText())
                  .isEqualTo("Retain");
            });
  }

  @Test
  void a_resource_that_cannot_be_retained_is_an_error() {
    assertThatThrownBy(
            () ->
                Retention.of(
                    CloudFormationTemplate.parse("old", "Resources: {A: {Properties: {}}}")))
        .isInstanceOf(AdoptException.class)
        .hasMessage("old: the resource 'A' has no Type");
    assertThatThrownBy(() -> Retention.of(CloudFormationTemplate.parse("old", "Resources: {A: x}")))
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "old: the resource 'A' cannot get 'DeletionPolicy: Retain': write it as a separate"
                + " map");
  }

  @Test
  void an_alias_is_retained_at_its_definition() {
    assertThat(
            Retention.of(
                    CloudFormationTemplate.parse(
                        "old", "Resources:\n  A: &a\n    Type: T\n  B: *a\n"))
                .template())
        .isEqualTo(
            """
            Resources:
              A: &a
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Type: T
              B: *a
            """);
  }
}
