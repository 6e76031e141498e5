package dev.terrace.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledProviderTest {
  /**
   * Installs a provider as Terraform does, and gives a second call two seconds to come meanwhile.
   */
  private static final String TERRAFORM =
      """
      #!/bin/sh
      echo "$*" >>'%1$s/calls'
      : >"%1$s/began.$$"
      tries=0
      while [ "$(ls '%1$s' | grep -c began)" -lt 2 ] && [ "$tries" -lt 20 ]; do
        sleep 0.1
        tries=$((tries + 1))
      done
      provider=.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0
      mkdir -p "$provider"
      ln -s '%1$s/package' "$provider/linux_amd64"
      echo 'provider "registry.terraform.io/hashicorp/aws" {}' >.terraform.lock.hcl
      """;

  @TempDir private Path home;

  /** Another JVM of the run: its arguments are those of the test. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    InitRequest request =
        new InitRequest(home.resolve("stack"), home.resolve("terraform.rc"), Map.of(), false);
    System.out.print(
        InstalledProvider.of(request, home.resolve("terraform"), home.resolve("store"))
            .orElseThrow()
            .path());
  }

  @Test
  void two_jvms_that_need_the_same_at_once_share_one_init() throws Exception {
    Files.writeString(home.resolve("terraform"), TERRAFORM.formatted(home));
    assertThat(home.resolve("terraform").toFile().setExecutable(true)).isTrue();
    Files.createFile(home.resolve("terraform.rc"));
    Files.createDirectory(home.resolve("package"));
    Files.createDirectory(home.resolve("stack"));
    Files.writeString(home.resolve("stack/main.tf"), "provider \"aws\" {}\n");

    List<Process> processes = new ArrayList<>();
    for (int jvm = 0; jvm < 2; jvm++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  InstalledProviderTest.class.getName(),
                  home.toString())
              .redirectErrorStream(true)
              .start());
    }

    for (Process process : processes) {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(said).isEqualTo("registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64");
    }
    assertThat(Files.readAllLines(home.resolve("calls"))).hasSize(1);
  }
}
