package dev.terrace.actions.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.Existing;
import dev.terrace.adopt.Lookup;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Scratch folders in which stacks are planned against states that are files beside them. One run at
 * a time has them.
 */
public final class ScratchPlanner implements AutoCloseable {
  private static final String STATE = "terraform.tfstate";

  private final DeployTarget estate;
  private final Path folder;
  private final FileChannel alone;

  public ScratchPlanner(DeployTarget estate) {
    this.estate = estate;
    this.folder = made(estate.folder().resolve("adopt"));
    this.alone = alone(folder);
  }

  /** Two at once would plan in each other's folders. */
  private static FileChannel alone(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw UserError.failed(
            "another './terrace adopt' is at work in " + folder + ": wait for it to end");
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder, e);
    }
  }

  @Override
  public void close() {
    try {
      alone.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What exists, with what only AWS can tell.
   *
   * @param matched whose rules and versions are asked for
   */
  List<Existing> completed(
      String region, Collection<Existing> matched, Collection<Existing> existing) {
    Optional<ObjectNode> root = Lookup.root(region, matched, existing);
    if (root.isEmpty()) {
      return List.copyOf(existing);
    }
    try {
      JsonNode plan = plan(made(folder.resolve("lookup")), root.get());
      return Lookup.completed(plan, matched, existing);
    } catch (TerraformException e) {
      throw UserError.failed(
          "AWS was asked about the secrets, security groups and addresses that are to be adopted,"
              + " and does not have them all in this account and region: correct the source, or the"
              + " entry.\n  "
              + Messages.indented(e.getMessage(), "  ")
              + "\n  Nothing was changed.");
    }
  }

  /**
   * The plan of a stack.
   *
   * @param detached the stack, see {@link dev.terrace.adopt.DetachedStack}
   * @param state what it has; null for nothing
   */
  JsonNode plan(Stack stack, ObjectNode detached, ObjectNode state) {
    Path at = folder.resolve(stack.id().stackName());
    made(at);
    Path file = at.resolve(STATE);
    try {
      FileTrees.delete(at.resolve("assets"));
      FileTrees.copy(stack.folder(), at);
      delete(file); // of a run that was killed
      if (state != null) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Json.pretty(state));
      }
      return plan(at, detached);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + at, e);
    } finally {
      delete(file);
    }
  }

  private JsonNode plan(Path at, ObjectNode tree) {
    Json.write(at.resolve("cdk.tf.json"), tree);
    if (estate.isLocal()) {
      ObjectNode override = Json.object();
      override.withObject("/provider").putArray("aws").addObject().put("max_retries", 3);
      Json.write(at.resolve("terrace_override.tf.json"), override);
    }
    Terraform terraform = estate.terraformIn(at);
    terraform.init(StackFile.of(tree).initFingerprint());
    try {
      return terraform.planTree(List.of(), message -> {});
    } finally {
      terraform.discardPlan();
    }
  }

  static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(STATE + ".backup"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
