package dev.terrace.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.files.FileTrees;
import dev.terrace.state.StateAccess;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder in which Terraform compares a state with AWS: it knows the backend and the providers of
 * a stack and no resource, so that code that is not deployed yet, and outputs of other stacks, do
 * not matter.
 */
public final class RefreshFolder {
  private static final String LOCK = ".terraform.lock.hcl";

  private RefreshFolder() {}

  /**
   * @param stack whose working folder is prepared
   */
  public static Terraform open(Stack stack, DeployTarget target) {
    Path folder =
        FileTrees.createFolder(target.folder().resolve("drift").resolve(stack.id().stackName()));
    ObjectNode root = root(stack, target);
    Json.write(folder.resolve("cdk.tf.json"), root);
    Path lock = target.folderOf(stack).resolve(LOCK);
    String locked = "";
    try {
      if (Files.exists(lock)) {
        locked = FileTrees.readLeniently(lock);
        Files.copy(lock, folder.resolve(LOCK), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
    Terraform terraform = target.terraformIn(folder);
    terraform.init(root.path("terraform") + locked);
    return terraform;
  }

  private static ObjectNode root(Stack stack, DeployTarget target) {
    Backend backend = target.backendOf(stack.backend());
    ObjectNode root = StateAccess.configuration(stack.id(), backend);
    root.withObject("/terraform").set("required_providers", stack.file().requiredProviders());
    root.set("provider", stack.file().tree().path("provider").deepCopy());
    if (target.isLocal() && root.at("/provider/aws/0") instanceof ObjectNode aws) {
      aws.put("max_retries", WorkingFolder.LOCAL_RETRIES);
    }
    return root;
  }
}
