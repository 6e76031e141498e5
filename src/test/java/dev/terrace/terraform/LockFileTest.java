package dev.terrace.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir private Path folder;

  @Test
  void versions_stay_when_the_checksums_go() throws IOException {
    Path file = folder.resolve(".terraform.lock.hcl");
    Files.writeString(
        file,
        """
        # This file is maintained automatically by "terraform init".

        provider "registry.terraform.io/hashicorp/aws" {
          version     = "5.100.0"
          constraints = "~> 5.100"
          hashes = [
            "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
            "zh:1a41f3ee26720fee7a9a0a361890632a1701b5dc1cf5355dc651ddbe115682ff",
          ]
        }

        provider "registry.terraform.io/hashicorp/random" {
          version = "3.7.2"
          hashes = ["h1:KG4NuIBl1mRWU0KD/BGfCi1YN/j3F7H4YgeeM7iSdNs="]
        }
        """);

    LockFile.forgetChecksums(folder);

    assertThat(file)
        .hasContent(
            """
            # This file is maintained automatically by "terraform init".

            provider "registry.terraform.io/hashicorp/aws" {
              version     = "5.100.0"
              constraints = "~> 5.100"
            }

            provider "registry.terraform.io/hashicorp/random" {
              version = "3.7.2"
            }
            """);
  }

  @Test
  void a_folder_without_a_lock_file_stays_so() {
    LockFile.forgetChecksums(folder);

    assertThat(folder).isEmptyDirectory();
  }
}
