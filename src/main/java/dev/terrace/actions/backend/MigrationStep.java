package dev.terrace.actions.backend;

import dev.terrace.config.Backend;
import dev.terrace.config.StackId;
import java.nio.file.Path;
import java.util.Optional;

/** One step of a migration that was done. */
public sealed interface MigrationStep {
  /** For people. */
  String describe();

  /**
   * States are locked in another way.
   *
   * @param former empty if it was not recorded
   * @param states how many were read through the new lock
   * @param digests how many leftover digests were corrected
   */
  record LockChanged(
      String bucket, Optional<Backend.Lock> former, Backend.Lock lock, int states, int digests)
      implements MigrationStep {
    @Override
    public String describe() {
      return "s3://"
          + bucket
          + ": lock "
          + former.map(Backend.Lock::toString).orElse("unknown")
          + " -> "
          + lock
          + ", "
          + states
          + (states == 1 ? " state" : " states")
          + " read through it"
          + (digests == 0
              ? ""
              : ", "
                  + digests
                  + (digests == 1 ? " leftover digest corrected" : " leftover digests corrected"));
    }
  }

  /** A lock table that is no longer configured was destroyed. */
  record TableDropped(String table) implements MigrationStep {
    @Override
    public String describe() {
      return "table " + table + ": destroyed";
    }
  }

  /**
   * A state moved from a file to a bucket.
   *
   * @param address in the bucket
   * @param file where the file is now
   */
  record StateMoved(StackId stack, int resources, long serial, String address, Path file)
      implements MigrationStep {
    @Override
    public String describe() {
      return stack
          + ": "
          + resources
          + " resources, serial "
          + serial
          + " -> "
          + address
          + "; the file is now "
          + file;
    }
  }

  /** A bucket whose states need no migration. */
  record NothingToMigrate(String bucket, Backend.Lock lock) implements MigrationStep {
    @Override
    public String describe() {
      return "s3://" + bucket + ": nothing to migrate, lock: " + lock;
    }
  }
}
