package dev.terrace.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.terraform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The change of a template that keeps resources when they leave it. */
class RetentionTest {

  @Test
  void json_keeps_its_form_and_gets_two_lines_a_resource() {
    String text =
        """
        {
         "Description": "naïve \uD83D\uDE00",
         "Resources": {
          "A": {
           "Type": "AWS::SNS::Topic",
           "DeletionPolicy": "Delete"
          },
          "B": {"Type": "AWS::SQS::Queue"}
         }
        }
        """;
    Retention retention = Retention.of(Template.parse("t", text), Set.of("A"));
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
              "B": {"Type": "AWS::SQS::Queue"}
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
            """);
  }

  @Test
  void yaml_keeps_its_form_and_its_comments() {
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
    Retention retention = Retention.of(Template.parse("t", text), Set.of("A", "B"));
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
  void a_template_on_one_line_stays_JSON() {
    Retention retention =
        Retention.of(
            Template.parse("t", "{\"Resources\": {\"A\": {\"Type\": \"AWS::SNS::Topic\"}}}"),
            Set.of("A"));
    assertThat(Json.parse(retention.template()).at("/Resources/A"))
        .hasToString(
            "{\"DeletionPolicy\":\"Retain\",\"UpdateReplacePolicy\":\"Retain\","
                + "\"Type\":\"AWS::SNS::Topic\"}");
  }

  @Test
  void every_resource_of_orcha_can_be_retained_and_a_second_time_changes_nothing()
      throws IOException {
    Template template =
        Template.parse("t", Files.readString(Path.of("src/test/legacy/orcha/template.json")));
    Set<String> all = Set.copyOf(template.logicalIds());
    Template retained = Template.parse("t", Retention.of(template, all).template());
    assertThat(retained.logicalIds())
        .allSatisfy(
            id -> {
              assertThat(retained.resource(id).path("DeletionPolicy").asText()).isEqualTo("Retain");
              assertThat(retained.resource(id).path("UpdateReplacePolicy").asText())
                  .isEqualTo("Retain");
              assertThat(retained.resource(id).path("Properties"))
                  .isEqualTo(template.resource(id).path("Properties"));
            });
    assertThat(Retention.of(retained, all)).isEqualTo(new Retention(retained.text(), ""));
  }

  @Test
  void a_resource_that_the_template_lacks_cannot_be_retained() {
    assertThatThrownBy(
            () -> Retention.of(Template.parse("old", "Resources: {}"), Set.of("Nothing")))
        .isInstanceOf(AdoptException.class)
        .hasMessage("old: has no resource 'Nothing' to be retained");
  }
}
