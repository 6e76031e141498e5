package dev.terrace.actions.eject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.eject.StackTree;
import dev.terrace.files.FileTrees;
import dev.terrace.project.Stack;
import dev.terrace.terraform.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the engine needs of a synthesized stack. */
final class EjectableStack {
  private static final String STACK_FILE = "cdk.tf.json";
  private static final String ASSETS = "assets";

  private EjectableStack() {}

  /**
   * @param local whether states in Terraform Cloud become files
   */
  static StackTree tree(Stack stack, boolean local) {
    Map<String, String> earlier = new TreeMap<>();
    stack.dependencies().forEach(each -> earlier.put(each.stackName(), each.layer()));
    StackTree tree =
        StackTree.read(stack.id().stackName(), stack.folder().resolve(STACK_FILE), earlier);
    if (local && stack.backend() instanceof Backend.Cloud) {
      keepInFiles(stack, (ObjectNode) tree.tree());
    }
    return tree;
  }

  /** The simulated AWS has no Terraform Cloud: its states are files next to one another. */
  private static void keepInFiles(Stack stack, ObjectNode tree) {
    ObjectNode terraform = (ObjectNode) tree.path("terraform");
    terraform.remove("cloud");
    terraform
        .putObject("backend")
        .putObject("local")
        .put("path", "../" + stack.id().stackName() + ".tfstate");
    for (StackId earlier : stack.dependencies()) {
      ObjectNode data =
          (ObjectNode)
              tree.path("data")
                  .path("terraform_remote_state")
                  .path(StackFile.remoteState(earlier.stackName()));
      data.put("backend", "local");
      data.putObject("config").put("path", "../" + earlier.stackName() + ".tfstate");
    }
  }

  /** Copies the files that the stack's resources need. */
  static void copyAssets(Stack stack, Path target) {
    Path assets = stack.folder().resolve(ASSETS);
    if (Files.exists(assets)) {
      FileTrees.copy(assets, target.resolve(ASSETS));
    }
  }
}
