package dev.terrace.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.eject.Ejection;
import dev.terrace.eject.ProviderSchemas;
import dev.terrace.eject.StackTree;
import dev.terrace.support.ModuleValidation;
import dev.terrace.support.OrchaOptionsOn;
import dev.terrace.support.Shipped;
import dev.terrace.support.Synthesized;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Manifest;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every stack of every environment, with options on too, and what they are ejected to, validated by
 * Terraform with the real provider: attributes that there are none of, types, references. All of
 * them are modules of one root. No credentials and no backend are needed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerraformValidateIT {
  /** Providers are fetched once for all stacks. */
  private static final Path CACHE = Path.of("target", "terraform").toAbsolutePath();

  private static final EnvironmentId CODER = new EnvironmentId("coder", "production");
  private static final EnvironmentId ORCHA = new EnvironmentId("orcha", "prod");
  private static final EnvironmentId ALVA = new EnvironmentId("alva", "staging");

  private Map<String, List<String>> found;
  private ProviderSchemas schemas;

  @BeforeAll
  void validate_all() throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    ModuleValidation validation =
        new ModuleValidation(Files.createTempDirectory(target, "validate").resolve("root"));
    for (EnvironmentId id : environments()) {
      add(validation, "", Synthesized.in(Shipped.ENVIRONMENTS, id), id);
    }
    Synthesized coder = changed(CODER, TerraformValidateIT::withEveryOption);
    add(validation, "with-options-", coder, CODER);
    addEjected(validation, coder, CODER);
    Synthesized orcha = changed(ORCHA, OrchaOptionsOn::in);
    add(validation, "with-options-", orcha, ORCHA);
    addEjected(validation, orcha, ORCHA);
    add(validation, "with-domain-", changed(ALVA, TerraformValidateIT::withDomain), ALVA);
    EnvironmentId production = new EnvironmentId("alva", "production");
    addEjected(validation, Synthesized.environment("alva", "production"), production);
    validation.add(
        "alarms-to-a-topic-of-another-workspace",
        changed(CODER, yaml -> yaml + "  topicParameter: /company/alerts/topic-arn\n")
            .folder()
            .resolve("stacks/coder-production-observability"));
    for (String root : List.of(".", "examples/lock-file", "examples/dynamodb", "examples/both")) {
      validation.add("state-backend-" + root.replaceAll("\\W+", "-"), Path.of("backend"), root);
    }
    found = validation.run();
  }

  private static Synthesized changed(
      EnvironmentId id, java.util.function.UnaryOperator<String> change) {
    return Synthesized.changed(id.system(), id.environment(), change);
  }

  private static void add(
      ModuleValidation validation, String prefix, Synthesized environment, EnvironmentId id)
      throws IOException {
    for (StackId stack : stacksOf(id)) {
      validation.add(
          prefix + stack.stackName(),
          environment.folder().resolve("stacks").resolve(stack.stackName()));
    }
  }

  private void addEjected(ModuleValidation validation, Synthesized environment, EnvironmentId id)
      throws IOException {
    Path folder = eject(environment);
    assertThat(terraform(folder, "fmt", "-check", "-recursive", "-diff").text()).isEmpty();
    for (StackId stack : stacksOf(id)) {
      validation.add("ejected-" + stack.stackName(), folder.resolve(stack.stackName()));
    }
  }

  private static List<StackId> stacksOf(EnvironmentId id) {
    return Systems.named(id.system()).layers().stream().map(id::stack).toList();
  }

  private static List<EnvironmentId> environments() {
    return Shipped.ids();
  }

  List<String> roots() {
    return List.copyOf(found.keySet());
  }

  @ParameterizedTest
  @MethodSource("roots")
  void terraform_finds_it_valid(String root) {
    assertThat(found.get(root))
        // Terraform calls the lock table deprecated; the configuration asks for it.
        .filteredOn(line -> !line.contains("The parameter \"dynamodb_table\" is deprecated."))
        .isEmpty();
  }

  @Test
  void every_stack_of_every_environment_is_among_them() {
    for (EnvironmentId id : environments()) {
      assertThat(roots()).containsAll(stacksOf(id).stream().map(StackId::stackName).toList());
    }
  }

  @Test
  void faults_are_found_in_the_root_that_has_them(@TempDir Path folder) throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(
        broken.resolve("main.tf"),
        """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = "~> 5.100"
            }
          }
          backend "s3" {}
        }
        variable "cidr" {
          type = string
        }
        resource "aws_vpc" "a" {
          cidr_blok = var.cidr
        }
        resource "aws_subnet" "b" {
          vpc_id = aws_vpc.none.id
        }
        """);
    Path good = Files.createDirectories(folder.resolve("good"));
    Files.writeString(good.resolve("main.tf"), "output \"a\" {\n  value = 1\n}\n");
    ModuleValidation validation = new ModuleValidation(folder.resolve("root"));
    validation.add("broken", broken);
    validation.add("good", good);

    Map<String, List<String>> faults = validation.run();

    assertThat(faults.get("good")).isEmpty();
    assertThat(faults.get("broken"))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).contains("An argument named \"cidr_blok\""),
            fault -> assertThat(fault).contains("\"aws_vpc\" \"none\" has not been declared"));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void what_is_ejected_is_formatted(EnvironmentId id) throws IOException {
    Path folder = eject(Synthesized.in(Shipped.ENVIRONMENTS, id));

    Tools.Said said = terraform(folder, "fmt", "-check", "-recursive", "-diff");

    assertThat(said.text()).isEmpty();
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void the_check_of_the_format_finds_a_line_that_stands_elsewhere() throws IOException {
    Path folder = Files.createTempDirectory("format");
    Files.writeString(folder.resolve("a.tf"), "locals {\n  a = 1\n  bb = 2\n}\n");

    assertThat(terraform(folder, "fmt", "-check").exitCode()).isEqualTo(3);
  }

  /** As the writer gives it, before Terraform formats it. */
  private Path eject(Synthesized environment) throws IOException {
    Path stacks = environment.folder().resolve("stacks");
    List<StackTree> trees = new ArrayList<>();
    Manifest.read(environment.folder())
        .dependencies()
        .forEach(
            (name, dependencies) -> {
              Map<String, String> earlier = new TreeMap<>();
              dependencies.forEach(
                  each -> earlier.put(each, each.substring(each.lastIndexOf('-') + 1)));
              trees.add(StackTree.read(name, stacks.resolve(name).resolve("cdk.tf.json"), earlier));
            });
    Path folder = Files.createTempDirectory(environment.folder(), "ejected");
    for (StackTree tree : trees) {
      Path target = Files.createDirectories(folder.resolve(tree.name()));
      for (Map.Entry<String, String> file : new Ejection(trees, schemas()).files(tree).entrySet()) {
        Files.writeString(target.resolve(file.getKey()), file.getValue());
      }
    }
    return folder;
  }

  private ProviderSchemas schemas() throws IOException {
    if (schemas == null) {
      Path folder = Files.createDirectories(CACHE.resolve("schemas"));
      Files.writeString(
          folder.resolve("versions.tf"),
          """
          terraform {
            required_providers {
              aws = {
                source  = "hashicorp/aws"
                version = "~> 5.100"
              }
            }
          }
          """);
      Terraform terraform =
          new Terraform(folder, TerraformEnvironment.of(System.getenv(), CACHE), new Interrupts());
      terraform.initialize(List.of());
      schemas = ProviderSchemas.of(terraform.providerSchemas());
    }
    return schemas;
  }

  private static Tools.Said terraform(Path folder, String... arguments) throws IOException {
    Files.createDirectories(CACHE);
    TerraformEnvironment terraform = TerraformEnvironment.of(System.getenv(), CACHE);
    List<String> command = new ArrayList<>(List.of(terraform.program(), "-chdir=" + folder));
    command.addAll(List.of(arguments));
    return Tools.run(command, terraform.variables(), Duration.ofMinutes(5));
  }

  private static String withDomain(String yaml) {
    return yaml.replace("email: \"\"", "email: ops@alva.app")
        + "\ndomain: {name: alva.app, hostedZoneId: Z08345672ABCDEF}\n";
  }

  private static String withEveryOption(String yaml) {
    return yaml.replace("hostedZoneId: \"\"", "hostedZoneId: Z08345672ABCDEF")
            .replace("natGateways: one", "natGateways: onePerZone")
            .replace("gatewayEndpoints: [s3]", "gatewayEndpoints: [s3, dynamodb]")
            .replace("  snapshotDays: 7\n", "  snapshotDays: 0\n  auth: true\n")
            .replace("throughputMode: bursting", "throughputMode: elastic")
            .replace("lock: dynamodb", "lock: both")
            .replaceFirst("(?m)^accessLogs: .*$", "")
            .replace("email: \"\"", "email: ops@company.com")
            .replace(
                "desiredCount: 2\n",
                "desiredCount: 2\n    autoscaling: {minimum: 2, maximum: 6, cpuPercent: 60}\n")
            .replace(
                "http://127.0.0.1:8123/ping", "http://127.0.0.1:${CLICKHOUSE_HTTP_PORT:-8123}/ping")
        + "\naccessLogsBucket: company-alb-logs\n";
  }
}
