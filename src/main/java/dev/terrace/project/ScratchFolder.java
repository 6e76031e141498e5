package dev.terrace.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.files.FileTrees;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LeftAtWork;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a stack whose content differs from what is deployed: its plan is for reading only.
 * Terraform reads the stack's own state from there, since the copy lies next to the working folder
 * and shares its {@code .terraform}. The copy may hold sensitive values, so it is deleted at the
 * end.
 */
public final class ScratchFolder implements AutoCloseable {
  private static final String STATE = "terraform.tfstate";

  private final Path folder;
  private final Terraform terraform;

  private ScratchFolder(Path folder, Terraform terraform) {
    this.folder = folder;
    this.terraform = terraform;
  }

  /**
   * @param stack whose working folder is prepared
   * @param tree the stack's JSON in the copy, with the same {@code terraform} block
   */
  public static ScratchFolder of(Stack stack, ObjectNode tree, DeployTarget target) {
    Path working = target.folderOf(stack);
    Path folder = beside(working);
    WorkingFolder.writeScratch(stack, tree, working, folder);
    return new ScratchFolder(folder, target.terraformIn(folder, working.resolve(".terraform")));
  }

  /**
   * The same for a plan against another state than the stack's own, which nothing in the copy can
   * reach: the copy has a backend of its own.
   *
   * @param tree the stack's JSON in the copy
   * @param state of version 4
   */
  public static ScratchFolder of(
      Stack stack, ObjectNode tree, ObjectNode state, DeployTarget target) {
    ObjectNode detached = tree.deepCopy();
    ObjectNode settings = detached.withObject("/terraform");
    settings.remove(List.of("cloud", "backend"));
    settings.withObject("/backend/local").put("path", STATE);
    Path folder = beside(target.folderOf(stack));
    WorkingFolder.writeScratch(stack, detached, target.folderOf(stack), folder);
    FileTrees.writePrivate(folder.resolve(STATE), Json.pretty(state));
    Terraform terraform = target.terraformIn(folder);
    terraform.init(StackFile.of(detached).initFingerprint());
    return new ScratchFolder(folder, terraform);
  }

  private static Path beside(Path working) {
    return working.resolveSibling(working.getFileName() + ".plan");
  }

  /**
   * Deletes what a killed run left.
   *
   * @return a Terraform that is still at work there; then nothing is deleted
   */
  static Optional<ProcessHandle> discardLeftover(Path working) {
    Optional<ProcessHandle> left = leftAtWork(working);
    if (left.isEmpty()) {
      FileTrees.delete(beside(working));
    }
    return left;
  }

  /** A Terraform that a killed run left at work in the copy. */
  public static Optional<ProcessHandle> leftAtWork(Path working) {
    return LeftAtWork.in(beside(working));
  }

  public Terraform terraform() {
    return terraform;
  }

  @Override
  public void close() {
    FileTrees.delete(folder);
  }
}
