package dev.terrace.terraform;

import java.util.List;
import java.util.Optional;

/** The lock of one state. */
public final class StateLock {
  private final TerraformCommands commands;

  StateLock(TerraformCommands commands) {
    this.commands = commands;
  }

  /**
   * Who holds it now; {@link LockInfo#UNREADABLE} where the lock does not say. Terraform has no
   * command for it, so a plan of nothing is tried, which takes the lock, and gives it back, where
   * it is free.
   */
  public Optional<LockInfo> holder() {
    try {
      commands.follow(
          List.of(
              "plan", "-json", "-input=false", "-refresh=false", "-target=terraform_data.nothing"),
          message -> {});
      return Optional.empty();
    } catch (TerraformException e) {
      if (e.locked()) {
        return e.lock().or(() -> Optional.of(LockInfo.UNREADABLE));
      }
      throw e;
    }
  }

  /**
   * @param id of the lock, see {@link LockInfo}
   */
  public void release(String id) {
    commands.capture(List.of("force-unlock", "-force", id));
  }
}
