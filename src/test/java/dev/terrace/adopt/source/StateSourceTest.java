package dev.terrace.adopt.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrace.adopt.AdoptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
