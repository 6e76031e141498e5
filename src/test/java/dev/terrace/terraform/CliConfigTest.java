package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens and addresses of hosts come from. */
final class CliConfigTest {
  @TempDir private Path home;
  private final Map<String, String> shell = new TreeMap<>();

  @BeforeEach
  void begin() {
    shell.put("HOME", home.toString());
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Token token(String host) {
    return CliConfig.read(shell).token(host).orElseThrow();
  }

  @Test
  void without_anything_there_is_no_token() {
    assertThat(CliConfig.read(shell).token("app.terraform.io")).isEmpty();
    assertThat(CliConfig.read(shell).service("app.terraform.io", "tfe.v2")).isEmpty();
  }

  @Test
  void terraform_login_leaves_its_token_in_the_home_folder() throws IOException {
    write(
        ".terraform.d/credentials.tfrc.json",
        "{\"credentials\": {\"app.terraform.io\": {\"token\": \"stored\"}}}");

    assertThat(token("APP.terraform.io"))
        .isEqualTo(new Token("stored", home + "/.terraform.d/credentials.tfrc.json"));
  }

  @Test
  void a_block_of_the_configuration_goes_before_what_login_has_left() throws IOException {
    write(
        ".terraform.d/credentials.tfrc.json",
        "{\"credentials\": {\"tfc.test\": {\"token\": \"stored\"}}}");
    write(".terraformrc", "credentials \"tfc.test\" {\n  token = \"block\"\n}\n");

    assertThat(token("tfc.test").secret()).isEqualTo("block");
  }

  @Test
  void a_file_that_a_variable_names_goes_before_the_one_in_the_home_folder() throws IOException {
    write(".terraformrc", "credentials \"tfc.test\" {\n  token = \"home\"\n}\n");
    write("named.rc", "credentials \"tfc.test\" {\n  token = \"named\"\n}\n");
    shell.put("TF_CLI_CONFIG_FILE", home.resolve("named.rc").toString());

    assertThat(token("tfc.test").secret()).isEqualTo("named");
  }

  @Test
  void a_variable_that_points_at_nothing_counts_as_none() throws IOException {
    write(".terraformrc", "credentials \"tfc.test\" {\n  token = \"home\"\n}\n");
    shell.put("TF_CLI_CONFIG_FILE", home.resolve("nothing.rc").toString());

    assertThat(token("tfc.test").secret()).isEqualTo("home");
  }

  @Test
  void a_variable_goes_before_every_file_with_underscores_for_dots_and_two_for_a_hyphen()
      throws IOException {
    write(".terraformrc", "credentials \"my-tfe.company.com\" {\n  token = \"block\"\n}\n");
    shell.put("TF_TOKEN_my__tfe_company_com", "variable");

    assertThat(token("my-tfe.company.com"))
        .isEqualTo(new Token("variable", "the variable TF_TOKEN_my__tfe_company_com"));
    assertThat(CliConfig.variable("my-tfe.company.com")).isEqualTo("TF_TOKEN_my__tfe_company_com");
  }

  @Test
  void a_host_block_names_its_services() throws IOException {
    write(
        ".terraformrc",
        """
        # a server of the company
        host "tfc.test" {
          services = {
            "tfe.v2" = "http://127.0.0.1:8080/api/v2/"
          }
        }
        """);

    assertThat(CliConfig.read(shell).service("tfc.test", "tfe.v2"))
        .contains("http://127.0.0.1:8080/api/v2/");
  }

  @Test
  void a_terraform_that_is_not_told_of_the_files_gets_the_tokens_as_variables() throws IOException {
    write(
        ".terraform.d/credentials.tfrc.json",
        "{\"credentials\": {\"tfc.test\": {\"token\": \"stored\"}}}");

    TerraformEnvironment environment = TerraformEnvironment.of(shell, home.resolve("state"));

    assertThat(environment.variables()).containsEntry("TF_TOKEN_tfc_test", "stored");
    assertThat(home.resolve("state/terraform.rc")).content().doesNotContain("stored");
  }

  @Test
  void a_file_that_cannot_be_parsed_is_named_and_nothing_of_it_repeated() throws IOException {
    write(".terraform.d/credentials.tfrc.json", "{\"credentials\": secret");

    assertThatThrownBy(() -> CliConfig.read(shell))
        .hasMessage(
            home
                + "/.terraform.d/credentials.tfrc.json: cannot be parsed as Terraform's"
                + " configuration");
  }
}
