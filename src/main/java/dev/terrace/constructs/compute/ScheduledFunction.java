package dev.terrace.constructs.compute;

import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRule;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_rule.CloudwatchEventRuleConfig;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTarget;
import com.hashicorp.cdktf.providers.aws.cloudwatch_event_target.CloudwatchEventTargetConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
import com.hashicorp.cdktf.providers.aws.lambda_permission.LambdaPermission;
import com.hashicorp.cdktf.providers.aws.lambda_permission.LambdaPermissionConfig;
import com.hashicorp.cdktf.providers.aws.s3_object.S3Object;
import com.hashicorp.cdktf.providers.aws.s3_object.S3ObjectConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.monitoring.LogGroup;
import dev.terrace.ref.BucketRef;
import dev.terrace.ref.FunctionRef;
import dev.terrace.ref.RoleRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.constructs.Construct;

/**
 * A Lambda function of one Python file that EventBridge runs every so many days. A change of the
 * name replaces it; a change of its code does not.
 */
public final class ScheduledFunction extends Construct {
  private static final int FIFTEEN_MINUTES = 900;

  private final FunctionRef ref;

  /**
   * @param name the whole name
   * @param module name of the Python file without its ending; its function is {@code handler}
   * @param code the file's text
   * @param codeBucket takes the packed code
   * @param everyDays 1 and up
   */
  public record Props(
      String name,
      String description,
      String module,
      String code,
      BucketRef codeBucket,
      RoleRef role,
      Map<String, String> environment,
      int everyDays,
      int logRetentionDays) {}

  public ScheduledFunction(Construct scope, String id, Props props) {
    super(scope, id);
    String name = Names.exact(Names.Kind.FUNCTION, props.name());
    LogGroup logs =
        new LogGroup(
            this, "logs", new LogGroup.Props("/aws/lambda/" + name, props.logRetentionDays()));
    byte[] archive = archive(props.module() + ".py", props.code());
    byte[] digest = sha256(archive);
    S3Object object =
        new S3Object(
            this,
            "code",
            S3ObjectConfig.builder()
                .bucket(props.codeBucket().name())
                .key("functions/" + name + "-" + HexFormat.of().formatHex(digest, 0, 8) + ".zip")
                .contentBase64(Base64.getEncoder().encodeToString(archive))
                .contentType("application/zip")
                .build());
    LambdaFunction function =
        new LambdaFunction(
            this,
            "function",
            LambdaFunctionConfig.builder()
                .functionName(name)
                .description(props.description())
                .runtime("python3.13")
                .architectures(List.of("arm64"))
                .handler(props.module() + ".handler")
                .timeout(FIFTEEN_MINUTES)
                .memorySize(256)
                .role(props.role().arn())
                .s3Bucket(object.getBucket())
                .s3Key(object.getKey())
                .sourceCodeHash(Base64.getEncoder().encodeToString(digest))
                .environment(
                    LambdaFunctionEnvironment.builder()
                        .variables(new TreeMap<>(props.environment()))
                        .build())
                .dependsOn(List.of(logs.dependable()))
                .build());
    CloudwatchEventRule rule =
        new CloudwatchEventRule(
            this,
            "schedule",
            CloudwatchEventRuleConfig.builder()
                .name(name)
                .description(props.description())
                .scheduleExpression(
                    props.everyDays() == 1 ? "rate(1 day)" : "rate(" + props.everyDays() + " days)")
                .build());
    LambdaPermission permission =
        new LambdaPermission(
            this,
            "permission",
            LambdaPermissionConfig.builder()
                .statementId("EventBridge")
                .action("lambda:InvokeFunction")
                .functionName(function.getFunctionName())
                .principal("events.amazonaws.com")
                .sourceArn(rule.getArn())
                .build());
    new CloudwatchEventTarget(
        this,
        "target",
        CloudwatchEventTargetConfig.builder()
            .rule(rule.getName())
            .targetId("function")
            .arn(function.getArn())
            .dependsOn(List.of(permission))
            .build());
    ref = new FunctionRef(function.getArn(), name);
  }

  /** Stored, with a fixed time: the same text gives the same bytes on any machine. */
  private static byte[] archive(String file, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(file);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public FunctionRef ref() {
    return ref;
  }
}
