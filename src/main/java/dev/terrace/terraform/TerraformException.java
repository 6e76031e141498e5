package dev.terrace.terraform;

import dev.terrace.error.UserError;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Terraform ended with an error. */
public final class TerraformException extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * The item or the object of the lock is there
   * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html and
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
   */
  private static final Pattern HELD =
      Pattern.compile("ConditionalCheckFailed|PreconditionFailed|ConditionalRequestConflict");

  private final transient List<Diagnostic> errors;
  private final boolean interrupted;
  private final boolean killed;

  TerraformException(
      String command, List<Diagnostic> errors, String said, boolean interrupted, boolean killed) {
    super(Kind.FAILED, "terraform " + command + ": " + words(errors, said, interrupted, killed));
    this.errors = List.copyOf(errors);
    this.interrupted = interrupted;
    this.killed = killed;
  }

  private static String words(
      List<Diagnostic> errors, String said, boolean interrupted, boolean killed) {
    if (!errors.isEmpty()) {
      return errors.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }
    if (!said.isBlank()) {
      return Diagnostic.withoutAdvice(said).strip();
    }
    return interrupted ? "interrupted" : killed ? "was killed" : "exited without a message";
  }

  /** In the order in which Terraform named them; empty when it said nothing in JSON. */
  public List<Diagnostic> errors() {
    return errors;
  }

  /** The lock's holder, when the state was locked. */
  public Optional<LockInfo> lock() {
    return errors.stream().flatMap(error -> error.lock().stream()).findFirst();
  }

  /**
   * The state is locked, whether or not the lock says by whom. Other failures to lock it, such as a
   * missing right, are no lock.
   */
  public boolean locked() {
    return acquiresNoLock() && (lock().isPresent() || HELD.matcher(getMessage()).find());
  }

  private boolean acquiresNoLock() {
    return errors.stream()
        .anyMatch(error -> error.summary().equals("Error acquiring the state lock"));
  }

  /** A signal ended it, so that it could not write its state. */
  public boolean killed() {
    return killed;
  }

  /** Somebody wanted it to end. */
  public boolean interrupted() {
    return interrupted;
  }

  /**
   * The bucket of the state, or of a state that is read, is not there. Not every command says so in
   * JSON.
   */
  public boolean missesBucket() {
    return getMessage().contains("NoSuchBucket");
  }

  /** The state is locked in a table that is not there. */
  public boolean missesLockTable() {
    return acquiresNoLock() && getMessage().contains("ResourceNotFoundException");
  }

  /** What is stored is no state that Terraform can read: truncated, or of another version. */
  public boolean readsNoState() {
    return getMessage().contains("Unsupported state file format");
  }

  /** What is stored is not what was last written, as the digest in the lock table says. */
  public boolean findsAnotherDigest() {
    return getMessage().contains("state data in S3 does not have the expected content");
  }

  /**
   * The state of an apply could not be written: the two summaries that Terraform's local backend
   * reports then, see its {@code backupStateForError}.
   */
  public boolean lostState() {
    return errors.stream()
        .map(Diagnostic::summary)
        .anyMatch(
            summary ->
                summary.equals("Failed to save state")
                    || summary.equals("Failed to persist state to backend"));
  }
}
