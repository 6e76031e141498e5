package dev.terrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.support.Terrace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * S3 refuses to take the state while an apply creates resources: Terraform leaves {@code
 * errored.tfstate} in the working folder. No other test has a state that exists only there.
 */
final class UnwrittenStateIT {
  private static final String STACK = "alva/staging/network";
  private static final String BUCKET = "alva-terraform-state";

  private final Launcher terrace = new Launcher();

  @AfterEach
  void stop() {
    terrace.close();
  }

  @Test
  void the_next_deploy_writes_the_state_first_and_creates_nothing_twice() throws Exception {
    terrace.run("backend", "bootstrap", STACK, "--local").exits(0);
    Aws aws = new Aws(terrace, "us-east-1");
    String policy = aws.json("s3api get-bucket-policy --bucket " + BUCKET).path("Policy").asText();

    Terrace.Running deploy =
        new Terrace(terrace.stateFolder()).start("deploy", STACK, "--local", "--yes");
    deploy.says(STACK + ": applying");
    aws.call("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", refusingStates());
    Terrace.Said failed = deploy.await();

    Path kept = terrace.stateFolder().resolve("local/alva-staging-network/errored.tfstate");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains(
            "The new state could not be written to the backend. It is kept in "
                + kept
                + ", and the next command on this stack writes it first.")
        .endsWith("Resume with: ./terrace deploy " + STACK + " --local\n");
    assertThat(kept).exists();

    aws.call("s3api", "put-bucket-policy", "--bucket", BUCKET, "--policy", policy);
    Launcher.Result resumed = terrace.run("deploy", STACK, "--local", "--yes").exits(0);

    assertThat(resumed.errors())
        .contains(STACK + ": wrote the state that an earlier apply could not write\n");
    assertThat(kept).doesNotExist();
    assertThat(Files.exists(kept.resolveSibling("errored.tfstate.written"))).isTrue();
    assertThat(aws.json("ec2 describe-vpcs --filters Name=is-default,Values=false").path("Vpcs"))
        .hasSize(1);
    terrace.run("plan", STACK, "--local").exits(0);
  }

  private static String refusingStates() {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::%s/*.tfstate"}]}"""
        .formatted(BUCKET);
  }
}
