package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.source.AwsLookup;
import dev.terrace.adopt.state.DetachedStack;
import dev.terrace.error.UserError;
import dev.terrace.files.FileTrees;
import dev.terrace.project.DeployTarget;
import dev.terrace.project.Stack;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import dev.terrace.ui.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans stacks against local state files in scratch folders. Only one run at a time can use the
 * folders.
 */
public final class ScratchPlanner implements AutoCloseable {
  private static final String STATE = "terraform.tfstate";

  private final DeployTarget target;
  private final Path folder;
  private final FileChannel lock;

  public ScratchPlanner(DeployTarget target) {
    this.target = target;
    this.folder = FileTrees.createFolder(target.folder().resolve("adopt"));
    this.lock = lock(folder);
  }

  /** Keeps other runs from using the folders. */
  private static FileChannel lock(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw UserError.failed(
            "another './terrace adopt' is running in " + folder + ": wait until it ends");
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the drafted states when a run is interrupted; Terraform may still read one. */
  public void discard() {
    try (Stream<Path> folders = Files.list(folder)) {
      folders.filter(Files::isDirectory).forEach(each -> delete(each.resolve(STATE)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /**
   * The existing resources, completed with data from AWS.
   *
   * @param matched resources whose rules and versions are read
   */
  List<ExistingResource> completed(
      String region, Collection<ExistingResource> matched, Collection<ExistingResource> existing) {
    Optional<ObjectNode> root = AwsLookup.root(region, matched, existing);
    if (root.isEmpty()) {
      return List.copyOf(existing);
    }
    try {
      JsonNode plan = plan(FileTrees.createFolder(folder.resolve("lookup")), root.get());
      return AwsLookup.completed(plan, matched, existing);
    } catch (TerraformException e) {
      throw UserError.failed(
          "some of the secrets, security groups and addresses to adopt do not exist in this account"
              + " and region: correct the source, or the entry.\n  "
              + Messages.indented(e.getMessage(), "  ")
              + "\n  Nothing was changed.");
    }
  }

  /**
   * Plans a stack.
   *
   * @param detached the stack, see {@link DetachedStack}
   * @param state its state; null for an empty one
   */
  JsonNode plan(Stack stack, ObjectNode detached, ObjectNode state) {
    Path at = folder.resolve(stack.id().stackName());
    FileTrees.createFolder(at);
    Path file = at.resolve(STATE);
    try {
      FileTrees.delete(at.resolve("assets"));
      FileTrees.copy(stack.folder(), at);
      delete(file); // left by a killed run
      if (state != null) {
        FileTrees.writePrivate(file, Json.pretty(state));
      }
      return plan(at, detached);
    } finally {
      delete(file);
    }
  }

  private JsonNode plan(Path at, ObjectNode tree) {
    Json.write(at.resolve("cdk.tf.json"), tree);
    if (target.isLocal()) {
      ObjectNode override = Json.object();
      override.withObject("/provider").putArray("aws").addObject().put("max_retries", 3);
      Json.write(at.resolve("terrace_override.tf.json"), override);
    }
    Terraform terraform = target.terraformIn(at);
    terraform.init(StackFile.of(tree).initFingerprint());
    try {
      return terraform.planTree(List.of(), message -> {});
    } finally {
      terraform.discardPlan();
    }
  }

  private static void delete(Path state) {
    FileTrees.delete(state);
    FileTrees.delete(state.resolveSibling(STATE + ".backup"));
  }
}
