package dev.terrace.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.nio.file.Path;
import java.util.function.Function;

/** Terraform connected to a state and nothing else. */
public final class StateAccess {
  private StateAccess() {}

  /**
   * Terraform in a folder that knows a stack's state alone, so that the state can be read and
   * unlocked whatever the code looks like.
   *
   * @param workingFolders the folder of working folders
   * @param runner gives Terraform in a folder
   * @throws TerraformException also when the bucket does not exist
   */
  public static Terraform open(
      StackId stack, Backend backend, Path workingFolders, Function<Path, Terraform> runner) {
    Path folder = folder(stack, workingFolders);
    Json.write(folder.resolve("backend.tf.json"), configuration(stack, backend));
    Terraform terraform = runner.apply(folder);
    terraform.reconnect();
    return terraform;
  }

  /** The folder in which {@link #open} runs Terraform; one run at a time may use it. */
  public static Path folder(StackId stack, Path workingFolders) {
    return workingFolders.resolve("states").resolve(stack.stackName());
  }

  /** A Terraform file that configures the backend of a stack and nothing else. */
  public static ObjectNode configuration(StackId stack, Backend backend) {
    if (backend instanceof Backend.S3 s3) {
      return configuration(s3, s3.key(stack));
    }
    ObjectNode tree = Json.object();
    if (backend instanceof Backend.Cloud cloud) {
      tree.withObject("/terraform/cloud")
          .put("hostname", cloud.hostname())
          .put("organization", cloud.organization())
          .putObject("workspaces")
          .put("name", cloud.workspace(stack));
    } else {
      tree.withObject("/terraform/backend/local")
          .put("path", "../../" + stack.stackName() + ".tfstate");
    }
    return tree;
  }

  /** A Terraform file that configures the backend and nothing else. */
  static ObjectNode configuration(Backend.S3 backend, String key) {
    ObjectNode tree = Json.object();
    ObjectNode s3 = tree.withObject("/terraform/backend/s3");
    s3.put("bucket", backend.bucket())
        .put("key", key)
        .put("region", backend.region())
        .put("encrypt", true);
    if (backend.usesTable()) {
      s3.put("dynamodb_table", backend.dynamodbTable());
    }
    if (backend.usesLockFile()) {
      s3.put("use_lockfile", true);
    }
    return tree;
  }
}
