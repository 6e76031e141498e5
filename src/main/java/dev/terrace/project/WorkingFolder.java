package dev.terrace.project;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a stack's working folder, in which Terraform runs. */
public final class WorkingFolder {
  /** Lies in a working folder only while its stack is destroyed. */
  /** What is no longer in the configuration, while its protections are lifted. */
  public static final String REMOVED_RESOURCES = "terrace_removed.tf.json";

  public static final String LIFTED_PROTECTIONS = "terrace_lifted_override.tf.json";

  /** Import blocks of what a killed deploy left. */
  public static final String RECOVERY_IMPORTS = "terrace_recovery.tf.json";

  /** Finishes what a killed deploy created in part. */
  public static final String RECOVERY_OVERRIDE = "terrace_recovery_override.tf.json";

  private static final String OVERRIDE = "terrace_override.tf.json";

  /** The provider waits for minutes on an action that the simulation lacks. */
  static final int LOCAL_RETRIES = 3;

  private WorkingFolder() {}

  /** Writes what was just synthesized. */
  static void write(Stack stack, Path folder, boolean local) {
    try {
      Files.createDirectories(folder);
      FileTrees.delete(folder.resolve("assets"));
      FileTrees.copy(stack.folder(), folder);
      if (local) {
        Json.write(folder.resolve(OVERRIDE), override(stack));
      }
      Files.deleteIfExists(folder.resolve(LIFTED_PROTECTIONS));
      Files.deleteIfExists(folder.resolve(REMOVED_RESOURCES));
      Files.deleteIfExists(folder.resolve(RECOVERY_IMPORTS));
      Files.deleteIfExists(folder.resolve(RECOVERY_OVERRIDE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
  }

  /**
   * Writes another content of a stack into a folder of its own.
   *
   * @param tree with its own backend, and with or without the data sources that read other stacks
   * @param working the stack's working folder
   */
  static void writeScratch(Stack stack, ObjectNode tree, Path working, Path folder) {
    FileTrees.delete(folder);
    FileTrees.copy(stack.folder(), FileTrees.createFolder(folder));
    FileTrees.writePrivate(folder.resolve("cdk.tf.json"), Json.pretty(tree));
    try {
      for (String name : List.of(OVERRIDE, ProviderLock.FILE)) {
        if (Files.exists(working.resolve(name))) {
          Files.copy(working.resolve(name), folder.resolve(name), REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + folder, e);
    }
    fit(folder.resolve(OVERRIDE), stack, tree);
  }

  /**
   * An override of a data source that is not there is an error, and one of the backend holds for
   * the stack's own.
   */
  private static void fit(Path override, Stack stack, ObjectNode tree) {
    if (!Files.exists(override)) {
      return;
    }
    ObjectNode fitting = (ObjectNode) Json.read(override);
    if (tree.at("/data/terraform_remote_state").isMissingNode()) {
      fitting.remove("data");
    }
    if (!tree.path("terraform").equals(stack.file().tree().path("terraform"))) {
      fitting.remove("terraform");
    }
    Json.write(override, fitting);
  }

  /** What differs in the simulation, as an override file. */
  private static ObjectNode override(Stack stack) {
    ObjectNode tree = Json.object();
    tree.withObject("/provider").putArray("aws").addObject().put("max_retries", LOCAL_RETRIES);
    if (stack.backend() instanceof Backend.Cloud) {
      ObjectNode path = tree.withObject("/terraform/backend/local");
      path.put("path", "../" + stack.id().stackName() + ".tfstate");
      for (StackId earlier : stack.dependencies()) {
        ObjectNode data =
            tree.withObject("/data/terraform_remote_state")
                .putObject(StackFile.remoteState(earlier.stackName()))
                .put("backend", "local");
        data.putObject("config").put("path", "../" + earlier.stackName() + ".tfstate");
      }
    }
    return tree;
  }
}
