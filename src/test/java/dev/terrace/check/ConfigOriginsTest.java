package dev.terrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.YamlFile;
import dev.terrace.terraform.Json;
import org.junit.jupiter.api.Test;

final class ConfigOriginsTest {
  private static final String FILE =
      """
      database:
        deletionProtection: false
        backupRetentionPeriod: 1
      cache:
        deletionProtection: false
      alb: {accessLogs: false}
      services:
        web: {image: "ghcr.io/shop/web:latest", cpu: 256}
        api: {image: "ghcr.io/shop/api:latest", cpu: 256}
      """;

  private final ConfigOrigins origins =
      new ConfigOrigins(YamlFile.parse(FILE, "shop.yaml"), stack -> "Shop.java");

  private String origin(String type, String path, String attribute, String value) {
    Model model =
        Trees.model(
            Json.parse(
                "{\"%s\": {\"a\": {\"//\": {\"metadata\": {\"path\": \"shop/%s\"}}, \"%s\": %s}}}"
                    .formatted(type, path, attribute, value)));
    Resource resource = model.all(type).get(0);
    return origins.of(resource, attribute, resource.at(attribute)).describe();
  }

  @Test
  void a_value_comes_from_the_key_of_its_name_next_to_its_construct() {
    assertThat(origin("aws_db_instance", "database/instance", "deletion_protection", "false"))
        .isEqualTo("shop.yaml:2 database.deletionProtection");
    assertThat(origin("aws_db_instance", "database/instance", "backup_retention_period", "1"))
        .isEqualTo("shop.yaml:3 database.backupRetentionPeriod");
  }

  @Test
  void what_a_resource_does_not_have_comes_from_the_key_that_is_off() {
    Model model = Trees.model(Json.parse("{\"aws_lb\": {\"a\": {}}}"));
    Resource balancer = model.all("aws_lb").get(0);

    assertThat(
            origins
                .of(balancer, "access_logs.enabled", balancer.at("access_logs.enabled"))
                .describe())
        .isEqualTo("shop.yaml:6 alb.accessLogs");
    assertThat(origins.of(balancer, "other", balancer.at("other")).describe())
        .isEqualTo("Shop.java");
  }

  @Test
  void a_topic_that_nobody_hears_comes_from_the_empty_address() {
    Model model =
        Trees.model(
            Json.parse(
                "{\"aws_sns_topic\": {\"a\": {\"//\": {\"metadata\": {\"path\":"
                    + " \"shop/alerts/topic\"}}}}}"));
    Resource topic = model.all("aws_sns_topic").get(0);

    assertThat(
            new ConfigOrigins(
                    YamlFile.parse("users: {email: ''}\nalarms: {email: ''}", "shop.yaml"),
                    stack -> "Shop.java")
                .of(topic, "email", topic.at("email"))
                .describe())
        .isEqualTo("shop.yaml:2 alarms.email");
  }

  @Test
  void a_key_of_another_section_is_not_the_origin() {
    Model model = Trees.model(Json.parse("{\"aws_lb\": {\"a\": {}}}"));
    Resource balancer = model.all("aws_lb").get(0);

    assertThat(
            new ConfigOrigins(
                    YamlFile.parse("database: {deletionProtection: false}", "shop.yaml"),
                    stack -> "Shop.java")
                .of(balancer, "enable_deletion_protection", balancer.at("none"))
                .describe())
        .isEqualTo("Shop.java");
  }

  @Test
  void a_telling_text_comes_from_the_key_that_has_it() {
    assertThat(origin("aws_x", "task", "picture", "\"ghcr.io/shop/api:latest\""))
        .isEqualTo("shop.yaml:9 services.api.image");
  }

  @Test
  void a_value_that_several_keys_may_give_comes_from_the_class_of_the_stack() {
    assertThat(origin("aws_x", "other", "deletion_protection", "false")).isEqualTo("Shop.java");
    assertThat(origin("aws_x", "other", "size", "256")).isEqualTo("Shop.java");
  }
}
