package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.Environments;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.ConfigProblems;
import dev.terrace.support.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What people read when an environment of orcha is wrong; see {@link ConfigProblems}. */
class OrchaConfigTest {
  private static final String ARN = "arn:aws:acm:eu-central-1:700558745280:certificate/";
  private static final String LINK_ARN = ARN + "33333333-3333-3333-3333-333333333333";
  private static final String LINK_ARN_LINE = "    certificateArn: " + LINK_ARN + "\n";
  private static final String ADMIN_ARN_LINE =
      "    certificateArn: " + ARN + "22222222-2222-2222-2222-222222222222\n";
  private static final String APP_ARN_LINE =
      "    certificateArn: " + ARN + "11111111-1111-1111-1111-111111111111\n";
  private static final String MISSING_ARN =
      ".certificateArn: is required with 'certificates: given': make the certificate with"
          + " deploy/orcha/scripts/create-cross-account-cert.sh, which prints its ARN";
  private static final String FOREIGN_ARN =
      "<certificate/3> services.link.certificateArn: must be the ARN of an ACM certificate in"
          + " eu-central-1 and account 700558745280, got '";

  private static final String NO_ARN =
      "must be the ARN of an ACM certificate in the partition 'aws', got '";

  private static final String NO_SPARE =
      "options.highAvailability: with one instance every deployment is a downtime of some minutes";
  private static final String EXAMPLE_ARN =
      ".certificateArn: is the example's; no certificate has it until you give your own";

  @Test
  void the_environments_of_the_repository_have_no_problems() {
    assertProblems("prod", yaml -> yaml + "\n# no change\n");
    assertProblems("staging", yaml -> yaml + "\n# no change\n");
    assertProblems("dev", yaml -> yaml + "\n# no change\n");
  }

  @Test
  void a_certificate_that_is_missing_in_prod_is_named_with_the_script_that_makes_it() {
    assertProblems(
        yaml -> yaml.replace(LINK_ARN_LINE, ""), "<  link:> services.link" + MISSING_ARN);
    assertProblems(
        yaml ->
            yaml.replace(LINK_ARN_LINE, "").replace(ADMIN_ARN_LINE, "").replace(APP_ARN_LINE, ""),
        "<  app:> services.app" + MISSING_ARN,
        "<  admin:> services.admin" + MISSING_ARN,
        "<  link:> services.link" + MISSING_ARN);
  }

  @Test
  void an_empty_certificate_is_a_missing_one() {
    assertProblems(
        yaml -> yaml.replace(LINK_ARN_LINE, "    certificateArn: \"\"\n"),
        "<certificateArn: \"\"> services.link" + MISSING_ARN);
    assertProblems(
        yaml -> yaml.replace(LINK_ARN_LINE, "    certificateArn: \"  \"\n"),
        "<certificateArn: \"  \"> services.link.certificateArn: " + NO_ARN + "  '");
  }

  @Test
  void a_load_balancer_takes_no_certificate_of_another_region_or_account() {
    String region = LINK_ARN.replace("eu-central-1", "us-east-1");
    assertProblems(yaml -> yaml.replace(LINK_ARN, region), FOREIGN_ARN + region + "'");
    String account = LINK_ARN.replace("700558745280", "700558745281");
    assertProblems(yaml -> yaml.replace(LINK_ARN, account), FOREIGN_ARN + account + "'");
    String other = LINK_ARN.replace(":acm:", ":iam:");
    assertProblems(
        yaml -> yaml.replace(LINK_ARN, other),
        "<certificate/3> services.link.certificateArn: " + NO_ARN + other + "'");
    String pasted = LINK_ARN + "/";
    assertProblems(
        yaml -> yaml.replace(LINK_ARN, pasted),
        "<certificate/3> services.link.certificateArn: " + NO_ARN + pasted + "'");
  }

  @Test
  void a_certificate_is_made_or_given_but_not_both() {
    assertProblems(
        "staging",
        yaml ->
            yaml.replace(
                "  link: {hosts: [\"link.{zone}\"], certificateArn: null}",
                "  link: {hosts: [\"link.{zone}\"], certificateArn: \"" + LINK_ARN + "\"}"),
        "<  link:> services.link.certificateArn: must be absent with 'certificates: made', got '"
            + LINK_ARN
            + "'");
  }

  @Test
  void a_certificate_that_is_made_is_validated_in_the_zone_and_nowhere_else() {
    assertProblems(
        "staging",
        yaml -> yaml.replace("[\"link.{zone}\"]", "[\"link.{zone}\", link.getorcha.com]"),
        "<link.getorcha.com> services.link.hosts[1]: must lie in the zone staging.getorcha.com,"
            + " where its certificate is validated; for other hosts give certificates, got"
            + " 'link.getorcha.com'");
  }

  @Test
  void certificates_are_given_or_made() {
    assertProblems(
        yaml -> yaml.replace("certificates: given ", "certificates: bought "),
        "<certificates:> certificates: must be one of given, made, got 'bought'");
  }

  @Test
  void two_services_with_one_priority_are_named_both() {
    assertProblems(
        yaml -> yaml.replace("priority: 20", "priority: 10"),
        "<link.{zone}+1> services.link.priority: this priority is taken by services.admin.priority"
            + " already: give it another, got 10");
  }

  @Test
  void two_services_with_one_port_are_named_both() {
    assertProblems(
        yaml -> yaml.replace("port: 9999", "port: 7777"),
        "<  link:+1> services.link.port: this port is taken by services.admin.port already: give it"
            + " another, got 7777");
  }

  @Test
  void two_services_with_one_host_are_named_both() {
    assertProblems(
        yaml -> yaml.replace("link.getorcha.com]", "app.prod.getorcha.com]"),
        "<app.prod.getorcha.com> services.link.hosts[1]: this host is taken by"
            + " services.app.hosts[0] already: give it another, got 'app.prod.getorcha.com'");
  }

  @Test
  void one_service_takes_what_no_rule_takes() {
    assertProblems(
        yaml -> yaml.replace("    port: 8888\n", "    port: 8888\n    priority: 5\n"),
        "<services:> services: must have one service without a priority, which takes what no rule"
            + " takes, got '[]'");
    assertProblems(
        yaml -> yaml.replace("    priority: 20\n", ""),
        "<services:> services: must have one service without a priority, which takes what no rule"
            + " takes, got '[app, link]'");
    assertProblems(
        yaml ->
            yaml.replaceAll("(?s)services:\n  app:.*\n\ndelivery:", "services: {}\n\ndelivery:"),
        "<services: {}> services: must have one service without a priority, which takes what no"
            + " rule takes, got '[]'");
  }

  @Test
  void only_a_rule_can_ask_for_a_login() {
    assertProblems(
        yaml ->
            yaml.replace("    port: 8888\n", "    port: 8888\n    priority: 5\n")
                .replace("    priority: 10\n", ""),
        "<login: cognito> services.admin.login: needs a priority: only a rule can ask for a login,"
            + " got 'cognito'");
    assertProblems(
        yaml -> yaml.replace("login: cognito", "login: oidc"),
        "<login: oidc> services.admin.login: must be one of none, cognito, got 'oidc'");
  }

  @Test
  void a_host_is_a_host_name() {
    assertProblems(
        yaml -> yaml.replace("link.getorcha.com]", "Link_1.getorcha.com]"),
        "<Link_1> services.link.hosts[1]: must be a host name such as app.example.com, with labels"
            + " of at most 63 characters, got"
            + " 'Link_1.getorcha.com'");
    assertProblems(
        yaml -> yaml.replace("link.getorcha.com]", "\"*.getorcha.com\"]"),
        "<*.getorcha.com> services.link.hosts[1]: must be a host name such as link.{zone}, got"
            + " '*.getorcha.com'");
  }

  @Test
  void a_host_knows_the_zone_and_no_other_placeholder() {
    assertProblems(
        yaml -> yaml.replace("link.{zone}", "link.{zome}"),
        "<link.{zome}> services.link.hosts[0]: has no value for {zome}; known: zone, got"
            + " 'link.{zome}'",
        "<link.{zome}> services.link.hosts[0]: must be a host name such as link.{zone}, got"
            + " 'link.{zome}'");
  }

  @Test
  void the_first_host_lies_in_the_zone_since_it_gets_the_record() {
    assertProblems(
        yaml ->
            yaml.replace(
                "[\"link.{zone}\", link.getorcha.com]", "[link.getorcha.com, \"link.{zone}\"]"),
        "<[link.getorcha.com> services.link.hosts[0]: must lie in the zone prod.getorcha.com: the"
            + " first host gets the record, got 'link.getorcha.com'");
    // A zone's name at the end of another name is not the zone.
    assertProblems(
        yaml -> yaml.replace("\"link.{zone}\"", "\"link-{zone}\""),
        "<link-{zone}> services.link.hosts[0]: must lie in the zone prod.getorcha.com: the first"
            + " host gets the record, got 'link-{zone}'");
  }

  @Test
  void a_rule_takes_five_hosts() {
    assertProblems(
        yaml ->
            yaml.replace(
                "link.getorcha.com]",
                "a.getorcha.com, b.getorcha.com, c.getorcha.com, d.getorcha.com]"));
    assertProblems(
        yaml ->
            yaml.replace(
                "link.getorcha.com]",
                "a.getorcha.com, b.getorcha.com, c.getorcha.com, d.getorcha.com, e.getorcha.com]"),
        "<link.{zone}> services.link.hosts: must be 1-5 host names, got '[link.{zone},"
            + " a.getorcha.com, b.getorcha.com, c.getorcha.com, d.getorcha.com, e.getorcha.com]'");
    assertProblems(
        yaml -> yaml.replace("[\"link.{zone}\", link.getorcha.com]", "[]"),
        "<hosts: []> services.link.hosts: must be 1-5 host names, got '[]'");
  }

  @Test
  void a_service_has_bounds() {
    assertProblems(
        yaml ->
            yaml.replace("port: 8888", "port: 0")
                .replace("port: 7777", "port: 65536")
                .replace("priority: 10", "priority: 0")
                .replace("priority: 20", "priority: 50001")
                .replace("port: 9999", "port: 9999\n    healthCheckPath: health"),
        "<port: 0> services.app.port: must be 1-65535, got 0",
        "<port: 65536> services.admin.port: must be 1-65535, got 65536",
        "<priority: 0> services.admin.priority: must be 1-50000, got 0",
        "<priority: 50001> services.link.priority: must be 1-50000, got 50001",
        "<healthCheckPath> services.link.healthCheckPath: must start with / and hold what a URL's"
            + " path may: no spaces, braces, or letters with accents, got 'health'");
    assertProblems(
        yaml ->
            yaml.replace("port: 8888", "port: 1")
                .replace("port: 7777", "port: 65535")
                .replace("priority: 10", "priority: 1")
                .replace("priority: 20", "priority: 50000"));
  }

  @Test
  void a_service_has_a_port_and_hosts() {
    assertProblems(
        yaml ->
            yaml.replace("    port: 9999\n", "")
                .replace("    hosts: [\"link.{zone}\", link.getorcha.com]\n", ""),
        "<  link:> services.link.hosts: is required",
        "<  link:> services.link.port: is required");
  }

  @Test
  void a_name_of_a_service_is_in_small_letters() {
    assertProblems(
        yaml -> yaml.replace("  link:\n", "  Link_1:\n"),
        "<Link_1> services.Link_1: must be lower-case letters, digits and single hyphens, beginning with a letter, got"
            + " 'Link_1'");
  }

  @Test
  void a_service_whose_name_makes_a_target_group_too_long_is_named() {
    assertProblems(
        yaml -> yaml.replace("  link:\n", "  link-to-other-companies:\n"),
        "<  link-to-other-companies:> services.link-to-other-companies: makes the target group name"
            + " 'v1-orcha-link-to-other-companies-tg' of 35 characters; AWS takes at most 32");
  }

  @Test
  void a_service_is_not_named_like_the_alarm_of_the_default_one() {
    // Its alarm would be alb-unhealthy, which the default service has.
    assertProblems(
        yaml -> yaml.replace("  link:\n", "  alb:\n"),
        "<alb> services.alb: must have another name: the alarm of the default service is called"
            + " alb-unhealthy");
  }

  @Test
  void the_instances_have_arm_processors() {
    assertProblems(
        yaml -> yaml.replace("type: t4g.medium", "type: t3.medium"),
        "<type: t3.medium> instances.type: must be an instance type with an ARM processor, such as"
            + " t4g.medium, got 't3.medium'");
    assertProblems(
        yaml -> yaml.replace("type: t4g.medium", "type: m7i.large"),
        "<type: m7i.large> instances.type: must be an instance type with an ARM processor, such as"
            + " t4g.medium, got 'm7i.large'");
    // The g of g5 is the family's, the one after the generation the processor's.
    assertProblems(
        yaml -> yaml.replace("type: t4g.medium", "type: g5.xlarge"),
        "<type: g5.xlarge> instances.type: must be an instance type with an ARM processor, such as"
            + " t4g.medium, got 'g5.xlarge'");
    assertProblems(yaml -> yaml.replace("type: t4g.medium", "type: c7gn.xlarge"));
  }

  @Test
  void the_root_volume_has_bounds() {
    assertProblems(
        yaml -> yaml.replace("volumeGiB: 30", "volumeGiB: 7"),
        "<volumeGiB> instances.volumeGiB: must be 8-16384, got 7");
    assertProblems(
        yaml -> yaml.replace("volumeGiB: 30", "volumeGiB: 16385"),
        "<volumeGiB> instances.volumeGiB: must be 8-16384, got 16385");
  }

  @Test
  void an_account_has_twelve_digits_and_quotes() {
    assertProblems(
        yaml -> yaml.replace("accountId: \"700558745280\"", "accountId: \"70055874528\""),
        "<accountId> accountId: must be 12 digits, in quotes, got '70055874528'");
    assertProblems(
        yaml -> yaml.replace("accountId: \"700558745280\"", "accountId: 700558745280"),
        "<accountId> accountId: must be a text: write it in quotes, as \"700558745280\"");
  }

  @Test
  void alerts_go_to_an_e_mail_address() {
    assertProblems(
        yaml -> yaml.replace("alerts@getorcha.com", "alerts@getorcha"),
        "<alertEmail> alertEmail: must be an e-mail address of ASCII characters, got"
            + " 'alerts@getorcha'");
    assertProblems(
        yaml -> yaml.replace("alertEmail: alerts@getorcha.com\n", ""),
        "<namePrefix> alertEmail: is required");
  }

  @Test
  void the_budget_is_a_dollar_or_more() {
    assertProblems(
        yaml -> yaml.replace("monthlyBudgetUsd: 250", "monthlyBudgetUsd: 0"),
        "<monthlyBudgetUsd> monthlyBudgetUsd: must be 1-2147483647, got 0");
    assertProblems(
        yaml -> yaml.replace("monthlyBudgetUsd: 250\n", ""),
        "<namePrefix> monthlyBudgetUsd: is required");
  }

  @Test
  void queues_have_bounds() {
    assertProblems(
        yaml ->
            yaml.replace("ingestVisibilitySeconds: 600", "ingestVisibilitySeconds: -1")
                .replace(
                    "emailAcquireVisibilitySeconds: 300", "emailAcquireVisibilitySeconds: 43201")
                .replace("maxReceiveCount: 3", "maxReceiveCount: 0"),
        "<ingestVisibilitySeconds> queues.ingestVisibilitySeconds: must be 0-43200, got -1",
        "<emailAcquireVisibilitySeconds> queues.emailAcquireVisibilitySeconds: must be 0-43200, got"
            + " 43201",
        "<maxReceiveCount> queues.maxReceiveCount: must be 1-1000, got 0");
    assertProblems(
        yaml -> yaml.replace("maxReceiveCount: 3", "maxReceiveCount: 1001"),
        "<maxReceiveCount> queues.maxReceiveCount: must be 1-1000, got 1001");
  }

  @Test
  void the_other_ends_of_the_queues_bounds_are_bounds_as_well() {
    assertProblems(
        yaml ->
            yaml.replace("ingestVisibilitySeconds: 600", "ingestVisibilitySeconds: 43201")
                .replace("emailAcquireVisibilitySeconds: 300", "emailAcquireVisibilitySeconds: -1"),
        "<ingestVisibilitySeconds> queues.ingestVisibilitySeconds: must be 0-43200, got 43201",
        "<emailAcquireVisibilitySeconds> queues.emailAcquireVisibilitySeconds: must be 0-43200, got"
            + " -1");
  }

  @Test
  void the_bounds_themselves_are_allowed() {
    assertProblems(
        yaml ->
            yaml.replace("volumeGiB: 30", "volumeGiB: 8")
                .replace("ingestVisibilitySeconds: 600", "ingestVisibilitySeconds: 0")
                .replace(
                    "emailAcquireVisibilitySeconds: 300", "emailAcquireVisibilitySeconds: 43200")
                .replace("maxReceiveCount: 3", "maxReceiveCount: 1")
                .replace("monthlyBudgetUsd: 250", "monthlyBudgetUsd: 1")
                .replace("keepImages: 5", "keepImages: 1")
                .replace("# credentialRotationDays: 30", "credentialRotationDays: 1")
                .replace(
                    "tenants: {} ",
                    "tenants: {a: {visibilitySeconds: 0, workers: 1},"
                        + " a-name-of-thirty-one-characters: {visibilitySeconds: 43200, workers:"
                        + " 20}} "));
    assertProblems(
        yaml ->
            yaml.replace("volumeGiB: 30", "volumeGiB: 16384")
                .replace("maxReceiveCount: 3", "maxReceiveCount: 1000")
                .replace("keepImages: 5", "keepImages: 1000")
                .replace("# credentialRotationDays: 30", "credentialRotationDays: 365"));
  }

  @Test
  void a_tenant_has_a_name_and_bounds() {
    assertProblems(
        yaml ->
            yaml.replace(
                "  tenants: {} ",
                "  tenants: {Acme: {}, a-name-of-thirty-two-characters1: {}, global: {},"
                    + " initech: {visibilitySeconds: 43201, workers: 21},"
                    + " umbrella: {visibilitySeconds: -1, workers: 0}} "),
        "<tenants: {Acme> options.tenants.Acme: must be 1-31 lower-case letters, digits"
            + " and hyphens, got 'Acme'",
        "<tenants: {Acme> options.tenants.a-name-of-thirty-two-characters1: must be 1-31"
            + " lower-case letters, digits and hyphens, got 'a-name-of-thirty-two-characters1'",
        "<tenants: {Acme> options.tenants.global: must have another name: the queues of everybody"
            + " are called global, got 'global'",
        "<tenants: {Acme> options.tenants.initech.visibilitySeconds: must be 0-43200, got 43201",
        "<tenants: {Acme> options.tenants.initech.workers: must be 1-20, got 21",
        "<tenants: {Acme> options.tenants.umbrella.visibilitySeconds: must be 0-43200, got -1",
        "<tenants: {Acme> options.tenants.umbrella.workers: must be 1-20, got 0");
  }

  @Test
  void a_tenant_without_settings_is_an_empty_map() {
    assertProblems(
        yaml -> yaml.replace("tenants: {} ", "tenants: {acme: null} "),
        "<acme: null> options.tenants.acme: must be of type object, got null");
  }

  @Test
  void options_have_bounds() {
    assertProblems(
        yaml ->
            yaml.replace("keepImages: 5", "keepImages: 0")
                .replace("# credentialRotationDays: 30", "credentialRotationDays: 366")
                .replace("interfaceEndpoints: [] ", "interfaceEndpoints: [logs, sqs, logs] ")
                .replace("waf: false", "waf: maybe")
                .replace("natGateways: none ", "natGateways: two "),
        "<natGateways> options.natGateways: must be one of none, one, onePerZone, got 'two'",
        "<waf: maybe> options.waf: must be of type boolean, got 'maybe'",
        "<keepImages> options.keepImages: must be 1-1000, got 0",
        "<credentialRotationDays> options.credentialRotationDays: must be 1-365, got 366",
        "<interfaceEndpoints> options.interfaceEndpoints[2]: must be named once, got 'logs'");
    assertProblems(
        yaml ->
            yaml.replace("keepImages: 5", "keepImages: 1001")
                .replace("# credentialRotationDays: 30", "credentialRotationDays: 0"),
        "<keepImages> options.keepImages: must be 1-1000, got 1001",
        "<credentialRotationDays> options.credentialRotationDays: must be 1-365, got 0");
  }

  @Test
  void s3_is_reached_through_its_gateway_endpoint() {
    assertProblems(
        yaml -> yaml.replace("interfaceEndpoints: [] ", "interfaceEndpoints: [s3] "),
        "<interfaceEndpoints> options.interfaceEndpoints[0]: must have private DNS names without a"
            + " gateway endpoint, which s3 has not: reach it through its gateway endpoint, got"
            + " 's3'");
  }

  @Test
  void the_name_of_an_endpoint_is_that_of_a_service() {
    assertProblems(
        yaml -> yaml.replace("interfaceEndpoints: [] ", "interfaceEndpoints: [\"\"] "),
        "<interfaceEndpoints> options.interfaceEndpoints[0]: must be the last part of a service's"
            + " name, such as ecr.api, got ''");
  }

  @Test
  void an_unknown_option_is_named_with_those_there_are() {
    assertProblems(
        yaml -> yaml.replace("  waf: false\n", "  firewall: false\n"),
        "<firewall> options.firewall: is not a known key; known here: buildInVpc,"
            + " credentialRotationDays, defaultSessionDocument, developerAccess, highAvailability,"
            + " ingestBacklogAlarm, interfaceEndpoints, keepImages, keepReleasedImages,"
            + " migrationTest, natGateways, pipelineNotifications, s3GatewayEndpoint, tenants,"
            + " waf");
  }

  /** They would hang while they download the source: nothing carries them to S3. */
  @Test
  void builds_in_the_vpc_without_a_way_out_are_refused() {
    assertProblems(
        yaml ->
            yaml.replace("migrationTest: false", "migrationTest: true")
                .replace("buildInVpc: false", "buildInVpc: true"),
        "<buildInVpc> options.buildInVpc: needs natGateways, or s3GatewayEndpoint and the"
            + " interfaceEndpoints ecr.api, ecr.dkr, logs: without them builds hang while they"
            + " download the source, got true",
        "<migrationTest> options.migrationTest: needs natGateways, or s3GatewayEndpoint and the"
            + " interfaceEndpoints logs, rds, secretsmanager: without them builds hang while they"
            + " download the source, got true");
    assertProblems(
        yaml ->
            yaml.replace("buildInVpc: false", "buildInVpc: true")
                .replace("s3GatewayEndpoint: false", "s3GatewayEndpoint: true")
                .replace("interfaceEndpoints: []", "interfaceEndpoints: [ecr.api, ecr.dkr, logs]"));
  }

  @Test
  void a_name_that_aws_would_refuse_is_named_with_its_length() {
    assertProblems(
        yaml ->
            yaml.replace("namePrefix: v1-orcha\n", "namePrefix: v1-orcha-of-the-mail-department\n"),
        "<namePrefix> namePrefix: makes the load balancer name"
            + " 'v1-orcha-of-the-mail-department-alb' of 35 characters; AWS takes at most 32",
        "<namePrefix> namePrefix: makes the connection name"
            + " 'v1-orcha-of-the-mail-department-github' of 38 characters; AWS takes at most 32",
        "<  app:> services.app: makes the target group name 'v1-orcha-of-the-mail-department-tg' of"
            + " 34 characters; AWS takes at most 32",
        "<  admin:> services.admin: makes the target group name"
            + " 'v1-orcha-of-the-mail-department-admin-tg' of 40 characters; AWS takes at most 32",
        "<  link:> services.link: makes the target group name"
            + " 'v1-orcha-of-the-mail-department-link-tg' of 39 characters; AWS takes at most 32");
  }

  @Test
  void a_login_page_must_not_be_named_after_aws() {
    assertProblems(
        yaml -> yaml.replace("namePrefix: v1-orcha\n", "namePrefix: v1-aws-orcha\n"),
        "<namePrefix> namePrefix: makes the user pool domain name 'v1-aws-orcha-700558745280',"
            + " which must match (?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  }

  @Test
  void a_prefix_is_in_small_letters() {
    assertProblems(
        yaml -> yaml.replace("namePrefix: v1-orcha\n", "namePrefix: V1_Orcha\n"),
        "<namePrefix> namePrefix: must be lower-case letters, digits and hyphens, starting with a"
            + " letter, got 'V1_Orcha'");
  }

  @Test
  void the_database_has_classes_versions_names_and_bounds_of_rds() {
    assertProblems(
        yaml ->
            yaml.replace("instanceClass: db.t4g.medium", "instanceClass: t4g.medium")
                .replace("engineVersion: \"18.1\"", "engineVersion: \"18.1-R1\"")
                .replace("  storageGiB: 30", "  storageGiB: 19")
                .replace("backupDays: 14", "backupDays: 36")
                .replace("databaseName: orcha", "databaseName: orcha-prod"),
        "<instanceClass> database.instanceClass: must be an instance class such as db.r6g.large,"
            + " got 't4g.medium'",
        "<engineVersion> database.engineVersion: must be a version such as 16 or 16.4, got"
            + " '18.1-R1'",
        "<storageGiB: 19> database.storageGiB: must be 20-65536, got 19",
        "<backupDays> database.backupDays: must be 1-35, got 36",
        "<databaseName> database.databaseName: must be 1-63 lower-case letters, digits and"
            + " underscores, starting with a letter, got 'orcha-prod'");
    assertProblems(
        yaml -> yaml.replace("maxStorageGiB: 100", "maxStorageGiB: 32"),
        "<maxStorageGiB> database.maxStorageGiB: must be at least 10 % above storageGiB, which is"
            + " 30, got 32");
    assertProblems(yaml -> yaml.replace("engineVersion: \"18.1\"", "engineVersion: \"18\""));
  }

  @Test
  void a_version_of_the_database_is_a_text() {
    assertProblems(
        yaml -> yaml.replace("engineVersion: \"18.1\"", "engineVersion: 18.1"),
        "<engineVersion> database.engineVersion: must be a text: write it in quotes, as \"18.1\"");
  }

  @Test
  void the_administrator_of_the_database_has_no_reserved_name() {
    for (String reserved : List.of("admin", "rdsadmin", "authorization", "pg_x")) {
      assertProblems(
          yaml -> yaml.replace("masterUser: orcha", "masterUser: " + reserved),
          "<masterUser> database.masterUser: must not be a word that PostgreSQL or RDS reserves, got '"
              + reserved
              + "'");
    }
    for (String free : List.of("admins", "postgres")) {
      assertProblems(yaml -> yaml.replace("masterUser: orcha", "masterUser: " + free));
    }
  }

  @Test
  void the_network_has_blocks_and_zones() {
    assertProblems(
        yaml ->
            yaml.replace("[eu-central-1a, eu-central-1b]", "[eu-central-1a, eu-west-1b]")
                .replace("privateSubnets: [10.0.10.0/24,", "privateSubnets: [10.0.1.128/25,")
                .replace("10.0.11.0/24]", "10.9.0.0/24]"),
        "<zones> zones[1]: must be a zone of eu-central-1, got 'eu-west-1b'",
        "<privateSubnets> network.privateSubnets[0]: must not overlap publicSubnets[1], which is"
            + " 10.0.1.0/24, got '10.0.1.128/25'",
        "<privateSubnets> network.privateSubnets[1]: must lie inside the VPC's 10.0.0.0/16, got"
            + " '10.9.0.0/24'");
    assertProblems(
        yaml -> yaml.replace("publicSubnets: [10.0.0.0/24, 10.0.1.0/24]", "publicSubnets: []"),
        "<publicSubnets> network.publicSubnets: must have one block for each of the 2 zones, got"
            + " '[]'");
  }

  @Test
  void region_zone_repository_branch_and_retention_have_forms() {
    assertProblems(
        yaml ->
            yaml.replace("zone: prod.getorcha.com ", "zone: getorcha ")
                .replace(
                    "repository: getorcha/orcha", "repository: https://github.com/getorcha/orcha")
                .replace("branch: master", "branch: \"the master\"")
                .replace("logRetentionDays: 30", "logRetentionDays: 31"),
        "<zone: getorcha> zone: must be a domain such as example.com, got 'getorcha'",
        "<repository:> delivery.repository: must be owner/name, got"
            + " 'https://github.com/getorcha/orcha'",
        "<branch:> delivery.branch: must be a branch's name, without spaces, quotes and"
            + " :?*[^~\\${}<>|&;(), got 'the master'",
        "<logRetentionDays> logRetentionDays: must be one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150,"
            + " 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], got 31");
    assertProblems(
        yaml -> yaml.replace("\nregion: eu-central-1\n", "\nregion: Frankfurt1\n"),
        "<region: F> region: must be an AWS region such as us-west-2, got 'Frankfurt1'");
  }

  @Test
  void a_branch_may_hold_a_slash() {
    assertProblems(yaml -> yaml.replace("branch: master", "branch: release/2"));
  }

  @Test
  void the_version_of_the_credentials_counts_from_1() {
    assertProblems(
        yaml -> yaml + "\ncredentialsVersion: 0\n",
        "<credentialsVersion> credentialsVersion: must be 1-2147483647, got 0");
  }

  @Test
  void the_backend_has_what_its_lock_needs() {
    assertProblems(
        yaml -> yaml.replace("  dynamodbTable: v1-orcha-terraform-locks\n", ""),
        "<backend:> backend.dynamodbTable: is required with lock 'dynamodb'");
  }

  @Test
  void every_problem_is_reported_at_once() {
    assertProblems(
        yaml ->
            yaml.replace("certificates: given ", "certificate: given\ncertificates: given ")
                .replace("volumeGiB: 30", "volumeGiB: thirty")
                .replace("alertEmail: alerts@getorcha.com\n", "")
                .replace("type: t4g.medium", "type: t3.medium")
                .replace("masterUser: orcha", "masterUser: pg_x")
                .replace("maxReceiveCount: 3", "maxReceiveCount: 0")
                .replace("keepImages: 5", "keepImages: 0")
                .replace("port: 7777", "port: 8888")
                .replace(LINK_ARN_LINE, ""),
        "<thirty> instances.volumeGiB: must be of type integer, got 'thirty'",
        "<namePrefix> alertEmail: is required",
        "<certificate: given> certificate: is not a known key; did you mean 'certificates'? Known"
            + " here: accessLogs, accountId, alb, alertEmail, backend, certificates,"
            + " credentialsVersion, database, delivery, flowLogs, instances, logRetentionDays,"
            + " monthlyBudgetUsd, namePrefix, network, options, overrides, queues, region,"
            + " services, tags, usage, zone, zones, extends",
        "<t3.medium> instances.type: must be an instance type with an ARM processor, such as"
            + " t4g.medium, got 't3.medium'",
        "<maxReceiveCount> queues.maxReceiveCount: must be 1-1000, got 0",
        "<masterUser> database.masterUser: must not be a word that PostgreSQL or RDS reserves, got"
            + " 'pg_x'",
        "<keepImages> options.keepImages: must be 1-1000, got 0",
        "<  link:> services.link" + MISSING_ARN,
        "<  admin:+1> services.admin.port: this port is taken by services.app.port already: give it"
            + " another, got 8888");
  }

  @Test
  void warnings_name_what_works_but_should_not_stay() {
    assertThat(config(Fixtures.ENVIRONMENTS, "prod").warnings())
        .containsExactly(
            NO_SPARE,
            "services.app" + EXAMPLE_ARN,
            "services.admin" + EXAMPLE_ARN,
            "services.link" + EXAMPLE_ARN);
    assertThat(config(Fixtures.ENVIRONMENTS, "staging").warnings()).containsExactly(NO_SPARE);
    assertThat(config(Fixtures.ENVIRONMENTS, "dev").warnings()).containsExactly(NO_SPARE);
  }

  @Test
  void what_has_been_put_right_is_warned_of_no_more() {
    assertThat(warnings(yaml -> yaml.replace("highAvailability: false", "highAvailability: true")))
        .hasSize(3)
        .doesNotContain(NO_SPARE);
    assertThat(
            warnings(yaml -> yaml.replace(LINK_ARN, ARN + "0f3c2a6e-51b7-4c1d-9a70-2f6f0d6f1a11")))
        .hasSize(3)
        .doesNotContain("services.link" + EXAMPLE_ARN);
    assertThat(
            warnings(
                yaml ->
                    yaml.replace("highAvailability: false", "highAvailability: true")
                        .replaceAll("(\\d)\\1{7}-.*", "$1f3c2a6e-51b7-4c1d-9a70-2f6f0d6f1a11")))
        .isEmpty();
  }

  @Test
  void staging_and_dev_are_prod_with_other_values() {
    OrchaConfig prod = config(Fixtures.ENVIRONMENTS, "prod");
    OrchaConfig staging = config(Fixtures.ENVIRONMENTS, "staging");
    OrchaConfig dev = config(Fixtures.ENVIRONMENTS, "dev");

    assertThat(staging.namePrefix()).isEqualTo("v1-orcha-staging");
    assertThat(dev.namePrefix()).isEqualTo("v1-orcha-dev");
    assertThat(dev.tags())
        .isEqualTo(Map.of("Project", "orcha", "Environment", "dev", "ManagedBy", "cdktf"));
    assertThat(staging.certificates()).isEqualTo(OrchaConfig.Certificates.made);
    assertThat(dev.certificates()).isEqualTo(OrchaConfig.Certificates.made);
    for (OrchaConfig each : List.of(staging, dev)) {
      assertThat(each.services().keySet()).containsExactlyElementsOf(prod.services().keySet());
      each.services()
          .forEach(
              (name, service) -> {
                OrchaServiceSpec same = prod.services().get(name);
                assertThat(service)
                    .isEqualTo(
                        new OrchaServiceSpec(
                            same.port(),
                            List.of(name + ".{zone}"),
                            same.priority(),
                            same.login(),
                            same.healthCheckPath(),
                            null));
                assertThat(each.hostsOf(service)).containsExactly(name + "." + each.zone());
              });
      assertThat(each.queues()).isEqualTo(prod.queues());
      assertThat(each.zones()).isEqualTo(prod.zones());
      assertThat(each.region()).isEqualTo(prod.region());
    }
    assertThat(staging.zone()).isEqualTo("staging.getorcha.com");
    assertThat(dev.zone()).isEqualTo("dev.getorcha.com");
    assertThat(staging.options()).isEqualTo(OrchaOptions.none());
    assertThat(dev.options().s3GatewayEndpoint()).isTrue();
    assertThat(dev.instances().type()).isEqualTo("t4g.small");
    assertThat(dev.database().instanceClass()).isEqualTo("db.t4g.micro");
    assertThat(dev.database().deletionProtection()).isFalse();
    assertThat(dev.database().engineVersion()).isEqualTo("18.1");
    assertThat(staging.database().deletionProtection()).isTrue();
    assertThat(List.of(dev.delivery().branch(), staging.delivery().branch()))
        .containsExactly("develop", "staging");
  }

  @Test
  void prod_says_every_option_and_all_but_one_are_off() {
    assertThat(config(Fixtures.ENVIRONMENTS, "staging").options()).isEqualTo(OrchaOptions.none());
    assertThat(config(Fixtures.ENVIRONMENTS, "prod").options().defaultSessionDocument()).isTrue();
  }

  private static List<String> warnings(UnaryOperator<String> change) {
    return config(ChangedEnvironment.of("orcha", "prod", change), "prod").warnings();
  }

  private static OrchaConfig config(Path environments, String environment) {
    return new Environments(environments)
        .read(new EnvironmentId("orcha", environment), new OrchaSystem())
        .config();
  }

  private static void assertProblems(UnaryOperator<String> change, String... expected) {
    assertProblems("prod", change, expected);
  }

  private static void assertProblems(
      String environment, UnaryOperator<String> change, String... expected) {
    ConfigProblems.assertProblems("orcha", environment, change, expected);
  }
}
