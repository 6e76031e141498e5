package dev.terrace.systems.orcha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.terrace.local.Python;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.terraform.Tools;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Orcha's scripts, hooks, buildspecs and the rotation, run for real against the simulated AWS.
 * Tools that a command line would show up in are wrapped, so that every argument is on record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrchaScriptsIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ORCHA = Path.of("deploy/orcha").toAbsolutePath();
  private static final String DATABASE = "v1-orcha-db";
  private static final String SECRET = "/v1-orcha/db-credentials";
  private static final String GROUP = "v1-orcha-asg";

  /** Runs the handler; what the database is given goes to a file of the test, not to the log. */
  private static final String RUN_HANDLER =
      """
      import os, sys
      sys.path.insert(0, os.environ["HANDLER_FOLDER"])
      import rotate_credentials
      rotate_credentials.POLL_SECONDS = rotate_credentials.SETTLE_SECONDS = 0
      class Context:
          def get_remaining_time_in_millis(self):
              return 60_000
      make = rotate_credentials.boto3.client
      def client(name):
          made = make(name)
          def note(params, **_):
              if "MasterUserPassword" in params:
                  open(os.environ["GIVEN"], "w").write(params["MasterUserPassword"])
                  if os.environ.get("INTERRUPT") == "after the database took it":
                      os._exit(9)
          made.meta.events.register("provide-client-params.rds.ModifyDBInstance", note)
          return made
      rotate_credentials.boto3.client = client
      print(rotate_credentials.handler({}, Context()))
      """;

  private final Launcher terrace = new Launcher();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private String python;
  private Aws commands;

  @TempDir private Path folder;
  private Path commandLines;

  @BeforeAll
  void start() {
    terrace.run("local", "up").exits(0);
    python =
        new Python(System.getenv(), Path.of("").toAbsolutePath(), Path.of(".terrace/venv"))
            .withMoto()
            .orElseThrow();
    variables.putAll(terrace.localVariables());
    variables.put("AWS_REGION", "eu-central-1");
    variables.put("AWS_DEFAULT_REGION", "eu-central-1");
    variables.put("AWS_PAGER", "");
    commands = new Aws(terrace, "eu-central-1");
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  @AfterAll
  void stop() {
    terrace.close();
  }

  @BeforeEach
  void empty_account() throws IOException {
    terrace
        .run(
            variables,
            List.of(
                python,
                "-c",
                "import os, urllib.request as u; u.urlopen(u.Request(os.environ['AWS_ENDPOINT_URL']"
                    + " + '/moto-api/reset', method='POST'))"))
        .exits(0);
    commandLines = folder.resolve("command-lines");
    Files.writeString(commandLines, "");
    Path wrappers = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("aws", "jq", "openssl", "grep", "cat", "ls", "rm", "mktemp", "tr")) {
      Path real = Tools.onPath(System.getenv(), tool).orElseThrow();
      executable(wrappers.resolve(tool), "exec " + real + " \"$@\"");
    }
    executable(wrappers.resolve("docker"), "[ \"${!#}\" != --password-stdin ] || cat >/dev/null");
    variables.put("PATH", wrappers + File.pathSeparator + System.getenv("PATH"));
  }

  @Test
  void a_certificate_is_requested_once_and_validated_in_both_zones() {
    String environment = makeZone("prod.getorcha.com");
    String management = makeZone("getorcha.com");
    String[] arguments = {
      "--name", "v1-orcha-link",
      "--primary-domain", "link.prod.getorcha.com",
      "--san", "link.getorcha.com",
      "--zone-id", environment,
      "--management-zone-id", management
    };

    Launcher.Result dryRun = script("create-cross-account-cert.sh", dry(arguments)).exits(0);
    assertThat(dryRun.output()).isEmpty();
    assertThat(dryRun.errors()).contains("would request a certificate for");
    assertThat(aws("acm list-certificates").path("CertificateSummaryList")).isEmpty();

    Launcher.Result first = script("create-cross-account-cert.sh", arguments).exits(0);
    assertThat(first.output()).matches("arn:aws:acm:eu-central-1:[0-9]+:certificate/[0-9a-f-]+\n");
    assertThat(aws("acm list-certificates").at("/CertificateSummaryList/0/Status").asText())
        .isEqualTo("ISSUED");
    assertThat(validationRecords(environment))
        .singleElement()
        .asString()
        .endsWith(".link.prod.getorcha.com.");
    assertThat(validationRecords(management))
        .singleElement()
        .asString()
        .endsWith(".link.getorcha.com.");

    // The owners give these three only: the zones are looked up, and the closest one is taken.
    String[] three = Arrays.copyOf(arguments, 6);
    Launcher.Result second = script("create-cross-account-cert.sh", three).exits(0);
    assertThat(second.output()).isEqualTo(first.output());
    assertThat(second.errors()).doesNotContain("requested").doesNotContain("is set to");
    assertThat(aws("acm list-certificates").path("CertificateSummaryList")).hasSize(1);
  }

  @Test
  void a_name_in_neither_zone_is_refused_before_anything_is_requested() {
    Launcher.Result refused =
        script(
                "create-cross-account-cert.sh",
                "--name",
                "n",
                "--primary-domain",
                "link.example.com",
                "--zone-id",
                makeZone("prod.getorcha.com"),
                "--management-zone-id",
                makeZone("getorcha.com"))
            .exits(1);

    assertThat(refused.errors())
        .isEqualTo(
            "create-cross-account-cert.sh: link.example.com lies neither in prod.getorcha.com nor"
                + " in getorcha.com.\n");
    assertThat(
            script(
                    "create-cross-account-cert.sh",
                    "--name",
                    "n",
                    "--primary-domain",
                    "link.prod.getorcha.com",
                    "--san",
                    "link.example.com")
                .exits(1)
                .errors())
        .isEqualTo(
            "create-cross-account-cert.sh: link.example.com lies neither in prod.getorcha.com nor"
                + " in a public hosted zone.\n");
    assertThat(aws("acm list-certificates").path("CertificateSummaryList")).isEmpty();
  }

  @Test
  void a_subdomain_is_delegated_with_the_name_servers_of_its_zone() {
    String environment = makeZone("prod.getorcha.com");
    String management = makeZone("getorcha.com");

    assertThat(script("delegate-subdomain.sh", "prod", environment, "--dry-run").exits(0).errors())
        .startsWith("would set NS prod.getorcha.com to ");
    assertThat(record(management, "prod.getorcha.com.").isMissingNode()).isTrue();

    script("delegate-subdomain.sh", "prod", environment).exits(0);
    JsonNode delegated = record(management, "prod.getorcha.com.");
    assertThat(delegated.path("Type").asText()).isEqualTo("NS");
    assertThat(delegated.path("ResourceRecords"))
        .hasSameSizeAs(
            aws("route53 get-hosted-zone --id " + environment).at("/DelegationSet/NameServers"));

    assertThat(script("delegate-subdomain.sh", "prod", environment).exits(0).errors())
        .isEqualTo("NS prod.getorcha.com is as it should be\n");
    assertThat(script("delegate-subdomain.sh", "dev", environment).exits(1).errors())
        .endsWith(" is prod.getorcha.com, not dev.getorcha.com.\n");
  }

  @Test
  void a_short_name_points_to_the_service() {
    String management = makeZone("getorcha.com");

    script("short-name.sh", "--dry-run").exits(0);
    assertThat(record(management, "link.getorcha.com.").isMissingNode()).isTrue();

    script("short-name.sh").exits(0);
    script("short-name.sh", "admin", "--ttl", "60").exits(0);
    JsonNode link = record(management, "link.getorcha.com.");
    assertThat(link.path("Type").asText()).isEqualTo("CNAME");
    assertThat(link.path("TTL").asInt()).isEqualTo(300);
    assertThat(link.at("/ResourceRecords/0/Value").asText()).isEqualTo("link.prod.getorcha.com");
    assertThat(record(management, "admin.getorcha.com.").path("TTL").asInt()).isEqualTo(60);

    assertThat(script("short-name.sh").exits(0).errors())
        .isEqualTo("CNAME link.getorcha.com is as it should be\n");
  }

  @Test
  void secrets_are_written_from_a_file_and_seen_nowhere() throws IOException {
    aws("secretsmanager create-secret --name /v1-orcha/application-secrets --secret-string empty");
    privateFile("application.json", "{\"KEY\": \"marker-of-the-secret\"}\n");
    String file =
        privateFile(
            "secrets",
            """
            # what people know
            parameter slack/token=marker $of 'the "parameter" = and more

            secret application-secrets=@application.json
            """);

    Launcher.Result dryRun = script("update-secrets.sh", "--from-file", file, "--dry-run").exits(0);
    assertThat(dryRun.errors())
        .isEqualTo(
            """
            would write parameter /v1-orcha/slack/token
            would write secret /v1-orcha/application-secrets
            """);
    assertThat(secretValue("/v1-orcha/application-secrets")).isEqualTo("empty");

    Launcher.Result traced =
        terrace
            .run(
                variables,
                List.of("bash", "-x", scriptPath("update-secrets.sh"), "--from-file", file))
            .exits(0);
    assertThat(traced.errors()).contains("secret /v1-orcha/application-secrets is written");
    assertThat(secretValue("/v1-orcha/application-secrets"))
        .isEqualTo("{\"KEY\": \"marker-of-the-secret\"}");
    JsonNode parameter =
        aws("ssm get-parameter --with-decryption --name /v1-orcha/slack/token").path("Parameter");
    assertThat(parameter.path("Type").asText()).isEqualTo("SecureString");
    assertThat(parameter.path("Value").asText())
        .isEqualTo("marker $of 'the \"parameter\" = and more");

    Launcher.Result again = script("update-secrets.sh", "--from-file", file).exits(0);
    assertThat(again.errors())
        .isEqualTo(
            """
            parameter /v1-orcha/slack/token is as it should be
            secret /v1-orcha/application-secrets is as it should be
            """);
    assertThat(
            aws("ssm get-parameter --name /v1-orcha/slack/token").at("/Parameter/Version").asInt())
        .isEqualTo(1);

    for (Launcher.Result result : List.of(dryRun, traced, again)) {
      assertThat(result.output() + result.errors()).doesNotContain("marker");
    }
    assertThat(Files.readString(commandLines))
        .contains("aws --region eu-central-1 secretsmanager put-secret-value")
        .doesNotContain("marker");
  }

  @Test
  void a_file_of_secrets_with_a_mistake_changes_nothing() throws IOException {
    String file =
        privateFile("secrets", "parameter good=marker-one\nsecret broken={\"marker-two\": \n");
    assertThat(script("update-secrets.sh", "--from-file", file).exits(1).errors())
        .isEqualTo(
            "update-secrets.sh: line 2 of %s: the value of broken begins with { and is no JSON.\n"
                .formatted(file));

    file = privateFile("secrets", "parameter runtime/DATABASE_HOST=marker\n");
    assertThat(script("update-secrets.sh", "--from-file", file).exits(1).errors())
        .contains("parameters below /v1-orcha/runtime/ are Terraform's")
        .doesNotContain("marker");

    file = privateFile("secrets", "secret missing=marker\n");
    assertThat(script("update-secrets.sh", "--from-file", file).exits(1).errors())
        .isEqualTo(
            "update-secrets.sh: there is no secret /v1-orcha/missing: the data layer makes it;"
                + " deploy that first.\n");

    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(script("update-secrets.sh", "--from-file", file).exits(1).errors())
        .isEqualTo(
            "update-secrets.sh: %s can be read by others; put it right with: chmod 600 %s\n"
                .formatted(file, file));
    assertThat(script("update-secrets.sh", "token=marker").exits(2).errors())
        .doesNotContain("marker");
    assertThat(aws("ssm describe-parameters").path("Parameters")).isEmpty();
  }

  @Test
  void a_rotation_changes_the_database_the_secret_and_restarts_the_application()
      throws IOException {
    makeDatabase();
    makeGroup();

    Launcher.Result rotated = rotate("").exits(0);

    JsonNode secret = MAPPER.readTree(secretValue(SECRET));
    assertThat(secret.path("password").asText())
        .hasSize(48)
        .isEqualTo(Files.readString(folder.resolve("given")));
    assertThat(secret.path("username").asText()).isEqualTo("orcha");
    assertThat(secret.path("dbname").asText()).isEqualTo("orcha");
    assertThat(stages()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
    JsonNode command = aws("ssm list-commands").at("/Commands/0");
    assertThat(command.at("/Parameters/commands/0").asText())
        .contains("systemctl restart orcha && ORCHA_PATIENCE=240 bash /opt/orcha/hooks/validate.sh")
        .startsWith("if ! systemctl cat orcha.service");
    assertThat(command.path("MaxConcurrency").asText()).isEqualTo("1");
    assertThat(command.path("MaxErrors").asText()).isEqualTo("0");
    assertThat(command.at("/Targets/0/Key").asText()).isEqualTo("tag:aws:autoscaling:groupName");
    assertThat(command.path("TargetCount").asInt()).isEqualTo(1);
    assertThat(rotated.output() + rotated.errors())
        .contains("rotation: done")
        .doesNotContain(secret.path("password").asText())
        .doesNotContain("first-password");
  }

  @Test
  void a_rotation_that_was_interrupted_goes_on_with_the_same_password() throws IOException {
    makeDatabase();
    makeGroup();

    rotate("after the database took it").exits(9);
    String pending = Files.readString(folder.resolve("given"));
    assertThat(stages()).containsExactly("AWSCURRENT", "AWSPENDING");
    assertThat(secretValue(SECRET)).contains("first-password");

    assertThat(rotate("").exits(0).output())
        .contains("rotation: an interrupted rotation left AWSPENDING behind: going on with it")
        .doesNotContain(pending);
    assertThat(secretValue(SECRET)).contains(pending);
    assertThat(Files.readString(folder.resolve("given"))).isEqualTo(pending);
    assertThat(stages()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
  }

  @Test
  void a_rotation_whose_restart_failed_only_restarts() throws IOException {
    makeDatabase();

    Launcher.Result failed = rotate("").exits(1);
    assertThat(failed.errors()).contains("RotationError: there is no Auto Scaling group " + GROUP);
    String password = Files.readString(folder.resolve("given"));
    assertThat(secretValue(SECRET)).contains(password);
    assertThat(stages()).contains("AWSPENDING");

    makeGroup();
    Files.delete(folder.resolve("given"));
    rotate("").exits(0);
    assertThat(folder.resolve("given")).as("no further password for the database").doesNotExist();
    assertThat(secretValue(SECRET)).contains(password);
    assertThat(stages()).containsExactly("AWSCURRENT", "AWSPREVIOUS");
    assertThat(aws("ssm list-commands").path("Commands")).hasSize(1);
  }

  @Test
  void the_start_hook_takes_everything_from_the_parameter_store() throws IOException {
    Path home = deployedBundle();
    parameter("runtime/DATABASE_HOST", "db.local");
    parameter("runtime/DATABASE_SECRET", SECRET);
    parameter("services/app", "8888");
    aws("ssm put-parameter --type SecureString --name /v1-orcha/runtime/TOKEN --value marker");

    hook(home, "up.sh").exits(0);
    assertThat(home.resolve(".env"))
        .content()
        .contains("DATABASE_HOST='db.local'\n", "DATABASE_SECRET='/v1-orcha/db-credentials'\n")
        .contains("IMAGE='registry/v1-orcha:tag'\n", "LOG_GROUP='/v1-orcha/application'\n")
        .doesNotContain("TOKEN")
        .doesNotContain("marker");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".env"))))
        .isEqualTo("rw-------");
    assertThat(home.resolve("override.json")).hasContent("{\n  \"services\": {}\n}\n");
    assertThat(Files.readString(commandLines))
        .contains("--file docker-compose.yml --file override.json up --detach --remove-orphans\n");

    parameter("services/more", "5555");
    parameter("tenants/acme", "{\"INGEST_QUEUE_URL\":\"q\",\"WORKERS\":2}");
    hook(home, "up.sh").exits(0);
    JsonNode override = MAPPER.readTree(home.resolve("override.json").toFile());
    assertThat(override.at("/services/application/ports/0").asText()).isEqualTo("5555:5555");
    assertThat(override.at("/services/worker-acme/deploy/replicas").asInt()).isEqualTo(2);
  }

  @Test
  void the_validation_hook_names_the_service_that_is_not_healthy() throws IOException {
    Path home = deployedBundle();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      parameter("services/app", String.valueOf(server.getAddress().getPort()));
      hook(home, "validate.sh").exits(0);

      parameter("health-checks/app", "/up");
      assertThat(hook(home, "validate.sh").exits(1).errors())
          .isEqualTo(
              "service app is not healthy: nothing good from http://127.0.0.1:%d/up in 1 s\n"
                  .formatted(server.getAddress().getPort()));
      parameter("health-checks/app", "/health");

      parameter("services/link", "1");
      assertThat(hook(home, "validate.sh").exits(1).errors())
          .isEqualTo(
              "service link is not healthy: nothing good from http://127.0.0.1:1/health in 1 s\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_build_pushes_an_image_once_and_leaves_a_bundle() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(source.resolve("Makefile"), "test:\n\t@echo tested\njar:\n\t@echo packed\n");
    aws("s3 mb s3://artifacts");
    aws("s3 cp --recursive deploy/orcha/deployment s3://artifacts/deployment/");
    aws("ecr create-repository --repository-name v1-orcha --image-tag-mutability IMMUTABLE");
    Map<String, String> build = new LinkedHashMap<>();
    build.put("IMAGE_REPOSITORY", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/v1-orcha");
    build.put("ARTIFACTS_BUCKET", "artifacts");
    build.put("PREFIX", "v1-orcha");
    build.put("CODEBUILD_SRC_DIR", source.toString());
    build.put("CODEBUILD_RESOLVED_SOURCE_VERSION", "0123456789abcdef0123456789abcdef01234567");

    buildspec("buildspec.yml", source, build).exits(0);

    String image = build.get("IMAGE_REPOSITORY") + ":0123456789ab";
    Path bundle = source.resolve("orcha-bundle");
    assertThat(Files.readString(commandLines)).contains("docker push " + image + "\n");
    assertThat(bundle.resolve("image.env"))
        .hasContent("IMAGE=" + image + "\nPREFIX=v1-orcha\nAWS_REGION=eu-central-1\n");
    assertThat(bundle.resolve("appspec.yml"))
        .hasSameTextualContentAs(ORCHA.resolve("deployment/appspec.yml"));
    assertThat(bundle.resolve("hooks/start.sh")).isExecutable();
    try (Stream<Path> files = Files.walk(ORCHA.resolve("deployment"))) {
      assertThat(files.map(file -> bundle.resolve(ORCHA.resolve("deployment").relativize(file))))
          .allSatisfy(file -> assertThat(file).exists());
    }

    aws(
        "ecr put-image --repository-name v1-orcha --image-tag 0123456789ab --image-manifest {}"
            + " --image-manifest-media-type application/vnd.docker.distribution.manifest.v2+json");
    Files.writeString(commandLines, "");
    assertThat(buildspec("buildspec.yml", source, build).exits(0).output())
        .contains("is there already");
    assertThat(Files.readString(commandLines)).doesNotContain("docker push");

    Files.writeString(source.resolve("Makefile"), "test:\n\t@exit 3\n");
    build.put("CODEBUILD_RESOLVED_SOURCE_VERSION", "fedcba9876543210");
    Files.writeString(commandLines, "");
    buildspec("buildspec.yml", source, build).exits(1);
    assertThat(Files.readString(commandLines)).doesNotContain("docker");

    build.remove("ARTIFACTS_BUCKET");
    assertThat(buildspec("buildspec.yml", source, build).exits(1).output())
        .startsWith("ARTIFACTS_BUCKET is missing");
  }

  @Test
  void an_image_that_is_deployed_gets_a_second_tag() throws IOException {
    aws("ecr create-repository --repository-name v1-orcha --image-tag-mutability IMMUTABLE");
    aws(
        "ecr put-image --repository-name v1-orcha --image-tag 0123456789ab --image-manifest {}"
            + " --image-manifest-media-type application/vnd.docker.distribution.manifest.v2+json");
    Path bundle = Files.createDirectory(folder.resolve("bundle"));
    String repository = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/v1-orcha";
    Files.writeString(bundle.resolve("image.env"), "IMAGE=" + repository + ":0123456789ab\n");

    assertThat(buildspec("release-buildspec.yml", bundle, Map.of()).exits(0).output())
        .contains("tagged released-0123456789ab");
    assertThat(tags()).containsExactlyInAnyOrder("0123456789ab", "released-0123456789ab");

    assertThat(buildspec("release-buildspec.yml", bundle, Map.of()).exits(0).output())
        .contains("released-0123456789ab is there already");
    assertThat(tags()).containsExactlyInAnyOrder("0123456789ab", "released-0123456789ab");

    Files.writeString(bundle.resolve("image.env"), "IMAGE=" + repository + ":gone\n");
    assertThat(buildspec("release-buildspec.yml", bundle, Map.of()).exits(1).output())
        .contains("there is no image " + repository + ":gone: the repository has expired it");
  }

  private List<String> tags() {
    return Aws.texts(
        aws("ecr list-images --repository-name v1-orcha").path("imageIds"), "/imageTag");
  }

  @Test
  void migrations_are_tried_on_a_copy_that_is_gone_afterwards() throws IOException {
    makeDatabase();
    String subnets =
        String.join(" ", Aws.texts(aws("ec2 describe-subnets").path("Subnets"), "/SubnetId"));
    aws(
        "rds create-db-subnet-group --db-subnet-group-name subnets --db-subnet-group-description s"
            + " --subnet-ids "
            + subnets);
    Path source = Files.createDirectory(folder.resolve("source"));
    Path seen = folder.resolve("seen");
    Files.writeString(
        source.resolve("Makefile"),
        "migrate:\n\t@env | grep ^DATABASE_ > '%s'; exit $${EXIT}\n".formatted(seen));
    Map<String, String> build = new LinkedHashMap<>();
    build.put("PREFIX", "v1-orcha");
    build.put("CODEBUILD_BUILD_NUMBER", "7");
    build.put("DB_INSTANCE_IDENTIFIER", DATABASE);
    build.put("DB_SUBNET_GROUP", "subnets");
    build.put("DB_SECURITY_GROUP", "sg-12345678");
    build.put("DB_SECRET", SECRET);
    build.put("SETTLE_SECONDS", "0");
    build.put("EXIT", "0");

    Launcher.Result done = buildspec("migration-test-buildspec.yml", source, build).exits(0);

    Map<String, String> database = new LinkedHashMap<>();
    for (String line : Files.readAllLines(seen)) {
      database.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    assertThat(database.get("DATABASE_HOST")).startsWith("v1-orcha-migration-test-7.");
    assertThat(database.get("DATABASE_NAME")).isEqualTo("orcha");
    assertThat(database.get("DATABASE_USERNAME")).isEqualTo("orcha");
    assertThat(database.get("DATABASE_PASSWORD")).hasSize(40);
    assertThat(done.output() + done.errors() + Files.readString(commandLines))
        .contains("rds modify-db-instance --cli-input-json")
        .doesNotContain(database.get("DATABASE_PASSWORD"));
    assertThat(databases()).containsExactly(DATABASE);

    build.put("EXIT", "3");
    buildspec("migration-test-buildspec.yml", source, build).exits(1);
    assertThat(databases()).containsExactly(DATABASE);
  }

  private void makeDatabase() throws IOException {
    aws(
        "rds create-db-instance --db-instance-identifier "
            + DATABASE
            + " --engine postgres --db-instance-class db.t4g.medium --allocated-storage 30"
            + " --master-username orcha --master-user-password first-password"
            + " --backup-retention-period 14");
    Path content =
        Files.writeString(
            folder.resolve("credentials.json"),
            "{\"username\":\"orcha\",\"password\":\"first-password\",\"dbname\":\"orcha\"}");
    awsCommand(
        "secretsmanager",
        "create-secret",
        "--name",
        SECRET,
        "--secret-string",
        "file://" + content);
  }

  private void makeGroup() {
    aws(
        "ec2 create-launch-template --launch-template-name orcha --launch-template-data"
            + " ImageId=ami-12345678,InstanceType=t4g.medium");
    aws(
        "autoscaling create-auto-scaling-group --auto-scaling-group-name "
            + GROUP
            + " --min-size 1 --max-size 1 --launch-template LaunchTemplateName=orcha"
            + " --availability-zones eu-central-1a");
  }

  private Launcher.Result rotate(String interrupt) {
    Map<String, String> handler = new LinkedHashMap<>(variables);
    handler.put("HANDLER_FOLDER", ORCHA.resolve("rotation").toString());
    handler.put("DB_INSTANCE_IDENTIFIER", DATABASE);
    handler.put("SECRET_ID", SECRET);
    handler.put("AUTO_SCALING_GROUP", GROUP);
    handler.put("GIVEN", folder.resolve("given").toString());
    handler.put("INTERRUPT", interrupt);
    return terrace.run(handler, List.of(python, "-c", RUN_HANDLER));
  }

  /** The stages of all versions of the database's secret. */
  private List<String> stages() {
    List<String> stages = new ArrayList<>();
    aws("secretsmanager describe-secret --secret-id " + SECRET)
        .path("VersionIdsToStages")
        .forEach(version -> version.forEach(stage -> stages.add(stage.asText())));
    stages.sort(null);
    return stages;
  }

  private Path deployedBundle() throws IOException {
    Path home = folder.resolve("home");
    terrace
        .run(Map.of(), List.of("cp", "-r", ORCHA.resolve("deployment").toString(), home.toString()))
        .exits(0);
    Files.writeString(
        home.resolve("image.env"),
        "IMAGE=registry/v1-orcha:tag\nPREFIX=v1-orcha\nAWS_REGION=eu-central-1\n");
    return home;
  }

  private Launcher.Result hook(Path home, String name) {
    Map<String, String> instance = new LinkedHashMap<>(variables);
    instance.put("ORCHA_HOME", home.toString());
    instance.put("ORCHA_PATIENCE", "1");
    return terrace.run(instance, List.of("bash", home.resolve("hooks/" + name).toString()));
  }

  private void parameter(String name, String value) {
    terrace
        .run(
            variables,
            List.of(
                "aws",
                "ssm",
                "put-parameter",
                "--overwrite",
                "--type",
                "String",
                "--name",
                "/v1-orcha/" + name,
                "--value",
                value))
        .exits(0);
  }

  /**
   * Runs a buildspec's commands as CodeBuild does: in one shell, up to the first that fails, then
   * those of "finally".
   */
  private Launcher.Result buildspec(String name, Path source, Map<String, String> build)
      throws IOException {
    JsonNode phase =
        MAPPER
            .valueToTree(
                new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(ORCHA.resolve(name))))
            .at("/phases/build");
    StringBuilder shell = new StringBuilder("cd '" + source + "'\nbroken=\n");
    for (JsonNode command : phase.path("commands")) {
      shell
          .append("if [ -z \"$broken\" ]; then\n")
          .append(command.asText())
          .append("\n[ $? = 0 ] || broken=yes\nfi\n");
    }
    for (JsonNode command : phase.path("finally")) {
      shell.append(command.asText()).append("\n[ $? = 0 ] || broken=yes\n");
    }
    shell.append("[ -z \"$broken\" ]\n");
    Path script = Files.writeString(folder.resolve("build.sh"), shell);
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.putAll(build);
    return terrace.run(all, List.of("bash", script.toString()));
  }

  private String makeZone(String name) {
    String id =
        aws("route53 create-hosted-zone --name " + name + " --caller-reference " + name)
            .at("/HostedZone/Id")
            .asText();
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private JsonNode record(String zone, String name) {
    for (JsonNode record : records(zone)) {
      if (record.path("Name").asText().equals(name)) {
        return record;
      }
    }
    return MAPPER.missingNode();
  }

  private List<String> validationRecords(String zone) {
    List<String> names = new ArrayList<>();
    for (JsonNode record : records(zone)) {
      if (record.path("Type").asText().equals("CNAME")) {
        names.add(record.path("Name").asText());
      }
    }
    return names;
  }

  private JsonNode records(String zone) {
    return aws("route53 list-resource-record-sets --hosted-zone-id " + zone)
        .path("ResourceRecordSets");
  }

  private List<String> databases() {
    return Aws.texts(aws("rds describe-db-instances").path("DBInstances"), "/DBInstanceIdentifier");
  }

  private String secretValue(String name) {
    return aws("secretsmanager get-secret-value --secret-id " + name).path("SecretString").asText();
  }

  /**
   * @param words of the AWS CLI, which is not wrapped here
   */
  private JsonNode aws(String words) {
    return awsCommand(words.split(" ", -1));
  }

  private JsonNode awsCommand(String... words) {
    Launcher.Result result = commands.call(words);
    boolean isJson = result.output().startsWith("{");
    return isJson ? result.json() : MAPPER.missingNode();
  }

  private Launcher.Result script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(scriptPath(name)));
    command.addAll(List.of(arguments));
    return terrace.run(variables, command);
  }

  private static String scriptPath(String name) {
    return ORCHA.resolve("scripts").resolve(name).toString();
  }

  private static String[] dry(String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of("--dry-run")).toArray(String[]::new);
  }

  private String privateFile(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content).toString();
  }

  /** Puts a tool on the PATH that notes its command line first. */
  private void executable(Path file, String line) throws IOException {
    Files.writeString(
        file,
        "#!/bin/bash\nprintf '%s\\n' \"%s $*\" >>'%s'\n%s\n"
            .formatted("%s", file.getFileName(), commandLines, line));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
