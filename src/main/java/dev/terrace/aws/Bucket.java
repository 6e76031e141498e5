package dev.terrace.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of one S3 bucket, small ones. Every method throws {@link AwsException}. */
public final class Bucket implements AutoCloseable {
  private final S3Client client;
  private final String name;

  Bucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * One version of an object.
   *
   * @param current what is read where no version is named
   * @param deleteMarker stands for «there is no such object from here on»
   */
  public record Version(
      String id, Instant written, long bytes, boolean current, boolean deleteMarker) {}

  public String name() {
    return name;
  }

  public boolean exists() {
    return asking(
        "s3://" + name,
        () -> {
          try {
            client.headBucket(request -> request.bucket(name));
            return true;
          } catch (NoSuchBucketException e) {
            return false;
          }
        });
  }

  /** Every version of an object, the newest first; none where there never was one. */
  public List<Version> versions(String key) {
    return asking(
        "the versions of " + words(key),
        () -> {
          List<Version> versions = new ArrayList<>();
          client
              .listObjectVersionsPaginator(request -> request.bucket(name).prefix(key))
              .forEach(
                  page -> {
                    page.versions().stream()
                        .filter(each -> each.key().equals(key))
                        .map(
                            each ->
                                new Version(
                                    each.versionId(),
                                    each.lastModified(),
                                    each.size(),
                                    each.isLatest(),
                                    false))
                        .forEach(versions::add);
                    page.deleteMarkers().stream()
                        .filter(each -> each.key().equals(key))
                        .map(
                            each ->
                                new Version(
                                    each.versionId(),
                                    each.lastModified(),
                                    0,
                                    each.isLatest(),
                                    true))
                        .forEach(versions::add);
                  });
          // S3 lists objects and delete markers apart; each of both lists has its newest first.
          versions.sort(
              java.util.Comparator.comparing(Version::current)
                  .thenComparing(Version::written)
                  .reversed());
          return versions;
        });
  }

  /** The keys of all objects, sorted. */
  public List<String> keys() {
    return asking(
        "the objects of s3://" + name,
        () ->
            client.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList());
  }

  /** What an object holds now; empty where there is none. */
  public Optional<byte[]> read(String key) {
    return asking(
        words(key),
        () -> {
          try {
            return Optional.of(
                client
                    .getObjectAsBytes(request -> request.bucket(name).key(key))
                    .asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** What a version of an object holds. */
  public byte[] read(String key, Version version) {
    return asking(
        "version " + version.id() + " of " + words(key),
        () ->
            client
                .getObjectAsBytes(request -> request.bucket(name).key(key).versionId(version.id()))
                .asByteArrayUnsafe());
  }

  /**
   * Writes an object where there is none.
   *
   * @return false where there is one already
   */
  public boolean create(String key, String text) {
    return asking(
        words(key),
        () -> {
          try {
            client.putObject(
                request ->
                    request.bucket(name).key(key).contentType("application/json").ifNoneMatch("*"),
                RequestBody.fromString(text));
            return true;
          } catch (S3Exception e) {
            if (e.statusCode() == 412 || e.statusCode() == 409) {
              return false;
            }
            throw e;
          }
        });
  }

  /** Puts a delete marker over an object; its versions stay. */
  public void delete(String key) {
    asking(words(key), () -> client.deleteObject(request -> request.bucket(name).key(key)));
  }

  private String words(String key) {
    return "s3://" + name + "/" + key;
  }

  private static <T> T asking(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new AwsException(what, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
