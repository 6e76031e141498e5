package dev.terrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StackFile;
import dev.terrace.terraform.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scratch folders in which stacks are planned against states that are files beside them. */
final class Rehearsal {
  private static final String STATE = "terraform.tfstate";

  private final Estate estate;
  private final Path folder;

  Rehearsal(Estate estate) {
    this.estate = estate;
    this.folder = estate.folder().resolve("adopt");
  }

  /** Terraform in a folder of a name, with no root in it. */
  Terraform empty(String name) {
    return estate.terraformIn(made(folder.resolve(name)));
  }

  /** The plan of a root that has no state. */
  JsonNode plan(String name, ObjectNode tree) {
    Path at = made(folder.resolve(name));
    return plan(at, tree);
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
      Synthesis.delete(at.resolve("assets"));
      Estate.copy(stack.folder(), at);
      if (state != null) {
        Json.write(file, state);
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

  private static Path made(Path folder) {
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
