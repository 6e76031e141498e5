package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContactValues;
import dev.terrace.config.value.DeliveryValues;
import dev.terrace.config.value.Is;
import dev.terrace.config.value.NameValues;
import dev.terrace.config.value.NetworkValues;
import dev.terrace.config.value.TagValues;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys that the configurations of several systems have: what each means, and what it takes. */
public final class StandardKeys {
  private StandardKeys() {}

  /** What begins the names of the resources. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription(
      "Begins the names of the resources; another one for each environment of an account.")
  @Is(NameValues.NamePrefix.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Prefix {}

  /** The region of the resources. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription("AWS region, such as eu-central-1.")
  @Is(NetworkValues.Region.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Region {}

  /** Tags of the resources: EC2 API, "Tag restrictions". */
  @JacksonAnnotationsInside
  @JsonPropertyDescription("Tags on every resource that takes tags.")
  @Is(value = TagValues.TagValue.class, keys = TagValues.TagKey.class, mostEntries = 49)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Tags {}

  /** Secrets that services refer to. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription("Secrets by name, in addition to those of the database.")
  @Is(keys = NameValues.ServiceName.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Secrets {}

  /** Services on Fargate. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription("The Fargate services by name, which is the Cloud Map name as well.")
  @Is(keys = NameValues.ServiceName.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Services {}

  /** Services on Fargate that take messages from a queue. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription("The Fargate services by name that take messages from a queue.")
  @Is(keys = NameValues.ServiceName.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Workers {}

  /** The zones of a region. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription(
      "Two or more zones of the region; as many as there are subnets in a tier.")
  @Is(value = NetworkValues.Zone.class, distinct = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Zones {}

  /** How long logs are kept. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription("Days that logs are kept; the values that CloudWatch Logs takes.")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface LogDays {}

  /** Flow logs of the VPC. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription(
      "none, rejected or all: which connections of the VPC are logged; default: rejected.")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface LoggedConnections {}

  /** A bucket for access logs. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription("Access logs of the load balancer and of the buckets; absent: none.")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface AccessLogs {}

  /** What an estimate of costs assumes. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription("What a month is assumed to bring, for 'terrace cost'.")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface AssumedUsage {}

  /** Attributes of adopted resources. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription(
      "Names, descriptions and keys that adopted resources keep, by layer/construct path and"
          + " attribute.")
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface KeptAttributes {}

  /** Versions of generated secrets. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription(
      "Version by secret's name without the prefix, 1 and up; a higher one generates a new"
          + " value.")
  @Between(least = 1, most = Integer.MAX_VALUE)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface SecretVersions {}

  /** Who is told of alarms. */
  @JacksonAnnotationsInside
  @OptionalKey
  @JsonPropertyDescription("E-mail address that is notified; empty: no subscriber.")
  @Is(value = ContactValues.Email.class, orEmpty = true)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface AlarmEmail {}

  /** Where the source lies. */
  @JacksonAnnotationsInside
  @JsonPropertyDescription("Repository on GitHub, owner/name.")
  @Is(DeliveryValues.GitHubRepository.class)
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
  public @interface Repository {}
}
