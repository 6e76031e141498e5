package dev.terrace.adopt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.terrace.adopt.AdoptException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateSourceTest {
  @TempDir private Path folder;

  private StateSource source(String text) throws IOException {
    Path file = folder.resolve("old.tfstate");
    Files.writeString(file, text.replace('\'', '"'));
    return new StateSource("old.tfstate", "old.tfstate", file, null);
  }

  private void refuses(String text, String message) throws IOException {
    StateSource source = source(text);
    assertThatThrownBy(source::read).isInstanceOf(AdoptException.class).hasMessage(message);
  }

  @Test
  void addresses_are_those_of_terraform() throws IOException {
    StateSource source =
        source(
            """
            {'version': 4, 'terraform_version': '1.5.0', 'serial': 7, 'lineage': 'l', 'outputs': {},
             'resources': [
              {'module': 'module.vpc', 'mode': 'managed', 'type': 'aws_subnet', 'name': 'app',
               'provider': 'p', 'instances': [
                {'index_key': 0, 'attributes': {'id': 's-0'}},
                {'index_key': 1, 'attributes': {'id': 's-1'}}]},
              {'mode': 'managed', 'type': 'aws_alb', 'name': 'front', 'instances': [
                {'index_key': 'a', 'attributes': {'id': 'lb'}}]},
              {'mode': 'managed', 'type': 'random_password', 'name': 'p', 'instances': [
                {'attributes': {'result': 'x'}}]},
              {'mode': 'data', 'type': 'aws_region', 'name': 'r', 'instances': [
                {'attributes': {'id': 'r'}}]}]}
            """);

    assertThat(source.read().resources())
        .extracting(e -> e.type() + " " + e.describe())
        .containsExactly(
            "aws_subnet module.vpc.aws_subnet.app[0] (state old.tfstate)",
            "aws_subnet module.vpc.aws_subnet.app[1] (state old.tfstate)",
            "aws_lb aws_alb.front[\"a\"] (state old.tfstate)");
  }

  @Test
  void an_empty_file_is_not_a_state() throws IOException {
    refuses("", "old.tfstate: the state is empty: nothing was ever deployed with it");
  }

  @Test
  void a_file_without_json_is_not_a_state() throws IOException {
    refuses("resource {}", "old.tfstate: is no Terraform state: it is no JSON (line 1)");
  }

  @Test
  void other_json_is_not_a_state() throws IOException {
    refuses("[]", "old.tfstate: is no Terraform state");
    refuses("{'resources': []}", "old.tfstate: is no Terraform state: it has no 'version'");
    refuses(
        "{'version': 4, 'resources': {}}",
        "old.tfstate: is no Terraform state: 'resources' is no list");
  }

  @Test
  void a_truncated_state_is_refused() throws IOException {
    refuses(
        "{'version': 4, 'resources': [{'mode': 'managed', 'type': 'aws_vpc', 'na",
        "old.tfstate: the state ends in the middle (truncated?): fetch it again");
  }

  @Test
  void a_state_of_a_newer_format_is_refused() throws IOException {
    refuses(
        "{'version': 5, 'resources': []}",
        "old.tfstate: the state is of format version 5, newer than the 4 that is understood here");
  }

  @Test
  void a_state_of_an_older_format_is_refused_with_every_step_of_the_upgrade() throws IOException {
    refuses(
        "{'version': 3, 'modules': []}",
        """
        old.tfstate: the state is of format version 3, which Terraform 0.11 or older wrote: bring \
        it to 4 in its root, one version of Terraform after the other, then try again:
          0.12: 'terraform init', 'terraform refresh'
          0.13: 'terraform init', 'terraform state replace-provider -- -/aws hashicorp/aws'
          1.x: 'terraform init', 'terraform apply -refresh-only'""");
  }

  @Test
  void resources_that_were_never_refreshed_are_refused_by_name() throws IOException {
    refuses(
        """
        {'version': 4, 'resources': [
          {'mode': 'managed', 'type': 'aws_vpc', 'name': 'main', 'provider': 'provider.aws',
           'instances': [{'schema_version': 1, 'attributes_flat': {'id': 'vpc-1'}}]},
          {'module': 'module.a', 'mode': 'managed', 'type': 'aws_subnet', 'name': 's',
           'instances': [{'attributes': {'id': 's-1'}},
            {'index_key': 1, 'attributes_flat': {'id': 's-2', 'tags.%': '0'}}]}]}
        """,
        """
        old.tfstate: 2 resources have the attributes of Terraform 0.11 (attributes_flat), which \
        cannot be adopted: refresh with Terraform 0.12 or later ('terraform refresh', from 0.15.4 \
        'terraform apply -refresh-only'), then try again
          aws_vpc.main
          module.a.aws_subnet.s[1]
          The state names its providers as 0.12 did; Terraform 0.14 or later first needs:
          0.13: 'terraform init', 'terraform state replace-provider -- -/aws hashicorp/aws'""");
  }

  @Test
  void plans_and_other_output_of_terraform_are_named_as_such() throws IOException {
    String pull = "; give the state itself: run 'terraform state pull >old.tfstate' in its root";
    refuses(
        "{'format_version': '1.2', 'terraform_version': '1.11.4', 'variables': {},"
            + " 'planned_values': {'root_module': {}}, 'resource_changes': []}",
        "old.tfstate: is no state, but a plan as 'terraform show -json PLAN' prints it" + pull);
    refuses(
        "{'format_version': '1.0', 'terraform_version': '1.11.4', 'values': {'root_module': {}}}",
        "old.tfstate: is no state, but the output of 'terraform show -json'" + pull);
    refuses(
        "{'format_version': '1.0'}",
        "old.tfstate: is no state, but the output of 'terraform show -json'" + pull);
    refuses(
        "{'format_version': '1.0', 'provider_schemas': {}}",
        "old.tfstate: is no state, but the output of 'terraform providers schema'" + pull);
    refuses(
        "PK\u0003\u0004",
        "old.tfstate: is no state, but a plan file or another ZIP archive" + pull);
    refuses(
        "{'name': 'web', 'version': '1.0.0'}",
        "old.tfstate: is no Terraform state: 'version' is no number");
  }

  @Test
  void an_encrypted_state_is_refused() throws IOException {
    refuses(
        "{'serial': 1, 'lineage': 'x', 'meta': {}, 'encrypted_data': 'AAAA', 'encryption_version':"
            + " 'v0'}",
        "old.tfstate: the state is encrypted: pull it with the tool that encrypts it ('tofu state"
            + " pull'), and give that file");
  }

  @Test
  void a_state_without_aws_resources_is_refused() throws IOException {
    refuses(
        "{'version': 4, 'serial': 1, 'resources': []}",
        "old.tfstate: the state contains no AWS resource: there is nothing to adopt");
  }

  @Test
  void a_file_that_does_not_exist_is_named() {
    StateSource source =
        new StateSource("gone.tfstate", "gone.tfstate", folder.resolve("gone.tfstate"), null);

    assertThatThrownBy(source::read)
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "gone.tfstate: does not exist; give a state file, or the folder of a Terraform root");
  }

  @Test
  void a_second_state_in_the_file_is_not_passed_over() throws IOException {
    String one =
        "{'version': 4, 'resources': [{'mode': 'managed', 'type': 'aws_vpc', 'name': 'v',"
            + " 'instances': [{'attributes': {'id': 'v'}}]}]}";
    refuses(
        one + "\n" + one,
        "old.tfstate: has more than one document: give each state in a file of its own");
    assertThat(source(one + "\n\n").read().resources()).hasSize(1);
  }

  /** As Terraform 1.11 writes {@code .terraform/terraform.tfstate}. */
  @Test
  void what_init_keeps_of_the_backend_is_no_state_of_an_old_terraform() throws IOException {
    refuses(
        "{'version': 3, 'terraform_version': '1.11.4', 'backend': {'type': 's3', 'config': {},"
            + " 'hash': 1}}",
        "old.tfstate: is no state, but what 'terraform init' keeps of the backend's configuration;"
            + " give the state itself: run 'terraform state pull >old.tfstate' in its root");
  }

  @Test
  void a_compressed_state_is_named() throws IOException {
    Path file = folder.resolve("old.tfstate.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    StateSource source = new StateSource("old.tfstate.gz", "old.tfstate.gz", file, null);

    assertThatThrownBy(source::read)
        .isInstanceOf(AdoptException.class)
        .hasMessage(
            "old.tfstate.gz: is compressed with gzip: unpack it first ('gunzip --keep FILE')");
  }

  @Test
  void a_pipe_is_not_waited_for() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    StateSource source = new StateSource("pipe", "pipe", pipe, null);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(source::read)
                .isInstanceOf(AdoptException.class)
                .hasMessageStartingWith("pipe: is neither a file nor a folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void a_state_that_a_shell_of_windows_has_written_is_read(String charset) throws IOException {
    String text =
        "{\"version\": 4, \"resources\": [{\"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\":"
            + " \"v\", \"instances\": [{\"attributes\": {\"id\": \"\u00fc\"}}]}]}";
    Path file = folder.resolve("old.tfstate");
    String mark = charset.equals("UTF-16") ? "" : "\ufeff";
    Files.write(file, (mark + text).getBytes(Charset.forName(charset)));

    assertThat(new StateSource("old.tfstate", "old.tfstate", file, null).read().resources())
        .extracting(each -> each.attributes().path("id").asText())
        .containsExactly("\u00fc");
  }

  @Test
  void what_the_old_root_has_still_to_do_is_said() throws IOException {
    StateSource source =
        source(
            """
            {'version': 4, 'resources': [
              {'module': 'module.data', 'mode': 'managed', 'type': 'aws_db_instance', 'name': 'db',
               'instances': [{'attributes': {'id': 'new'}},
                {'deposed': '1f2e3d4c', 'attributes': {'id': 'old'}}]},
              {'mode': 'managed', 'type': 'aws_vpc', 'name': 'v', 'instances': [
                {'index_key': 'a', 'status': 'tainted', 'attributes': {'id': 'v'}}]},
              {'mode': 'managed', 'type': 'random_id', 'name': 'r', 'instances': [
                {'status': 'tainted', 'attributes': {'id': 'r'}}]}]}
            """);

    AdoptionSource.Reading reading = source.read();
    assertThat(reading.resources())
        .extracting(each -> each.attributes().path("id").asText())
        .containsExactly("new", "v");
    assertThat(reading.notes())
        .containsExactly(
            "old.tfstate: module.data.aws_db_instance.db has an earlier object, which the old root"
                + " has still to destroy (deposed); it is not adopted. Apply the old root before you"
                + " remove the resource from it, or the object stays in AWS",
            "old.tfstate: aws_vpc.v[\"a\"] has the mark that the next apply replaces it (tainted),"
                + " which closes the gate of 'adopt apply': run 'terraform untaint' in the old root"
                + " first");
  }
}
