package dev.terrace.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.aws.Bucket;
import dev.terrace.aws.Table;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.LockInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A stack's state in its bucket, with what Terraform's S3 backend keeps with it: a lock file {@code
 * <key>.tflock}, and in each lock table an item {@code <bucket>/<key>} while it is locked and an
 * item {@code <bucket>/<key>-md5} with the digest of what was last written (Terraform 1.11's {@code
 * internal/backend/remote-state/s3/client.go}).
 */
public final class StateObject {
  /** The lock table's hash key. */
  public static final String HASH_KEY = "LockID";

  private static final String LOCK = "Info";
  private static final String DIGEST = "Digest";

  private final StackId stack;
  private final Bucket bucket;
  private final String key;
  private final List<Table> tables;

  /**
   * @param tables existing tables that may hold locks of this state
   */
  public StateObject(StackId stack, Bucket bucket, String key, List<Table> tables) {
    this.stack = stack;
    this.bucket = bucket;
    this.key = key;
    this.tables = List.copyOf(tables);
  }

  public StackId stack() {
    return stack;
  }

  Bucket bucket() {
    return bucket;
  }

  String key() {
    return key;
  }

  private String id() {
    return bucket.name() + "/" + key;
  }

  private String lockFile() {
    return key + ".tflock";
  }

  private String digestId() {
    return id() + "-md5";
  }

  /** The stored bytes, which need not be a state. */
  Optional<byte[]> read() {
    return bucket.read(key);
  }

  /**
   * Writes a state where there is none; Terraform cannot, without changing its lineage.
   *
   * @return false if there is something
   */
  boolean create(String text) {
    if (!bucket.create(key, text)) {
      return false;
    }
    tablesWithAnotherDigest().forEach(this::correctDigest);
    return true;
  }

  /** Who holds the lock, wherever it is held; {@link LockInfo#UNREADABLE} where it does not say. */
  public Optional<LockInfo> holder() {
    return holderInFile()
        .or(() -> tables.stream().flatMap(table -> holderIn(table).stream()).findFirst());
  }

  private Optional<LockInfo> holderInFile() {
    return bucket
        .read(lockFile())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> LockInfo.parse(text).orElse(LockInfo.UNREADABLE));
  }

  private Optional<LockInfo> holderIn(Table table) {
    return table
        .item(id())
        .map(
            item ->
                Optional.ofNullable(item.get(LOCK))
                    .flatMap(LockInfo::parse)
                    .orElse(LockInfo.UNREADABLE));
  }

  /**
   * Releases a lock wherever it is held.
   *
   * @param lockId releases only the lock with this id
   */
  public void release(String lockId) {
    holderInFile()
        .filter(lock -> lock.id().equals(lockId))
        .ifPresent(lock -> bucket.delete(lockFile()));
    for (Table table : tables) {
      holderIn(table)
          .filter(lock -> lock.id().equals(lockId))
          .ifPresent(lock -> table.delete(id()));
    }
  }

  /** A lock that is held until it is closed. */
  public final class Held implements AutoCloseable {
    private final String lockId;

    private Held(String lockId) {
      this.lockId = lockId;
    }

    @Override
    public void close() {
      release(lockId);
    }
  }

  /**
   * Takes every kind of lock at once, in Terraform's own format: Terraform is refused and told who
   * holds it, and {@code force-unlock} releases it.
   *
   * @param operation shown to others
   * @throws LockedException when it is held
   */
  public Held lock(String operation) {
    String lockId = UUID.randomUUID().toString();
    ObjectNode info =
        Json.object()
            .put("ID", lockId)
            .put("Operation", operation)
            .put("Info", "")
            .put("Who", System.getProperty("user.name") + "@" + host())
            .put("Version", "")
            .put("Created", Instant.now().toString())
            .put("Path", id());
    boolean taken = bucket.create(lockFile(), info.toString());
    for (Table table : tables) {
      taken = taken && table.create(id(), LOCK, info.toString());
    }
    if (!taken) {
      release(lockId);
      Optional<LockInfo> other = holder();
      throw new LockedException(
          stack, other.orElse(new LockInfo("", "somebody", "unknown", "just now")));
    }
    return new Held(lockId);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /**
   * Tables whose digest does not match the stored bytes: Terraform refuses to read the state
   * through them.
   */
  List<Table> tablesWithAnotherDigest() {
    Optional<String> actual = read().map(StateObject::md5);
    List<Table> other = new ArrayList<>();
    for (Table table : tables) {
      Optional<String> noted = table.item(digestId()).map(item -> item.get(DIGEST));
      if (noted.isPresent() && !noted.equals(actual)) {
        other.add(table);
      }
    }
    return other;
  }

  /** Tables that hold a digest of this state. */
  List<Table> tablesWithDigest() {
    return tables.stream().filter(table -> table.item(digestId()).isPresent()).toList();
  }

  /** Records the digest of what is stored now. */
  void correctDigest(Table table) {
    read().ifPresent(bytes -> table.put(digestId(), DIGEST, md5(bytes)));
  }

  /** Terraform accepts a state without a digest, and records one when it writes it. */
  void deleteDigest(Table table) {
    table.delete(digestId());
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
