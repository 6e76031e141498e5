package dev.terrace.terraform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The version of a Terraform binary. */
public final class TerraformVersion {
  public static final String HOW_TO_GET =
      "Get it with: brew install hashicorp/tap/terraform | tfenv install |"
          + " https://developer.hashicorp.com/terraform/install";

  private TerraformVersion() {}

  /** Such as {@code 1.11.4}; the last line of what the binary printed where it names no version. */
  public static String of(Path program, Map<String, String> shell) {
    Map<String, String> variables = new TreeMap<>(shell);
    variables.keySet().removeIf(name -> name.startsWith("TF_")); // none of them changes the version
    variables.put("CHECKPOINT_DISABLE", "1");
    Tools.Said said =
        Tools.run(
            List.of(program.toString(), "version", "-json"), variables, Duration.ofSeconds(20));
    int start = said.out().indexOf('{');
    int end = said.out().lastIndexOf('}');
    if (said.exitCode() != 0 || start < 0 || end < start) {
      return said.last(1);
    }
    return Json.parse(said.out().substring(start, end + 1)).path("terraform_version").asText();
  }
}
