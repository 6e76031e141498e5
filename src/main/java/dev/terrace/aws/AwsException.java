package dev.terrace.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.error.UserError;
import dev.terrace.terraform.Json;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS refused a call, or could not be reached. */
public final class AwsException extends UserError {
  private static final long serialVersionUID = 1L;

  private final String code;

  AwsException(String doing, SdkException cause) {
    super(Kind.FAILED, doing + ": " + words(cause), cause);
    this.code =
        cause instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? String.valueOf(service.awsErrorDetails().errorCode())
            : "";
  }

  private AwsException(String doing, String message, String code, Throwable cause) {
    super(Kind.FAILED, doing + ": " + message, cause);
    this.code = code;
  }

  /** An answer of a service that has no client here, in XML or JSON. */
  static AwsException of(String doing, int status, String answer) {
    String code = "";
    String message = answer.strip();
    if (answer.startsWith("<") && !answer.startsWith("<!") && !answer.startsWith("<html")) {
      JsonNode tree = Xml.parse(answer);
      code = tree.findPath("Code").asText();
      message = tree.findPath("Message").asText();
    } else if (answer.startsWith("{")) {
      JsonNode tree = Json.parse(answer);
      code = tree.path("__type").asText(tree.path("ErrorCode").asText("")).replaceFirst(".*#", "");
      message = tree.findPath(tree.has("message") ? "message" : "Message").asText();
    }
    return new AwsException(
        doing, message + " (" + (code.isEmpty() ? "status " + status : code) + ")", code, null);
  }

  static AwsException of(String doing, IOException cause) {
    return new AwsException(doing, String.valueOf(cause.getMessage()), "", cause);
  }

  /** AWS's name of the error; empty where there is none. */
  public String code() {
    return code;
  }

  private static String words(SdkException cause) {
    if (cause instanceof AwsServiceException service) {
      if (service.awsErrorDetails() != null && service.awsErrorDetails().errorCode() != null) {
        return service.awsErrorDetails().errorMessage()
            + " ("
            + service.awsErrorDetails().errorCode()
            + ")";
      }
      return withoutDetails(service.statusCode());
    }
    return cause.getMessage();
  }

  /** An answer to HEAD has no body, so it has a status alone. */
  private static String withoutDetails(int status) {
    return switch (status) {
      case 400 -> "AWS refuses the request (status 400); the credentials may have expired";
      case 401, 403 ->
          "access denied (status "
              + status
              + "); the credentials may not read it, or belong to another account";
      default ->
          status >= 500
              ? "AWS has an internal error (status " + status + "); try again later"
              : "AWS refuses the request (status " + status + ")";
    };
  }
}
