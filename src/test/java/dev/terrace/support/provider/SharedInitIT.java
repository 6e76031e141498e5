package dev.terrace.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformEnvironment;
import dev.terrace.terraform.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What other tests rely on: an init with a shared provider leaves what any other one leaves. */
class SharedInitIT {
  private static final String STACK =
      """
      {"terraform": {
         "backend": {"local": {"path": "states/jobs.tfstate"}},
         "required_providers": {"aws": {"source": "hashicorp/aws", "version": "5.100.0"}}},
       "provider": {"aws": [{"region": "eu-central-1", "skip_credentials_validation": true,
         "skip_metadata_api_check": "true", "skip_requesting_account_id": true}]},
       "resource": {"aws_sqs_queue": {"jobs": {"name": "jobs"}}}}
      """;

  private static final String EJECTED =
      """
      # What eject writes.
      terraform {
        required_version = ">= 1.11"
        required_providers {
          aws = {
            source  = "hashicorp/aws"
            version = "~> 5.100"
          }
        }
      }
      provider "aws" {
        region = "eu-central-1"
      }
      """;

  private static final String OVERRIDE =
      """
      {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.99"}}}}
      """;

  private static final String IMPLIED = "data \"aws_region\" \"here\" {}\n";

  /** The checksum of another package. */
  private static final String WRONG =
      """
      provider "registry.terraform.io/hashicorp/aws" {
        version     = "5.100.0"
        constraints = "5.100.0"
        hashes = [
          "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ]
      }
      """;

  private static final String READ_ONLY = "-lockfile=readonly";

  /** Only a Terraform that looks for the provider itself says so. */
  private static final String SEARCHED = "hashicorp/aws";

  @TempDir private static Path home;
  private static TerraformEnvironment own;
  private static TerraformEnvironment shared;
  private static String committed;

  @BeforeAll
  static void prepare() throws IOException {
    Map<String, String> shell = new HashMap<>(System.getenv());
    shell.put("AWS_ACCESS_KEY_ID", "none");
    shell.put("AWS_SECRET_ACCESS_KEY", "none");
    Path cache = Files.createDirectories(home.resolve("a cache"));
    own = TerraformEnvironment.of(shell, cache);
    shared = TerraformEnvironment.of(SharedProvider.in(shell), cache);
    committed = Files.readString(Path.of(".terraform.lock.hcl"));
  }

  static List<Arguments> folders() {
    // As a deploy to the simulated AWS leaves it.
    String lock = WRONG.replaceFirst("(?s)  hashes = .*\\]\n", "");
    return List.of(
        Arguments.of("a new stack", Map.of("cdk.tf.json", STACK), List.of()),
        Arguments.of(
            "a stack with a lock file",
            Map.of("cdk.tf.json", STACK, InstalledProvider.LOCK, lock),
            List.of("-json")),
        Arguments.of(
            "the lock file of the project",
            Map.of("main.tf", EJECTED, InstalledProvider.LOCK, committed),
            List.of(READ_ONLY)),
        Arguments.of(
            "a constraint that is not the one of the lock file, in an override",
            Map.of(
                "main.tf",
                EJECTED,
                "main_override.tf.json",
                OVERRIDE,
                InstalledProvider.LOCK,
                lock),
            List.of("-reconfigure")),
        Arguments.of("no requirement", Map.of("main.tf", IMPLIED), List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("folders")
  void it_leaves_the_same_files(String name, Map<String, String> files, List<String> options)
      throws IOException {
    Path real = folder(files);
    Path attached = folder(files);

    assertThat(init(own, real, options)).contains(SEARCHED);
    assertThat(init(shared, attached, options)).doesNotContain(SEARCHED);
    assertThat(content(attached)).isEqualTo(content(real));
  }

  @Test
  void terraform_alone_plans_with_what_it_leaves() throws IOException {
    Path attached = folder(Map.of("cdk.tf.json", STACK));
    for (int times = 0; times < 2; times++) { // the second one finds the link and the lock file
      assertThat(init(shared, attached, List.of())).startsWith("0\n").doesNotContain(SEARCHED);
    }

    assertThat(
            new Terraform(attached, own, new Interrupts())
                .planCounts(List.of(), progress -> {})
                .orElseThrow()
                .add())
        .isEqualTo(1);
  }

  static List<Arguments> others() {
    return List.of(
        Arguments.of(
            "a wrong checksum",
            Map.of("cdk.tf.json", STACK, InstalledProvider.LOCK, WRONG),
            List.of(),
            "checksums previously recorded in the dependency lock file"),
        Arguments.of(
            "a version that nobody has",
            Map.of("cdk.tf.json", STACK.replace("5.100.0", "4.99.0")),
            List.of(),
            "no available releases match"),
        Arguments.of(
            "a lock file that may not be written",
            Map.of("main.tf", EJECTED),
            List.of(READ_ONLY),
            "Provider dependency changes detected"),
        Arguments.of(
            "a provider that nobody has",
            Map.of("main.tf", EJECTED, "more.tf", "resource \"nobodys_thing\" \"a\" {}\n"),
            List.of(),
            "hashicorp/nobodys"),
        Arguments.of(
            "a module",
            Map.of(
                "main.tf",
                EJECTED + "module \"m\" {\n  source = \"./m\"\n}\n",
                "m/main.tf",
                IMPLIED),
            List.of(),
            "Installed hashicorp/aws"),
        Arguments.of(
            "an upgrade",
            Map.of("main.tf", EJECTED),
            List.of("-upgrade"),
            "Installed hashicorp/aws"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void terraform_itself_looks_for_it(
      String name, Map<String, String> files, List<String> options, String said)
      throws IOException {
    assertThat(init(shared, folder(files), options)).contains(said);
  }

  @Test
  void a_mirror_that_is_gone_is_noticed() throws IOException {
    Path mirror = Files.createDirectories(home.resolve("mirror"));
    Path rc = home.resolve("other.rc");
    Files.writeString(
        rc,
        "provider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n"
            .formatted(mirror));
    Path usual = folder(Map.of("cdk.tf.json", STACK));
    init(shared, usual, List.of());
    Path link = usual.resolve(".terraform/providers");
    Path plugin = link.resolve("registry.terraform.io/hashicorp/aws/5.100.0");
    Path platform;
    try (Stream<Path> found = Files.list(plugin)) {
      platform = found.findFirst().orElseThrow();
    }
    Path mirrored = mirror.resolve(link.relativize(platform));
    Files.createDirectories(mirrored.getParent());
    Files.createSymbolicLink(mirrored, platform.toRealPath());
    TerraformEnvironment other = with(shared, "TF_CLI_CONFIG_FILE", rc.toString());
    assertThat(init(other, folder(Map.of("cdk.tf.json", STACK)), List.of())).startsWith("0\n");

    Files.delete(mirrored);

    assertThat(init(other, folder(Map.of("cdk.tf.json", STACK)), List.of())).startsWith("1\n");
  }

  private static TerraformEnvironment with(
      TerraformEnvironment environment, String name, String value) {
    Map<String, String> variables = new TreeMap<>(environment.variables());
    variables.put(name, value);
    return new TerraformEnvironment(environment.program(), variables, false);
  }

  private static Path folder(Map<String, String> files) throws IOException {
    Path folder = Files.createTempDirectory(home, "a stack");
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  /** The exit code and what it said. */
  private static String init(TerraformEnvironment environment, Path folder, List<String> options) {
    List<String> command =
        new ArrayList<>(List.of(environment.program(), "-chdir=" + folder, "init", "-no-color"));
    command.addAll(options);
    Tools.Said said = Tools.run(command, environment.variables(), Duration.ofMinutes(5));
    return said.exitCode() + "\n" + said.text();
  }

  /** Each file's and folder's path, permissions and text, and where each link goes. */
  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.toList()) {
        String text =
            Files.isSymbolicLink(file)
                ? Files.readSymbolicLink(file).toString()
                : PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + (Files.isRegularFile(file) ? "\n" + Files.readString(file) : "");
        content.put(folder.relativize(file).toString(), text);
      }
    }
    return content;
  }
}
