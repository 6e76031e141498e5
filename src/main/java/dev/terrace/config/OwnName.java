package dev.terrace.config;

/**
 * The name of something that AWS has once in an account, in a region of it, or at all.
 *
 * @param name such as {@code coder-artifacts}
 */
public record OwnName(Kind kind, String name) {

  /** Where a name can be there once. */
  enum Place {
    EVERYWHERE,
    ACCOUNT,
    REGION
  }

  /** What has the name. */
  public enum Kind {
    /**
     * The beginning of many names. Those of roles are unique in an account, whatever the region:
     * IAM user guide, "IAM and AWS STS quotas", name requirements.
     */
    PREFIX("resources whose names begin with", Place.ACCOUNT),
    /** A bucket that the environment creates: Amazon S3 user guide, "Bucket naming rules". */
    BUCKET("the bucket", Place.EVERYWHERE),
    /** The bucket of the state, which exists before and which environments can share. */
    STATE_BUCKET("the bucket", Place.EVERYWHERE),
    /** Secrets Manager API, CreateSecret, Name. */
    SECRET("the secret", Place.REGION),
    /**
     * What an account trusts to sign in roles: IAM API, CreateOpenIDConnectProvider, has one of a
     * URL.
     */
    IDENTITY_PROVIDER("the identity provider", Place.ACCOUNT),
    /** A hosted zone that the environment creates: its domain is delegated to one. */
    ZONE("the hosted zone", Place.EVERYWHERE);

    private final String shown;
    private final Place place;

    Kind(String shown, Place place) {
      this.shown = shown;
      this.place = place;
    }
  }

  Place place() {
    return kind.place;
  }

  /** Such as {@code the bucket 'coder-artifacts'}. */
  String shown() {
    return kind.shown + " '" + name + "'";
  }
}
