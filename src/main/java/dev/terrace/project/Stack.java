package dev.terrace.project;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import dev.terrace.terraform.StackFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A stack that has been synthesized.
 *
 * @param folder holds {@code cdk.tf.json} and its assets
 * @param region of its resources
 * @param dependencies the stacks whose outputs it reads
 */
public record Stack(
    StackId id,
    StackFile file,
    Path folder,
    String region,
    Backend backend,
    List<StackId> dependencies) {

  /** {@code construct/path (address)}, or the address alone for what the code does not hold. */
  public String describe(String address) {
    return file.constructPath(address).map(path -> path + " (" + address + ")").orElse(address);
  }
}
