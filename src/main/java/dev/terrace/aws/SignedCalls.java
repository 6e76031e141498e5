package dev.terrace.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Reading calls of services that have no client here, signed and answered as a tree. Every method
 * throws {@link AwsException}.
 */
public final class SignedCalls {
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;
  private final Region region;

  SignedCalls(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Optional<URI> endpoint,
      Region region) {
    this.http = http;
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * An action of AWS's query protocol, such as EC2's.
   *
   * @param service as in the endpoint, such as {@code ec2}
   * @param parameters with {@code Action} and {@code Version}
   */
  public JsonNode query(String service, Map<String, String> parameters) {
    String body =
        parameters.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return Xml.parse(
        send(
            service,
            parameters.getOrDefault("Action", service),
            "/",
            Map.of(),
            body,
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")));
  }

  /**
   * An action of AWS's JSON protocol.
   *
   * @param target such as {@code TrentService.ListKeys}
   * @param version of the protocol, 1.0 or 1.1
   */
  public JsonNode json(String service, String target, String version, JsonNode body) {
    return Json.parse(
        send(
            service,
            target,
            "/",
            Map.of(),
            body.toString(),
            Map.of("Content-Type", "application/x-amz-json-" + version, "X-Amz-Target", target)));
  }

  /** A read of a REST service that answers in JSON. */
  public JsonNode restJson(String service, String path, Map<String, String> query) {
    return Json.parse(send(service, path, path, query, "", Map.of()));
  }

  /** A read of a REST service that answers in XML. */
  public JsonNode restXml(String service, String path, Map<String, String> query) {
    return Xml.parse(send(service, path, path, query, "", Map.of()));
  }

  private String send(
      String service,
      String doing,
      String path,
      Map<String, String> query,
      String body,
      Map<String, String> headers) {
    ServiceMetadata metadata = ServiceMetadata.of(service);
    Region at = metadata.servicePartitions().isEmpty() ? region : place(metadata);
    URI to = endpoint.orElseGet(() -> withScheme(metadata.endpointFor(at)));
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .uri(to)
            .encodedPath(path)
            .method(body.isEmpty() ? SdkHttpMethod.GET : SdkHttpMethod.POST);
    new TreeMap<>(query).forEach(request::putRawQueryParameter);
    headers.forEach(request::putHeader);
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
    AwsCredentials identity = identity(service, doing);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                each ->
                    each.identity(identity)
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, metadata.signingRegion(at).id()));
    try {
      HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
      if (!body.isEmpty()) {
        execute.contentStreamProvider(payload);
      }
      HttpExecuteResponse response = http.prepareRequest(execute.build()).call();
      String text = "";
      if (response.responseBody().isPresent()) {
        try (InputStream in = response.responseBody().get()) {
          text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      if (!response.httpResponse().isSuccessful()) {
        throw AwsException.of(service + " " + doing, response.httpResponse().statusCode(), text);
      }
      return text;
    } catch (IOException e) {
      throw AwsException.of(service + " " + doing, e);
    }
  }

  private AwsCredentials identity(String service, String doing) {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new AwsException(service + " " + doing, e);
    }
  }

  /** A service without regions, such as Route 53, has one endpoint for the whole partition. */
  private Region place(ServiceMetadata metadata) {
    String partition = PartitionMetadata.of(region).id();
    return metadata.servicePartitions().stream()
        .filter(each -> each.partition().id().equals(partition))
        .flatMap(each -> each.globalRegion().stream())
        .findFirst()
        .orElse(region);
  }

  private static URI withScheme(URI endpoint) {
    return endpoint.getScheme() == null ? URI.create("https://" + endpoint) : endpoint;
  }

  private static String encode(String text) {
    return SdkHttpUtils.urlEncode(text);
  }
}
