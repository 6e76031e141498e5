package dev.terrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.ChangedEnvironment;
import dev.terrace.support.Ejected;
import dev.terrace.support.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code terrace eject} says and where it writes. That whole systems plan no changes
 * afterwards is shown where they are deployed, in their end-to-end tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EjectCommandIT {
  private final Launcher terrace = new Launcher();

  @AfterAll
  void stop() {
    terrace.close();
  }

  @Test
  void ejected_files_are_listed_and_a_second_run_writes_equal_bytes(@TempDir Path parent)
      throws IOException {
    Path folder = parent.toRealPath().resolve("out");
    JsonNode listed = eject("coder/production/network", folder, "--json").exits(0).json();

    assertThat(listed.toString())
        .isEqualTo(
            "{\"folder\":\""
                + folder
                + "\",\"stacks\":[{\"stack\":\"coder/production/network\",\"folder\":"
                + "\"coder-production-network\",\"resources\":79,\"files\":[\"backend.tf\","
                + "\"data.tf\",\"dns.tf\",\"iam.tf\",\"logs.tf\",\"network.tf\","
                + "\"outputs.tf\",\"providers.tf\","
                + "\"security-groups.tf\",\"versions.tf\",\"vpc-endpoints.tf\"]}]}");
    Map<String, String> first = contents(folder);
    assertThat(first.get("coder-production-network/.terraform.lock.hcl"))
        .isEqualTo(Files.readString(Path.of(".terraform.lock.hcl")));
    Path mine = Files.writeString(folder.resolve("coder-production-network/mine.tf"), "# mine\n");
    Launcher.Result again = eject("coder/production/network", folder).exits(0);

    assertThat(again.lines())
        .containsExactly(
            "coder/production/network                       79 resources  11 files",
            "1 stack written to " + folder + "; its README.md says how to run and where to look.");
    Files.delete(mine);
    assertThat(contents(folder)).isEqualTo(first);
  }

  @Test
  void stacks_of_one_environment_are_collected_others_are_refused(@TempDir Path parent)
      throws IOException {
    Path folder = parent.toRealPath().resolve("out");
    eject("coder/production/data", folder).exits(0);
    Files.writeString(folder.resolve("coder-production-data/mine.tf"), "# mine\n");

    JsonNode listed = eject("coder/production/network", folder, "--json").exits(0).json();

    assertThat(listed.path("stacks").findValuesAsText("stack"))
        .containsExactly("coder/production/network", "coder/production/data");
    assertThat(listed.path("stacks").path(1).path("files").toString()).doesNotContain("mine.tf");
    Map<String, String> gathered = contents(folder);
    assertThat(gathered).containsKey("coder-production-data/mine.tf");
    assertThat(gathered.get("README.md"))
        .startsWith("# coder/production/network, coder/production/data in plain Terraform\n")
        .contains(
            "1. [`coder-production-network`](coder-production-network)\n"
                + "2. [`coder-production-data`](coder-production-data), reads the outputs of"
                + " network\n");

    Launcher.Result refused = eject("orcha/prod/network", folder).exits(3);

    assertThat(refused.errors())
        .endsWith(
            "error: "
                + folder
                + " holds other stacks, which its README.md would no longer describe:"
                + " coder-production-data, coder-production-network. Nothing was changed; choose"
                + " another folder, or eject all of them at once.\n");
    assertThat(contents(folder)).isEqualTo(gathered);
  }

  @Test
  void a_folder_of_another_origin_is_refused_and_unchanged(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("main.tf"), "# mine\n");

    Launcher.Result refused = eject("coder/production/network", folder).exits(3);

    assertThat(refused.errors())
        .endsWith(
            "error: "
                + folder.toRealPath()
                + " is not empty, and was not written by 'terrace eject'. Nothing was changed;"
                + " choose a folder that is empty or does not exist yet.\n");
    assertThat(contents(folder)).containsOnly(Map.entry("main.tf", "# mine\n"));
  }

  @Test
  void states_in_terraform_cloud_stay_and_are_local_files_with_local(@TempDir Path parent)
      throws IOException {
    Path environments =
        ChangedEnvironment.of(
            "coder",
            "production",
            yaml ->
                yaml.replaceFirst(
                    "(?s)backend:\n.*?\n\n", "backend: {type: cloud, organization: acme}\n\n"));
    String[] changed = {"--environments", environments.toString()};

    eject("coder/production/data", parent.resolve("cloud"), changed).exits(0);

    Map<String, String> cloud = contents(parent.resolve("cloud"));
    assertThat(cloud.get("coder-production-data/backend.tf"))
        .isEqualTo(
            """
            terraform {
              cloud {
                hostname     = "app.terraform.io"
                organization = "acme"

                workspaces {
                  name = "coder-production-data"
                }
              }
            }
            """);
    assertThat(cloud.get("coder-production-data/.terraform.lock.hcl"))
        .isEqualTo(Files.readString(Path.of(".terraform.lock.hcl")));
    assertThat(cloud.get("coder-production-data/data.tf")).contains("backend = \"remote\"\n");
    assertThat(cloud.get("README.md"))
        .contains(
            "- `coder-production-data`: workspace `coder-production-data` of the organization"
                + " `acme`\n");

    eject("coder/production/data", parent.resolve("local"), changed[0], changed[1], "--local")
        .exits(0);

    Map<String, String> local = contents(parent.resolve("local"));
    assertThat(local.get("coder-production-data/backend.tf"))
        .isEqualTo(
            """
            terraform {
              backend "local" {
                path = "../coder-production-data.tfstate"
              }
            }
            """);
    assertThat(local.get("coder-production-data/data.tf"))
        .contains(
            """
              backend = "local"
              config = {
                path = "../coder-production-network.tfstate"
              }
            """);
  }

  @Test
  void a_state_file_is_moved_by_hand_and_the_plan_is_empty() throws IOException {
    Path environments =
        ChangedEnvironment.of(
            "orcha",
            "dev",
            yaml ->
                yaml.replaceFirst(
                    "(?s)backend:\n.*?\n\n",
                    "backend: {type: local, bucket: null, lock: null, dynamodbTable: null}\n\n"));
    String[] changed = {"--environments", environments.toString()};
    String target = "orcha/dev/network";
    terrace.run("deploy", target, "--local", "--yes", changed[0], changed[1]).exits(0);
    Path state = terrace.stateFolder().resolve("local/orcha-dev-network.tfstate");

    Path other = terrace.stateFolder().resolve("other");
    assertThat(eject(target, other, "--local", changed[0], changed[1]).exits(0).errors())
        .endsWith(
            "The state of orcha/dev/network is a file; before its first 'terraform init': mv "
                + state
                + " "
                + other.toRealPath()
                + "/\nNever deploy a stack from here again after its state was moved: 'terrace deploy' would"
                + " find no state and create everything a second time.\n");
    Path later = terrace.stateFolder().resolve("later");
    assertThat(eject("orcha/dev/data", later, "--local", changed[0], changed[1]).exits(0).errors())
        .endsWith(
            "The state of orcha/dev/network is also read and stays where it is; before the first"
                + " 'terraform plan': ln -s "
                + state
                + " "
                + later.toRealPath()
                + "/\n");
    assertThat(Files.readString(later.resolve("README.md")))
        .contains("this folder:\n\n- `orcha-dev-network.tfstate`\n");
    String bucket =
        eject("orcha/dev/network", later.resolveSibling("s3"), "--local").exits(0).errors();
    assertThat(bucket).doesNotContain("is a file");
    Ejected ejected = Ejected.of(terrace, target, changed);
    Files.move(state, ejected.folder().resolve("orcha-dev-network.tfstate"));

    assertThat(ejected.plans()).containsExactly(Map.entry("orcha-dev-network", "no changes"));
  }

  private Launcher.Result eject(String target, Path folder, String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "eject";
    words[1] = target;
    words[2] = "--to";
    words[3] = folder.toString();
    System.arraycopy(options, 0, words, 4, options.length);
    return terrace.run(words);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
