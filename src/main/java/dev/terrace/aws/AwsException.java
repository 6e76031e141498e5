package dev.terrace.aws;

import dev.terrace.error.UserError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS refused a call, or could not be reached. */
public final class AwsException extends UserError {
  private static final long serialVersionUID = 1L;

  AwsException(String doing, SdkException cause) {
    super(Kind.FAILED, doing + ": " + words(cause), cause);
  }

  private static String words(SdkException cause) {
    if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorMessage()
          + " ("
          + service.awsErrorDetails().errorCode()
          + ")";
    }
    return cause.getMessage();
  }
}
