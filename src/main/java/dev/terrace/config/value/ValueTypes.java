package dev.terrace.config.value;

import java.util.List;
import java.util.Optional;

/** The list of types. A new one is a class and one line in it. */
public final class ValueTypes {
  public static final List<ValueType> ALL =
      List.of(
          new AwsIds.AccountId(),
          new AwsIds.ArmInstanceType(),
          new AwsIds.CertificateArn(),
          new AwsIds.DirectoryId(),
          new AwsIds.HostedZoneId(),
          new AwsIds.SecretArn(),
          new ContactValues.Email(),
          new ContainerValues.ContainerUser(),
          new ContainerValues.ImageReference(),
          new ContainerValues.MountPath(),
          new HostValues.RegistryHost(),
          new ContainerValues.VariableName(),
          new DatabaseValues.DatabaseClass(),
          new DatabaseValues.DatabaseName(),
          new DatabaseValues.DatabaseUser(),
          new DatabaseValues.PostgresVersion(),
          new DeliveryValues.CodeArtifactRepository(),
          new DeliveryValues.GitBranch(),
          new DeliveryValues.GitHubRepository(),
          new DeliveryValues.ImageRepositoryName(),
          new HostValues.Domain(),
          new HostValues.HostLabel(),
          new HostValues.Hostname(),
          new HostValues.RouteHost(),
          new ModelValues.ModelName(),
          new ModelValues.ModelReference(),
          new NameValues.CloudName(),
          new NameValues.NamePrefix(),
          new NameValues.ParameterName(),
          new NameValues.SecretsPrefix(),
          new NameValues.ServiceName(),
          new NameValues.WorkspacePrefix(),
          new NetworkValues.GatewayService(),
          new NetworkValues.InferenceGeography(),
          new NetworkValues.InterfaceService(),
          new NetworkValues.Region(),
          new NetworkValues.Zone(),
          new PathValues.HealthCheckPath(),
          new PathValues.RoutePath(),
          new RedisValues.CacheNodeType(),
          new RedisValues.RedisVersion(),
          new StorageValues.BucketName(),
          new StorageValues.TableName(),
          new TagValues.TagKey(),
          new TagValues.TagValue(),
          new TextValues.Description(),
          new UrlValues.HttpUrl(),
          new UrlValues.HttpsUrl(),
          new UrlValues.OidcEndpoint(),
          new UrlValues.OidcIssuer());

  private ValueTypes() {}

  /** The type with a name. */
  public static Optional<ValueType> named(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /**
   * The type of a class.
   *
   * @throws IllegalArgumentException when the list lacks it
   */
  public static ValueType of(Class<? extends ValueType> type) {
    return ALL.stream()
        .filter(each -> each.getClass().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(type + " is not in the list of types"));
  }
}
