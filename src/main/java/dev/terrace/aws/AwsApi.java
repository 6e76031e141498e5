package dev.terrace.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of AWS's own API, with the credentials and the endpoint that Terraform gets: a command
 * never looks at one account and changes another.
 */
public final class AwsApi implements AutoCloseable {
  private final Map<String, String> variables;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  /**
   * @param variables the environment that Terraform gets
   */
  public AwsApi(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * @param region of the bucket
   */
  public S3Client s3(String region) {
    // The simulation listens on an address, which has no names below it.
    return with(S3Client.builder().httpClient(http).forcePathStyle(endpoint().isPresent()), region)
        .build();
  }

  public DynamoDbClient dynamoDb(String region) {
    return with(DynamoDbClient.builder().httpClient(http), region).build();
  }

  /** One bucket, in its region. */
  public Bucket bucket(String name, String region) {
    return new Bucket(s3(region), name);
  }

  /** One table, in its region. */
  public Table table(String name, String hashKey, String region) {
    return new Table(dynamoDb(region), name, hashKey);
  }

  public SsmClient ssm(String region) {
    return with(SsmClient.builder().httpClient(http), region).build();
  }

  /**
   * The number of the account that the credentials are of.
   *
   * @throws AwsException when AWS does not say
   */
  public String account(String region) {
    try (StsClient sts = with(StsClient.builder().httpClient(http), region).build()) {
      return sts.getCallerIdentity().account();
    } catch (SdkException e) {
      throw new AwsException("whose account this is cannot be read", e);
    }
  }

  /** Reading calls of services that have no client here. */
  public SignedCalls calls(String region) {
    return new SignedCalls(http, credentials(), endpoint(), Region.of(region));
  }

  CloudFormationClient cloudFormation(String region) {
    return with(CloudFormationClient.builder().httpClient(http), region).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B with(B builder, String region) {
    builder.region(Region.of(region)).credentialsProvider(credentials());
    endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  private Optional<URI> endpoint() {
    return given("AWS_ENDPOINT_URL").map(URI::create);
  }

  private AwsCredentialsProvider credentials() {
    Optional<String> id = given("AWS_ACCESS_KEY_ID");
    Optional<String> secret = given("AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    AwsCredentials keys =
        given("AWS_SESSION_TOKEN")
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get()));
    return StaticCredentialsProvider.create(keys);
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public void close() {
    http.close();
  }
}
